import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { cupsPrinters } from '../../../electron/printing/cups-printers.ts'
import type { Printers } from '../../../electron/printing/printers.ts'
import { slipsInput } from '../../fixtures/slips.ts'
import { uglySheets } from '../../fixtures/ugly-sheets.ts'
import { readCodes, renderPages, runsOf } from '../documents/render-pdf.ts'
import { IppPrinter } from './ipp-printer.ts'
import { OwnCups, whyNoCups } from './own-cups.ts'
import { readPwg } from './read-pwg.ts'

const why = whyNoCups(['cupsd', 'lp', 'lpadmin', 'gs', 'ippeveprinter', 'dbus-daemon'], 'cups cups-client cups-filters cups-ipp-utils dbus')
if (why !== null) console.warn(`The driverless printer is not tested: ${why}`)

/** A real CUPS, and behind it a label printer that needs no driver. */
describe.skipIf(why !== null)(`a label printer without a driver, behind a real CUPS${why === null ? '' : ` (${why})`}`, () => {
  let cups: OwnCups
  let printer: IppPrinter
  let printers: Printers
  const sheets = uglySheets(4)

  beforeAll(async () => {
    printer = await IppPrinter.start()
    cups = await OwnCups.start()
    // It needs a moment until it answers what it is.
    for (let tries = 0; ; tries++) {
      try {
        cups.admin('lpadmin', '-p', 'LabelIPP', '-E', '-v', printer.address, '-m', 'everywhere')
        break
      } catch (error) {
        if (tries === 50) throw error
        await wait(100)
      }
    }
    printers = cupsPrinters(cups.env)
  })
  afterAll(async () => {
    if (why !== null) return
    await cups.stop()
    await printer.stop()
  })

  it('says which papers it has, and its dots', async () => {
    const [listed] = await printers.list()
    expect(listed).toMatchObject({ name: 'LabelIPP', state: 'ready', dpi: [203] })
    expect(listed?.papers).toEqual(expect.arrayContaining(['100x150', '4x6']))
    expect(listed?.papers).not.toContain('a4')
  })

  it('gets its own paper and every sheet dot by dot', async () => {
    const file = join(cups.folder, 'run.pdf')
    const { pdf, pages } = await makeSlips(slipsInput(sheets))
    await writeFile(file, pdf)
    await printers.print({ printer: 'LabelIPP', file, title: 'Packbench 47', media: '100x150', copies: 1 })
    await expect.poll(async () => (await printer.jobs()).length).toBe(1)
    const [job] = await printer.jobs()
    expect(job?.attributes).toMatch(/100x150mm|x-dimension=10000/u)
    const got = readPwg(job?.document ?? Buffer.alloc(0))
    expect(got).toHaveLength(pages)
    const shown = await renderPages(pdf, 203)
    for (const [i, page] of got.entries()) {
      expect(page.dpi).toBe(203)
      // 100 × 150 mm, unscaled.
      expect([page.width, page.height].map((n, axis) => Math.abs(n - (axis === 0 ? 799 : 1199)))).toEqual([expect.toBeOneOf([0, 1]), expect.toBeOneOf([0, 1])])
      const codes = await readCodes(page)
      const expected = await readCodes(shown[i]!)
      expect(codes.map(({ format, text }) => [format, text]).sort()).toEqual(expected.map(({ format, text }) => [format, text]).sort())
      const bars = codes.find(({ format }) => format === 'Code128')!
      const runs = runsOf(page, Math.round((bars.top + bars.bottom) / 2), bars.left, bars.right + 1).slice(1, -1)
      expect(runs.length).toBeGreaterThan(40)
      expect(runs.every(({ length }) => length % 3 === 0), runs.map(({ length }) => length).join(' ')).toBe(true)
    }
  })

  it('cuts a roll as long as the highest page, and loses nothing of any', async () => {
    const file = join(cups.folder, 'roll.pdf')
    const { pdf, pages } = await makeSlips({ ...slipsInput(sheets.slice(0, 2)), paper: '62mm' })
    await writeFile(file, pdf)
    const before = (await printer.jobs()).length
    await printers.print({ printer: 'LabelIPP', file, title: 'Packbench 48', media: '62mm', copies: 1 })
    await expect.poll(async () => (await printer.jobs()).length).toBe(before + 1)
    const got = readPwg((await printer.jobs()).at(-1)?.document ?? Buffer.alloc(0))
    expect(got).toHaveLength(pages)
    const shown = await renderPages(pdf, 203)
    const highest = Math.max(...shown.map(({ height }) => height))
    for (const [i, page] of got.entries()) {
      // The system counts paper in whole points: three dots.
      expect(Math.abs(page.width - (shown[i]?.width ?? 0)), String(page.width)).toBeLessThan(4)
      expect(page.height - highest).toBeGreaterThanOrEqual(-1)
      expect(page.height - highest, `${String(page.height)} of ${shown.map(({ height }) => height).join(' ')}`).toBeLessThan(12)
      const textsOf = (codes: Awaited<ReturnType<typeof readCodes>>): string[] => codes.map(({ format, text }) => `${format} ${text}`).sort()
      expect(textsOf(await readCodes(page))).toEqual(textsOf(await readCodes(shown[i]!)))
    }
  })
})
