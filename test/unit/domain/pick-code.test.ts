import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPickCode, pickCodeOf } from '../../../electron/domain/pick-code.ts'

const seed = fc.integer({ min: 0, max: 2 ** 30 - 1 })

describe('pick codes', () => {
  it('are eight capitals and digits that begin with K and check', () => {
    fc.assert(fc.property(seed, (n) => {
      expect(pickCodeOf(n)).toMatch(/^K[0-9A-Z]{7}$/)
      expect(isPickCode(pickCodeOf(n))).toBe(true)
    }))
  })

  it('differ for different seeds', () => {
    fc.assert(fc.property(seed, seed, (a, b) => a === b || pickCodeOf(a) !== pickCodeOf(b)))
  })

  it('show any single wrong character', () => {
    fc.assert(fc.property(seed, fc.integer({ min: 0, max: 7 }), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (n, at, wrong) => {
      const code = pickCodeOf(n)
      fc.pre(code.charAt(at) !== wrong)
      expect(isPickCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false)
    }))
  })

  it.each(['', 'K', 'k729QM10', 'X7290M10', 'K729-QM1', 'K7290M10 '])('are not “%s”', (text) => {
    expect(isPickCode(text)).toBe(false)
  })
})
