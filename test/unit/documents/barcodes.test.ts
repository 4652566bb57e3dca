import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barDots, BarcodeError, code128, qrCode, qrDotsFor } from '../../../electron/documents/barcodes.ts'
import { resolutions } from '../../../electron/documents/slip.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'

const millimetre = (dpi: number): number => dpi / 25.4

describe('Code 128', () => {
  it('of a pick code is start, characters and check of eleven modules and a stop of thirteen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 30 - 1 }), (seed) => {
      const [row, ...more] = code128(pickCodeOf(seed))
      expect(more).toEqual([])
      expect(((row?.length ?? 0) - 13) % 11).toBe(0)
      expect(row?.length).toBeLessThanOrEqual(123)
      // Begins with a bar, ends with the stop's bars: 2331112.
      expect(row?.slice(0, 2)).toEqual([true, true])
      expect(row?.slice(-13).map(Number).join('')).toBe('1100011101011')
    }), { numRuns: 200 })
  })

  it('refuses what it cannot carry', () => {
    for (const text of ['', 'Ü', 'a\nb', '番']) expect(() => code128(text)).toThrow(BarcodeError)
  })

  it('fits a label of 100 mm with its quiet zones, with bars of at least 0.25 mm, at every resolution', () => {
    for (const dpi of resolutions) {
      const module = barDots[dpi] / millimetre(dpi)
      expect(module).toBeGreaterThanOrEqual(0.25)
      expect((123 + 20) * module).toBeLessThan(90)
    }
    expect(barDots[203] / millimetre(203)).toBeCloseTo(0.375, 3)
  })
})

describe('QR code', () => {
  it('of an order’s id is 25 modules square, with its three finder patterns', () => {
    const modules = qrCode('5c3d1a2b4e5f60718293a4b5')
    expect(modules.map((row) => row.length)).toEqual(new Array(25).fill(25))
    const finder = (x: number, y: number): string => Array.from({ length: 7 }, (_, dy) => Array.from({ length: 7 }, (__, dx) => Number(modules[y + dy]?.[x + dx])).join('')).join(' ')
    for (const [x, y] of [[0, 0], [18, 0], [0, 18]] as const) expect(finder(x, y)).toBe('1111111 1000001 1011101 1011101 1011101 1000001 1111111')
  })

  it('has squares of at least 0.4 mm and 4 or 5 dots, and says so where they do not fit', () => {
    const usual = qrCode('5c3d1a2b4e5f60718293a4b5')
    for (const dpi of resolutions) {
      for (const room of [40, 60, 90]) {
        try {
          const dots = qrDotsFor(usual, { dpi }, room)
          expect(dots / millimetre(dpi)).toBeGreaterThanOrEqual(0.4)
          expect(dots).toBeGreaterThanOrEqual(dpi === 203 ? 4 : 5)
          expect((dots * 25 * 72) / dpi).toBeLessThanOrEqual(room)
        } catch (error) {
          expect(error).toBeInstanceOf(BarcodeError)
        }
      }
      expect(qrDotsFor(usual, { dpi }, 90)).toBeGreaterThan(0)
      expect(() => qrDotsFor(qrCode('x'.repeat(400)), { dpi }, 90)).toThrow('too long')
    }
  })
})
