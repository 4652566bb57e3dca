import { beforeAll, describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages, runsOf, type Raster, type ReadCode } from './render-pdf.ts'

const [someone] = addresses
if (someone === undefined) throw new Error('no addresses')

/** Everything that may crowd a code: several pages, marks, frames, a long id, right-to-left text. */
const crowded: readonly SlipSheet[] = [
  slipFor(someone, 0, 5, { returnAddress: 'Lagoon & Sons\nHafenstraße 12\n20457 Hamburg, Germany\nhello@lagoon.example', logo: 'any', environment: 'rehearsal', orderState: 'SHIPPED', sameRecipientCount: 3 }),
  slipFor(addresses[45] ?? someone, 1, 5, { environment: 'custom' }),
  slipFor(someone, 2, 5, { joomId: 'A much longer id than any that Joom is known to give, 0123456789' }),
  slipFor(someone, 3, 5, { note: 'Handle with care, and then some more of it. '.repeat(120) }),
  slipFor(someone, 4, 5, { recipientName: '██████████ ||||||||||||||||| ▌▌▌▌▌▌▌▌▌' })
]

const onlyDots = (raster: Raster, code: ReadCode): boolean => {
  for (let y = code.top + 1; y < code.bottom; y++) for (let x = code.left + 1; x < code.right; x++) { const dot = raster.dots[y * raster.width + x]; if (dot !== 0 && dot !== 255) return false }
  return true
}

/** Finds the sheet that each page belongs to. */
function pagesOf(sheets: readonly SlipSheet[], made: { readonly sheets: ReadonlyArray<{ readonly page: number; readonly pages: number }> }): SlipSheet[] {
  return made.sheets.flatMap((one, i) => Array.from({ length: one.pages }, () => sheets[i] ?? slipFor(someone!, 0, 1))) // `someone` was looked at above
}

