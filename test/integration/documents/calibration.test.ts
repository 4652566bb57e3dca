import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeskInput } from '../../../electron/documents/desk-input.ts'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { mm } from '../../../electron/documents/papers.ts'
import { PdfRaster } from '../../../electron/documents/pdf-raster.ts'
import { zplOf } from '../../../electron/documents/zpl.ts'
import { dpiOf, ladderOf, narrowestOf, readRung, rulersOn, rungKinds, rungText, type Rung } from '../../../electron/domain/calibration.ts'
import { keyboardBars, keyboardSquare } from '../../../electron/domain/scanner-keys.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { burnFields, together } from '../printing/burn-zpl.ts'
import { readGraphic } from '../printing/read-zpl.ts'
import { readCodes, renderPages, runsOf, type Raster } from './render-pdf.ts'

const sheet = (part: Partial<DeskInput> & { readonly content: DeskInput['content'] }): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> => makeDeskPaper({
  paper: '100x150', start: 1, dpi: 203, title: 'Packbench calibration', run: null, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords, ...part
})
const both = { kind: 'calibration', dpis: [203, 300], told: false } as const
const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0

/** A page of one bit a dot, as poppler writes it. */
function bitmap(file: Buffer): Raster {
  const [head = '', width, height] = /^P4\s+(\d+)\s+(\d+)\s/u.exec(file.toString('latin1', 0, 100)) ?? []
  const [columns, rows] = [Number(width), Number(height)]
  const dots = new Uint8Array(columns * rows)
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) dots[y * columns + x] = ((file[head.length + y * Math.ceil(columns / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 0 : 255
  return { width: columns, height: rows, dots }
}
function poppler(pdf: Uint8Array, dpi: number): Raster[] {
  const folder = mkdtempSync(join(tmpdir(), 'calibration-'))
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf)
    spawnSync('pdftoppm', ['-mono', '-r', String(dpi), join(folder, 'sheet.pdf'), join(folder, 'page')])
    return readdirSync(folder).filter((name) => name.startsWith('page')).sort().map((name) => bitmap(readFileSync(join(folder, name))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
async function textsOf(pages: readonly Raster[]): Promise<Set<string>> {
  const texts = new Set<string>()
  for (const page of pages) for (const { text } of await readCodes(page, ['Code128', 'QRCode', 'DataMatrix'], 60)) texts.add(text)
  return texts
}
const ladder = (dpi: 203 | 300): Rung[] => rungKinds.flatMap((kind) => ladderOf(dpi, kind)).filter(({ kind, dots }) => kind === 'bars' ? dots >= 2 : dots >= 3)

describe.skipIf(!hasPoppler)(`a calibration sheet as poppler draws it${hasPoppler ? '' : ' (pdftoppm is not here: package poppler-utils)'}`, () => {
  it.each([203, 300] as const)('is read on a printer of %i dots in an inch: its own ladder wholly, the keys, and so are the dots told', async (dpi) => {
    const { pdf } = await sheet({ content: both })
    const texts = await textsOf(poppler(pdf, dpi))
    // What is wider than the label with its light space is not on it.
    for (const rung of ladder(dpi).filter(({ kind, dots }) => kind !== 'bars' || dots * 121 < (96 * dpi) / 25.4)) expect(texts).toContain(rungText(rung))
    for (const said of [keyboardSquare, ...keyboardBars]) expect(texts).toContain(said)
    expect(dpiOf(narrowestOf([...texts].flatMap((text) => readRung(text)?.rung ?? [])), null)).toBe(dpi)
  })
})

describe('a calibration sheet', () => {
  it.each(['100x150', 'a5', 'a4', '62mm'] as const)('has its rulers where it says, to a dot, on %s', async (paper) => {
    const { pdf } = await sheet({ content: both, paper, dpi: 300 })
    const [page] = await renderPages(pdf, 300)
    if (page === undefined) throw new Error('no page')
    const { left, top, across, down } = rulersOn(paper)
    const dot = 300 / 25.4
    // A line through the ticks of ten millimetres only, and one down through those of the other ruler.
    const ticks = runsOf(page, Math.round((top + 3.8) * dot), Math.round((left - 1) * dot), Math.round((left + across + 2) * dot)).filter(({ shade }) => shade === 0)
    expect(ticks).toHaveLength(across / 10 + 1)
    const x = Math.round((left + 3.8) * dot)
    const rows = Array.from({ length: Math.round((down + 3) * dot) }, (_, i) => page.dots[Math.round((top - 1) * dot + i) * page.width + x] ?? 255)
    expect(rows.filter((shade, i) => shade === 0 && rows[i - 1] !== 0)).toHaveLength(down / 10 + 1)
    expect(Math.abs(rows.findIndex((shade) => shade === 0) - dot)).toBeLessThan(2)
  })

  it('of a label printer has its own ladder only, which the printer draws itself', async () => {
    const { pdf } = await sheet({ content: { kind: 'calibration', dpis: [203], told: true } })
    const raster = await PdfRaster.open(pdf)
    const stock = { width: 800, height: 1200, shiftX: 0, shiftY: 0 }
    const texts = new Set<string>()
    let drawn = 0
    for (let i = 0; i < raster.pages; i++) {
      const zpl = zplOf(raster.page(i, 203), stock, 1)
      drawn += zpl.match(/\^B[CQX]N/gu)?.length ?? 0
      const { raster: dots, rest } = zpl.includes('^GFA') ? readGraphic(zpl) : { raster: { width: 800, height: 1200, dots: new Uint8Array(960_000).fill(255) }, rest: zpl }
      for (const text of await textsOf([together(dots, await burnFields(rest, stock, 203))])) texts.add(text)
    }
    raster.close()
    expect(drawn).toBeGreaterThan(14)
    for (const rung of ladder(203)) expect(texts).toContain(rungText(rung))
    expect([...texts].some((text) => text.startsWith('L300'))).toBe(false)
    for (const said of keyboardBars) expect(texts).toContain(said)
  })
})

describe('codes of a printer that was calibrated', () => {
  const slip = slipFor(addresses[0] as never, 0, 1)
  /** How many dots the narrowest bar has, and how much is light beside the bars at the left, in such bars. */
  const barsOf = async (pdf: Uint8Array): Promise<readonly [dots: number, light: number]> => {
    const [page] = await renderPages(pdf, 203)
    if (page === undefined) throw new Error('no page')
    const code = (await readCodes(page, ['Code128'])).find(({ text }) => text === slip.pickCode)
    const y = Math.round(((code?.top ?? 0) + (code?.bottom ?? 0)) / 2)
    const dots = Math.min(...runsOf(page, y, code?.left, (code?.right ?? 0) + 1).slice(1, -1).map(({ length }) => length))
    return [dots, Math.floor((runsOf(page, y)[0]?.length ?? 0) / dots)]
  }

  it.each(['slip', 'address', 'codes'] as const)('are as wide as its scanner needs, and never narrower than usual: %s', async (part) => {
    for (const [bars, dots] of [[5, 5], [2, 3]] as const) {
      const { pdf } = await makeSlips(slipsInput([slip], { parts: [part], codes: { bars, squares: 0 } }))
      const [narrowest, light] = await barsOf(pdf)
      expect(narrowest).toBe(dots)
      expect(light).toBeGreaterThanOrEqual(10)
    }
    const { pdf } = await makeSlips(slipsInput([slip], { parts: ['codes'], codes: { bars: 0, squares: 6 } }))
    const [page] = await renderPages(pdf, 203)
    const square = page === undefined ? undefined : (await readCodes(page, ['QRCode'])).find(({ text }) => text === squareCodeOf(slip))
    expect((square?.right ?? 0) - (square?.left ?? 0)).toBeGreaterThanOrEqual(6 * 25 - 3)
  })

  it('that do not fit on their paper at that width are not printed narrower: the order is left out and says so', async () => {
    const { sheets, pages } = await makeSlips(slipsInput([slip], { paper: '62mm', codes: { bars: 4, squares: 0 } }))
    expect(sheets[0]?.problems).toEqual([{ field: 'pick_code', why: 'code' }])
    expect(pages).toBe(0)
  })
})

describe('labels of a printer that lays them askew', () => {
  it.each(['100x150', '62mm', 'a4-4up'] as const)('are moved, and nothing of them is cut off: %s', async (paper) => {
    const slips = [0, 9, 30].map((i) => slipFor(addresses[i] as never, i, 3, { environment: 'rehearsal' }))
    const black = async (shift?: { readonly x: number; readonly y: number }): Promise<readonly [ink: number, left: number, top: number]> => {
      const [page] = await renderPages((await makeSlips(slipsInput(slips, { paper, shift }))).pdf, 203)
      if (page === undefined) throw new Error('no page')
      let [ink, left, top] = [0, page.width, page.height]
      page.dots.forEach((dot, i) => {
        if (dot > 127) return
        ink += 1
        left = Math.min(left, i % page.width)
        top = Math.min(top, Math.floor(i / page.width))
      })
      return [ink, left, top]
    }
    const [ink, left, top] = await black()
    for (const [x, y] of [[2, 2], [-2, -2], [2, -2]] as const) {
      const [moved, movedLeft, movedTop] = await black({ x: x * mm, y: y * mm })
      // Letters lie otherwise on the dots; a line that is cut off would be thousands.
      expect(Math.abs(moved - ink)).toBeLessThan(ink * 0.005)
      expect(Math.abs(movedLeft - left - 8 * x)).toBeLessThanOrEqual(1)
      expect(Math.abs(movedTop - top - 8 * y)).toBeLessThanOrEqual(1)
    }
  })

  it('are not moved on paper for the desk', async () => {
    const slip = slipFor(addresses[0] as never, 0, 1)
    const [still, moved] = await Promise.all([undefined, { x: 2 * mm, y: 0 }].map(async (shift) => (await makeSlips(slipsInput([slip], { paper: 'a4', shift }))).pdf))
    expect(Buffer.from(moved ?? []).equals(Buffer.from(still ?? []))).toBe(true)
  })
})
