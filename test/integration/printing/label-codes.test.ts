import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLabels } from '../../../electron/documents/labels.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { testLabel } from '../../../electron/documents/test-label.ts'
import { nameOfLabelPrinter } from '../../../electron/domain/label-printer-name.ts'
import { createLabelPrinters } from '../../../electron/printing/label-printers.ts'
import { slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { uglySheets } from '../../fixtures/ugly-sheets.ts'
import { FakeLabelPrinter } from '../../support/label-printer.ts'
import { readCodes, renderPages, type Raster, type ReadCode } from '../documents/render-pdf.ts'
import { burn, burnFields, together } from './burn-zpl.ts'
import { readGraphic } from './read-zpl.ts'

const workerPath = resolve(import.meta.dirname, '../../../electron/documents/labels.worker.ts')

describe.each([203, 300] as const)('twenty ugly labels as a printer of %i dpi burns them', (dpi) => {
  const printer = new FakeLabelPrinter()
  const sheets = uglySheets(20)
  let folder: string
  let pages: SlipSheet[]
  let shown: Raster[]
  let burnt: Raster[]
  let codes: ReadCode[][]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'burnt-'))
    const file = join(folder, 'run.pdf')
    const made = await makeSlips(slipsInput(sheets, { dpi }))
    await writeFile(file, made.pdf)
    pages = made.sheets.flatMap(({ pages: of }, i) => Array.from({ length: of }, () => sheets[i]!)) // as many as were made
    shown = await renderPages(made.pdf, dpi)
    const way = { kind: 'network', ...await printer.listen() } as const
    const printers = createLabelPrinters({
      printers: () => [{ id: 'a', name: 'Bench 1', way, dpi, width: 100, height: 150, shiftX: 0, shiftY: 0 }], openLabels: (wanted) => openLabels(workerPath, wanted), queues: { list: () => Promise.resolve([]), raw: () => Promise.reject(new Error('no queue')), jobState: () => Promise.reject(new Error('no queue')), cancel: () => Promise.reject(new Error('no queue')) },
      patience: { connect: 5000, answer: 5000, stall: 5000 }, glance: { connect: 1000, answer: 1000, stall: 1000 }, pace: { ahead: 3, every: 10, patience: 5000 }
    })
    expect(await printers.print({ printer: nameOfLabelPrinter('a'), file, title: 'Packbench 47', media: '100x150', copies: 2 })).toMatchObject({ end: 'printed' })
    burnt = []
    codes = []
    for (const label of printer.labels) {
      const { raster, rest } = readGraphic(label)
      const whole = together(raster, await burnFields(rest, { width: raster.width, height: raster.height }, dpi))
      burnt.push(whole)
      codes.push(await readCodes(whole))
    }
  }, 120_000)
  afterAll(async () => {
    await printer.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('are as many as there are pages, each as often as asked', () => {
    expect(printer.labels).toHaveLength(pages.length)
    expect(pages.length).toBeGreaterThan(20)
    for (const label of printer.labels) expect(label).toMatch(/\^PQ2\^XZ$/u)
  })

  it('have every code, which decodes to what the order says', () => {
    for (const [i, sheet] of pages.entries()) {
      expect(codes[i]!.map(({ format, text }) => [format, text]).sort()).toEqual([['Code128', sheet.pickCode], ['QRCode', squareCodeOf(sheet)]])
    }
  })

  it('have most codes drawn by the printer itself', () => {
    expect(printer.labels.filter((label) => label.includes('^BCN')).length).toBeGreaterThan(pages.length / 2)
    expect(printer.labels.filter((label) => label.includes('^BQN')).length).toBeGreaterThan(pages.length / 2)
  })

  it('are but for the pattern of the square codes, dot by dot, the pages that were looked at', () => {
    for (const [i, page] of shown.entries()) {
      const label = burnt[i]!
      const square = codes[i]!.find(({ format }) => format === 'QRCode')
      const own = printer.labels[i]!.includes('^BQN')
      let [differing, ink] = [0, 0]
      for (let y = 0; y < page.height; y++) {
        for (let x = 0; x < page.width; x++) {
          if (own && square !== undefined && x >= square.left - 2 && x <= square.right + 2 && y >= square.top - 2 && y <= square.bottom + 2) continue
          const black = (page.dots[y * page.width + x] ?? 255) < 128
          ink += black ? 1 : 0
          if (black !== ((label.dots[y * label.width + x] ?? 255) < 128)) differing += 1
        }
      }
      // The edge of a letter that covers just half a dot may fall to either side.
      expect(differing / ink, `page ${i + 1}`).toBeLessThan(0.002)
    }
  })

  it('are burnt alike by the other renderer, their letters too', async () => {
    const label = printer.labels[1]!
    const whole = await burn(label, burnt[1]!, dpi)
    expect(Buffer.from(whole.dots).equals(Buffer.from(burnt[1]!.dots))).toBe(true)
  })
})

it.each([203, 300] as const)('the test label of %i dpi has its frame on the very edges and a code that decodes', async (dpi) => {
  const stock = { width: Math.ceil((62 * dpi) / 25.4), height: Math.ceil((100 * dpi) / 25.4), shiftX: 0, shiftY: 0 }
  const label = await burn(testLabel(stock, dpi), stock, dpi)
  expect((await readCodes(label)).map(({ text }) => text)).toEqual(['TEST'])
  const [right, bottom] = [stock.width - 1, stock.height - 1]
  for (const [x, y] of [[0, 0], [right, 0], [0, bottom], [right, bottom]] as const) expect(label.dots[y * label.width + x], `${x},${y}`).toBe(0)
})
