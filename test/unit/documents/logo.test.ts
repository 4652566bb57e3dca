import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dithered, logoLimits, logoPixels, readLogo, type LogoAnswer, type Pixels } from '../../../electron/documents/logo.ts'
import { forgedPng, heldJpeg, jpegOf, pngOf } from '../../fixtures/logos.ts'

const pixelsOf = (answer: LogoAnswer): Pixels => {
  if (answer.kind !== 'logo') throw new Error(answer.problem)
  return logoPixels(answer.png)
}
const at = ({ width, rgb }: Pixels, x: number, y: number): number[] => [...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
const problemOf = (file: Uint8Array): string => { const answer = readLogo(file); return answer.kind === 'problem' ? answer.problem : 'none' }

describe('a file that becomes a logo', () => {
  it('keeps the colours of a PNG, and shows white where it is transparent', () => {
    const pixels = pixelsOf(readLogo(pngOf(320, 120)))
    expect([pixels.width, pixels.height]).toEqual([320, 120])
    expect(at(pixels, 60, 60)).toEqual([20, 70, 160])
    expect(at(pixels, 122, 5)).toEqual([255, 255, 255])
    expect(at(pixelsOf(readLogo(pngOf(4, 4, () => [0, 0, 0, 51]))), 1, 1)).toEqual([204, 204, 204])
  })

  it('may be a JPEG', () => {
    const pixels = pixelsOf(readLogo(jpegOf(320, 120)))
    const [red, , blue] = at(pixels, 60, 60)
    expect(red).toBeLessThan(60)
    expect(blue).toBeGreaterThan(130)
  })

  // Where the corner that is seen first stands in the file, by the orientation; a picture on its side changes its proportions.
  it.each([[1, 0, 0], [2, 1, 0], [3, 1, 1], [4, 0, 1], [5, 0, 0], [6, 0, 1], [7, 1, 1], [8, 1, 0], [9, 0, 0], [0, 0, 0]] as const)('a photograph held as %i is turned upright', (orientation, right, bottom) => {
    const [width, height] = [96, 48]
    const file = jpegOf(width, height, (x, y) => ((right === 0 ? x < 32 : x >= 64) && (bottom === 0 ? y < 16 : y >= 32) ? [0, 0, 0] : [255, 255, 255]))
    for (const order of ['II', 'MM'] as const) {
      const pixels = pixelsOf(readLogo(heldJpeg(file, orientation, order)))
      expect([pixels.width, pixels.height]).toEqual(orientation >= 5 && orientation <= 8 ? [height, width] : [width, height])
      const dark = [[4, 4], [pixels.width - 5, 4], [4, pixels.height - 5], [pixels.width - 5, pixels.height - 5]].map(([x = 0, y = 0]) => (at(pixels, x, y)[0] ?? 255) < 60)
      expect(dark).toEqual([true, false, false, false])
    }
  })

  it('is kept no larger than it can be printed, in its own proportions', () => {
    const pixels = pixelsOf(readLogo(pngOf(1600, 400)))
    expect([pixels.width, pixels.height]).toEqual([800, 200])
    expect([pixelsOf(readLogo(pngOf(40, 1040))).width, pixelsOf(readLogo(pngOf(40, 1040))).height]).toEqual([20, 520])
  })

  it('leaves behind whatever else was in the file', () => {
    const answer = readLogo(forgedPng({ width: 1, height: 1 }, Uint8Array.of(0, 9, 9, 9), [['tEXt', Buffer.from('Comment\0javascript:alert(1)')], ['eXIf', Buffer.from('GPS 52.1 13.4')]]))
    expect(answer.kind).toBe('logo')
    if (answer.kind === 'logo') expect(Buffer.from(answer.png).toString('latin1')).not.toMatch(/javascript|GPS|Comment/)
  })
})

describe('a file that does not become one', () => {
  it.each([
    ['an SVG called .png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'not_an_image'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'not_an_image'], ['nothing', Buffer.alloc(0), 'not_an_image'], ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'not_an_image'],
    ['only the first bytes of a PNG', pngOf(9, 9).subarray(0, 30), 'unreadable'], ['only the first bytes of a JPEG', jpegOf(90, 90).subarray(0, 40), 'unreadable'],
    ['a PNG without an end', pngOf(90, 90).subarray(0, 200), 'unreadable'],
    ['a PNG of no size', forgedPng({ width: 0, height: 7 }, Uint8Array.of(0)), 'unreadable'],
    ['a PNG that says it is huge', forgedPng({ width: 60_000, height: 60_000 }, Uint8Array.of(0)), 'too_many_pixels'],
    ['a PNG with one side too long', forgedPng({ width: logoLimits.side + 1, height: 1 }, new Uint8Array(4 * 4097)), 'too_many_pixels'],
    ['a small interlaced PNG that unpacks to half a gigabyte', forgedPng({ width: 8, height: 8, interlaced: true }, new Uint8Array(500_000_000)), 'unreadable'],
    ['a file over 2 MB', new Uint8Array(logoLimits.bytes + 1), 'too_large']
  ])('%s', (_, file, problem) => { expect(problemOf(file)).toBe(problem) })

  it('is told by its head where a JPEG is too large, before it is decoded', () => {
    const file = jpegOf(64, 64)
    const sof = Buffer.from(file).indexOf(Buffer.from([0xff, 0xc0]))
    file.set([0xff, 0x00, 0xff, 0x00], sof + 5)
    expect(problemOf(file)).toBe('too_many_pixels')
  })

  it('is answered, never thrown, however a good file is spoilt', () => {
    const files = [pngOf(60, 40), jpegOf(60, 40), heldJpeg(jpegOf(60, 40), 6)]
    fc.assert(fc.property(fc.constantFrom(...files), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }), fc.nat(), (file, spots, cut) => {
      const spoilt = file.slice(0, file.length - (cut % 3 === 0 ? cut % file.length : 0))
      for (const [place, byte] of spots) spoilt[place % Math.max(1, spoilt.length)] = byte
      const answer = readLogo(spoilt)
      if (answer.kind === 'logo') expect(logoPixels(answer.png).width).toBeGreaterThan(0)
    }), { numRuns: 150 })
  })
})

describe('dots for a printer that has black only', () => {
  const grey = (value: number, side = 64): Pixels => ({ width: side, height: side, rgb: new Uint8Array(side * side * 3).fill(value) })
  const ink = ({ bits }: { readonly bits: Uint8Array }): number => bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)

  it('leave what is black or white, or nearly so, without a lone dot', () => {
    expect(ink(dithered(grey(0)))).toBe(64 * 64)
    expect(ink(dithered(grey(20)))).toBe(64 * 64)
    expect(ink(dithered(grey(255)))).toBe(0)
    expect(ink(dithered(grey(230)))).toBe(0)
  })

  it('are the denser the darker it is', () => {
    const counts = [40, 90, 140, 190].map((value) => ink(dithered(grey(value))))
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(counts[2]).toBeGreaterThan(64 * 64 * 0.3)
    expect(counts[2]).toBeLessThan(64 * 64 * 0.55)
  })

  it('begin every row with a byte', () => { expect(dithered(grey(0, 9)).bits).toHaveLength(18) })
})
