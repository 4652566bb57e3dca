import bwip from 'bwip-js/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code128, qrCode, type Modules } from '../../../electron/documents/barcodes.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { readCodes, type Raster } from './render-pdf.ts'

/** A code as black dots on white: so many for each module, with light space around. */
function rasterOf(modules: Modules, dots: number, rowHeight: number): Raster {
  const quiet = 12 * dots
  const [width, height] = [(modules[0]?.length ?? 0) * dots + 2 * quiet, modules.length * rowHeight + 2 * quiet]
  const raster = new Uint8Array(width * height).fill(255)
  modules.forEach((row, y) => { row.forEach((dark, x) => { if (dark) for (let dy = 0; dy < rowHeight; dy++) raster.fill(0, (quiet + y * rowHeight + dy) * width + quiet + x * dots, (quiet + y * rowHeight + dy) * width + quiet + (x + 1) * dots) }) })
  return { width, height, dots: raster }
}

/** bwip-js knows the symbols: it is asked here, not where a thousand sheets wait. */
const bwipWidths = (text: string): readonly number[] => {
  const [code] = bwip.raw({ bcid: 'code128', text })
  return code !== undefined && 'sbs' in code ? code.sbs : []
}
describe('Code 128', () => {
  it('of a pick code is as long as that of bwip-js', () => {
    for (let i = 0; i < 300; i++) {
      const code = pickCodeOf((i * 7_654_321) % 2 ** 30)
      expect(code128(code)[0], code).toHaveLength(bwipWidths(code).reduce((sum, width) => sum + width, 0))
    }
  })

  it('says what it was made of, whatever that is, and is never longer than that of bwip-js', async () => {
    const text = fc.array(fc.oneof(fc.stringMatching(/^[0-9]{1,9}$/), fc.stringMatching(/^[ -~]{1,5}$/)), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')).filter((one) => one.trim() === one)
    await fc.assert(fc.asyncProperty(text, async (said) => {
      const modules = code128(said)
      expect((await readCodes(rasterOf(modules, 3, 40))).map(({ format, text: read }) => [format, read])).toEqual([['Code128', said]])
      expect(modules[0]?.length).toBeLessThanOrEqual(bwipWidths(said).reduce((sum, width) => sum + width, 0))
    }), { numRuns: 80, seed: 128 })
  })
})

describe('QR', () => {
  it('says what it was made of, and is no larger than that of bwip-js for ids as Joom gives them', async () => {
    const id = fc.stringMatching(/^[0-9a-f]{24}$/)
    const text = fc.oneof(id, id.map((one) => `R-${one}`), fc.stringMatching(/^[!-~]{1,80}$/))
    await fc.assert(fc.asyncProperty(text, async (said) => {
      expect((await readCodes(rasterOf(qrCode(said), 4, 4))).map(({ format, text: read }) => [format, read])).toEqual([['QRCode', said]])
    }), { numRuns: 80, seed: 18004 })
    fc.assert(fc.property(id, (said) => { expect(qrCode(said)).toHaveLength(25) }), { numRuns: 50 })
  })
})
