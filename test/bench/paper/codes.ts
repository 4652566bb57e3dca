// npm run codes [-- --sheets N] [--from N] [--keep FILE]: every code of so many orders’ labels (2,000 unless said), at 203 and 300 dots per inch, as
// each renderer here makes dots of it, as it is and as a bad scan of it; read by zxing, its bars by zbar too, and measured. `--from`: begins
// with that one, so that it can be done in parts; `--keep`: adds the figures to those of a file. Ends with 1 where one code was not read.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { barDots } from '../../../electron/documents/barcodes.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { squareCodeOf } from '../../fixtures/slips.ts'
import { readCodes, type Raster, type ReadCode } from '../../integration/documents/render-pdf.ts'
import { badScan, heldTo, scanned, throughLens } from './bad-scan.ts'
import { barError } from './bar-error.ts'
import { codeRenderers } from './code-renderers.ts'
import { sharedSlips, sheetOf } from './orders.ts'
import { settings } from './settings.ts'
import { isZbarHere, zbarCodes } from './zbar.ts'

const { values } = parseArgs({ options: { sheets: { type: 'string', default: '2000' }, from: { type: 'string', default: '0' }, keep: { type: 'string' } } })
const [first, many] = [Number(values.from), Number(values.sheets)]
const inPart = 50
const { renderers, missing, stop } = await codeRenderers()
const zbar = isZbarHere()
for (const one of [...missing, ...(zbar ? [] : ['zbar (zbarimg)'])]) process.stdout.write(`left out, as it is not here: ${one}\n`)

interface Count { read: number; of: number }
const counts = new Map<string, Count>(values.keep !== undefined && existsSync(values.keep) ? JSON.parse(readFileSync(values.keep, 'utf8')) as [string, Count][] : []) // what was written below
function count(key: string, read: boolean, what: string): void {
  const one = counts.get(key) ?? { read: 0, of: 0 }
  counts.set(key, one)
  one.of += 1
  if (read) one.read += 1
  else process.stdout.write(`✗ ${key}: ${what}\n`)
}

/** In turns: slips, slips that several orders share, labels with all three codes, address labels. */
const turns = ['slip', 'shared', 'codes', 'address'] as const
type Format = 'Code128' | 'QRCode' | 'DataMatrix'
/** How many bad scans were read at a second look only. */
let second = 0
/** Scanners take many pictures a second: what was not read in the first is looked for in another, which is less sharp. */
async function isReadAskew(raster: Raster, format: Format, text: string, dpi: number): Promise<boolean> {
  const bad = badScan(raster)
  const says = async (picture: Raster): Promise<boolean> => (await readCodes(picture, [format])).some((code) => code.text === text)
  if (await says(scanned(bad, dpi))) return true
  const read = await says(throughLens(bad))
  if (read) second += 1
  return read
}

try {
  for (let from = first; from < first + many; from += inPart) {
    const sheets = Array.from({ length: Math.min(inPart, first + many - from) }, (_, i) => sheetOf(from + i, 2000, 'all', 1))
    const turn = turns[Math.floor(from / inPart) % turns.length] ?? 'slip'
    const slips = turn === 'shared' ? sharedSlips(sheets) : sheets
    for (const dpi of [203, 300] as const) {
      const { pdf, sheets: made } = await makeSlips({ ...settings, dpi, paper: '100x150', parts: [turn === 'shared' ? 'slip' : turn], sheets: slips })
      const printed = sheets.flatMap((sheet, i) => { const at = made[i]; return at === undefined || at.page === 0 ? [] : [{ sheet, begin: at.page - 1, end: at.page - 1 + at.pages }] })
      for (const sheet of sheets.filter((one) => !printed.some((at) => at.sheet === one))) count('made', false, `sheet ${String(sheet.position)} on paper`)
      for (const { name, render } of renderers) {
        const at = `${name}, ${String(dpi)} dpi`
        const pages = await render(pdf, dpi)
        const bars = zbar ? zbarCodes(pages) : []
        const seen = new Map<Raster, readonly ReadCode[]>()
        const askew: { readonly pickCode: string; readonly what: string; readonly scan: Raster }[] = []
        for (const { sheet, begin, end } of printed) {
          const what = `${turn === 'shared' ? 'shared sheet' : 'sheet'} ${String(sheet.position)}`
          const wanted: readonly (readonly [Format, string])[] = [['Code128', sheet.pickCode], ['QRCode', squareCodeOf(sheet)], ...(turn === 'codes' ? [['DataMatrix', squareCodeOf(sheet)] as const] : [])]
          // A slip that several orders share may go on to another page.
          const own = pages.slice(begin, end)
          for (const raster of own) if (!seen.has(raster)) seen.set(raster, await readCodes(raster, wanted.map(([format]) => format)))
          if (zbar) count(`${at}, as it is: zbar, Code128`, bars.slice(begin, end).some((texts) => texts.includes(sheet.pickCode)), what)
          for (const [format, text] of wanted) {
            const [found] = own.flatMap((raster) => (seen.get(raster) ?? []).filter((code) => code.format === format && code.text === text).map((code) => ({ raster, code })))
            count(`${at}, as it is: zxing, ${format}`, found !== undefined, what)
            const held = found === undefined ? null : heldTo(found.raster, found.code, dpi)
            count(`${at}, 2° and noise: zxing, ${format}`, held !== null && await isReadAskew(held, format, text, dpi), what)
            if (format !== 'Code128' || held === null || found === undefined) continue
            askew.push({ pickCode: text, what, scan: throughLens(badScan(held)) })
            const error = barError(found.raster, found.code, barDots[dpi])
            count(`${at}, as it is: bars without any error`, error === 0, `${what}, ${String(error)} dots`)
          }
        }
        if (zbar) zbarCodes(askew.map(({ scan }) => scan)).forEach((read, i) => { count(`${at}, 2° and noise: zbar, Code128`, read.includes(askew[i]?.pickCode ?? ''), askew[i]?.what ?? '') })
      }
    }
    if (values.keep !== undefined) writeFileSync(values.keep, JSON.stringify([...counts]))
    process.stdout.write(`${String(from + sheets.length - first)} of ${String(many)}\n`)
  }
} finally {
  await stop()
}
process.stdout.write(`${String(second)} bad scans were read at a second look\n`)
for (const [key, { read, of }] of counts) process.stdout.write(`${read === of ? '✓' : '✗'} ${key.padEnd(72)} ${String(read)} of ${String(of)}\n`)
process.exitCode = [...counts.values()].every(({ read, of }) => read === of) ? 0 : 1