describe.each([
  ['100x150', 203], ['100x150', 300], ['100x150', 600], ['a4', 203], ['a4', 300], ['letter', 203], ['letter', 600]
] as const)('codes on %s at %i dpi', (paper, dpi) => {
  const mostDots = { 203: [3, 5, 4], 300: [4, 7, 5], 600: [8, 14, 10] } as const
  const [x, qrMost, qrLeast] = mostDots[dpi]
  const millimetre = dpi / 25.4
  let rasters: Raster[]
  let codes: ReadCode[][]
  let sheets: SlipSheet[]

  beforeAll(async () => {
    // Sheets with every script where labels are printed, a few elsewhere: `npm run codes` has thousands.
    const some = dpi !== 203 ? [] : addresses.filter((_, i) => i % (paper === '100x150' ? 4 : 20) === 0)
    const all = [...crowded, ...some.map((address, i) => slipFor(address, i, some.length))]
    const logo = readLogo(pngOf(320, 120))
    const made = await makeSlips(slipsInput(all, { paper, dpi, logos: logo.kind === 'logo' ? { any: logo.png } : {} }))
    sheets = pagesOf(all, made)
    rasters = await renderPages(made.pdf, dpi)
    codes = []
    for (const raster of rasters) codes.push(await readCodes(raster))
  }, 240_000)

  it('decodes on every page to the order’s code and its pick code, and to nothing else', () => {
    expect(rasters).toHaveLength(sheets.length)
    sheets.forEach((sheet, i) => {
      expect(codes[i]?.map((code) => [code.format, code.text]).sort()).toEqual([['Code128', sheet.pickCode], ['QRCode', squareCodeOf(sheet)]])
    })
  })

  it('has bars of whole modules, each a whole number of dots, over the whole height, between quiet zones', () => {
    codes.forEach((found, i) => {
      const raster = rasters[i]
      const bars = found.find((code) => code.format === 'Code128')
      if (raster === undefined || bars === undefined) throw new Error(`page ${i + 1} has no bars`)
      const middle = Math.round((bars.top + bars.bottom) / 2)
      // Out from the middle, for as long as the row looks the same: that is how high the bars are.
      const left = bars.left
      const like = (y: number): string => runsOf(raster, y, left, bars.right + 1).map((run) => `${run.shade}:${run.length}`).join(' ')
      const pattern = like(middle)
      let [top, bottom] = [middle, middle]
      while (like(top - 1) === pattern) top--
      while (like(bottom + 1) === pattern) bottom++
      expect((bottom - top + 1) / millimetre).toBeGreaterThanOrEqual(12.7)

      const runs = runsOf(raster, middle, left, bars.right + 1).filter((run, n, every) => run.shade === 0 || (n > 0 && n < every.length - 1))
      expect(runs.every((run) => (run.shade === 0 || run.shade === 255) && run.length % x === 0), pattern).toBe(true)
      // Start, characters or pairs of digits, check: eleven modules each; stop: thirteen.
      const width = runs.reduce((sum, run) => sum + run.length, 0)
      expect((width / x - 13) % 11).toBe(0)
      expect(Math.min(...runs.map((run) => run.length)) / millimetre).toBeGreaterThanOrEqual(0.25)

      const first = Array.from({ length: raster.width }, (_, at) => at).find((at) => at >= left - 1 && raster.dots[middle * raster.width + at] === 0) ?? 0
      const last = first + width
      for (let y = top; y <= bottom; y++) {
        for (const at of [...Array(10 * x).keys()].flatMap((n) => [first - 1 - n, last + n])) if (raster.dots[y * raster.width + at] !== 255) throw new Error(`page ${i + 1}: ink in the quiet zone at ${at},${y}`)
      }
    })
  })

  it('has QR squares of whole dots, large enough, between quiet zones', () => {
    codes.forEach((found, i) => {
      const raster = rasters[i]
      const qr = found.find((code) => code.format === 'QRCode')
      if (raster === undefined || qr === undefined) throw new Error(`page ${i + 1} has no QR code`)
      const dark = (px: number, py: number): boolean => raster.dots[py * raster.width + px] === 0
      // The finder pattern's first row is seven modules long: it tells the size of a module.
      let [left, top] = [qr.left - 2, qr.top - 2]
      while (!dark(left + 4, top)) top++
      while (!dark(left, top)) left++
      const module = (runsOf(raster, top, left)[0]?.length ?? 0) / 7
      expect([qrMost, qrLeast, qrMost - 1]).toContain(module)
      expect(module).toBeGreaterThanOrEqual(qrLeast)
      expect(module / millimetre).toBeGreaterThanOrEqual(0.4)
      const modules = Math.round((qr.right - left + 1) / module)
      expect((modules - 17) % 4).toBe(0)
      for (let row = 0; row < modules * module; row++) {
        for (let column = 0; column < modules * module; column++) {
          const corner = dark(left + column - (column % module), top + row - (row % module))
          if (dark(left + column, top + row) !== corner) throw new Error(`page ${i + 1}: a square is not whole at ${column},${row}`)
        }
      }
      const quiet = 4 * module
      for (let py = top - quiet; py < top + (modules + 4) * module; py++) {
        for (let px = left - quiet; px < left + (modules + 4) * module; px++) {
          const inside = px >= left && px < left + modules * module && py >= top && py < top + modules * module
          if (!inside && raster.dots[py * raster.width + px] !== 255) throw new Error(`page ${i + 1}: ink in the quiet zone at ${px},${py}`)
        }
      }
      expect(onlyDots(raster, qr)).toBe(true)
    })
  })
})

it('an id too long for a code stands in words, beside the pick code', async () => {
  const joomId = Array.from({ length: 150 }, (_, i) => `id${i}`).join('/')
  const sheet = slipFor(someone, 0, 1, { joomId })
  const made = await makeSlips(slipsInput([sheet]))
  for (const raster of await renderPages(made.pdf, 203)) expect((await readCodes(raster)).map(({ format, text }) => [format, text])).toEqual([['Code128', sheet.pickCode]])
  expect(readPdf(made.pdf).pages.flatMap(({ said }) => said.map(({ text }) => text)).join('').replaceAll(/\s/g, '')).toContain(joomId)
})
