import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { cupsPrinters, mediumOf } from '../../../electron/printing/cups-printers.ts'
import { pageHeights } from '../../../electron/documents/page-heights.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { tempFolder } from '../../support/temp.ts'
import { readPdf } from '../documents/read-pdf.ts'

describe('a job on a roll', () => {
  it('names a medium as wide as the roll and as high as its highest page', async () => {
    const folder = tempFolder()
    const file = join(folder, 'run.pdf')
    const sheets = addresses.slice(0, 3).map((one, i) => slipFor(one, i, 3))
    const { pdf } = await makeSlips({ ...slipsInput(sheets.map((sheet, i) => (i === 1 ? { ...sheet, note: 'Leave it with the neighbours upstairs. '.repeat(12) } : sheet))), paper: '62mm' })
    await writeFile(file, pdf)
    const heights = await pageHeights(file)
    expect(heights).toEqual(readPdf(pdf).pages.map(({ height }) => height))
    expect(heights[1]).toBeGreaterThan(Math.max(heights[0] ?? 0, heights[2] ?? 0) + 20)

    // An `lp` of the test's own says what it was given.
    await writeFile(join(folder, 'lpstat'), '#!/bin/sh\necho "printer Roll is idle."\n')
    await writeFile(join(folder, 'lp'), '#!/bin/sh\nprintf "request id is Roll-1\\n"\nprintf "%s\\n" "$@" > "$(dirname "$0")/given"\n')
    for (const name of ['lp', 'lpstat']) await chmod(join(folder, name), 0o755)
    const printers = cupsPrinters({ PATH: `${folder}:/usr/bin:/bin` })
    const given = async (): Promise<string[]> => readFile(join(folder, 'given'), 'utf8').then((text) => text.trim().split('\n'))
    const millimetres = (height: number | undefined): string => `media=Custom.62x${String(Math.ceil(((height ?? 0) * 25.4) / 72))}mm`
    await printers.print({ printer: 'Roll', file, title: 'Packbench 1', media: '62mm', copies: 1 })
    expect(await given()).toContain(millimetres(heights[1]))
    await printers.print({ printer: 'Roll', file, title: 'Packbench 1', media: '62mm', copies: 1, pages: { first: 3, last: 3 } })
    expect(await given()).toEqual(expect.arrayContaining([millimetres(heights[2]), 'page-ranges=3-3']))
  })

  it('is never lower than its page, and other paper keeps its name', () => {
    expect(mediumOf('80mm', [72, 72.1])).toBe('Custom.80x26mm')
    expect(mediumOf('100x150', [])).toBe('Custom.100x150mm')
  })
})
