import { cleanLine } from '../../../electron/documents/text/clean-text.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { generatedAddress } from '../../support/generated-addresses.ts'

/** What came back of some addresses. */
export interface TextsProved {
  readonly pdf: Uint8Array
  /** Of each slip what it had to say, field by field. */
  readonly fields: readonly (readonly string[])[]
  readonly characters: number
  /** Fields of which not every character came back in its order, and characters that no font has. */
  readonly lost: readonly string[]
}

/** Slips for generated addresses, read back out of their PDF. @param from of the first */
export async function proveTexts(from: number, count: number): Promise<TextsProved> {
  const sheets = Array.from({ length: count }, (_, i) => slipFor(generatedAddress(from + i), i, count, { joomId: (from + i).toString(16).padStart(24, '0') }))
  const made = await makeSlips(slipsInput(sheets, { paper: 'a4' }))
  const { pages } = readPdf(made.pdf)
  const fields = sheets.map((sheet) => [sheet.recipientName, ...sheet.addressLines, sheet.phone].map((field) => cleanLine(field ?? '')))
  const lost: string[] = []
  let characters = 0
  made.sheets.forEach(({ page, pages: over, missing, problems }, i) => {
    const said = pages.slice(page - 1, page - 1 + over).flatMap((one) => one.said.map(({ text }) => text))
    for (const problem of problems) lost.push(`${String(from + i)}: ${problem.field} ${problem.why}`)
    for (const character of missing) lost.push(`${String(from + i)}: no font has ${character}`)
    for (const field of fields[i] ?? []) {
      characters += [...field].length
      // A line that was broken is whole when what follows it goes on.
      const isThere = said.some((_, at) => {
        let rest = field
        for (let next = at; next < said.length && rest !== '' && said[next] !== '' && rest.startsWith(said[next] ?? ''); next++) rest = rest.slice(said[next]?.length)
        return rest === ''
      })
      if (!isThere) lost.push(`${String(from + i)}: ${field}`)
    }
  })
  return { pdf: made.pdf, fields, characters, lost }
}
