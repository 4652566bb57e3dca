import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderCodeOf, pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { idOnPaper, judgePaper, orderNamedBy, readSheetCode, searchedFor, sheetCodeOf } from '../../../electron/domain/sheet-code.ts'
import type { World } from '../../../electron/domain/world.ts'

const joomId = fc.stringMatching(/^[0-9a-f]{24}$/)
const anyId = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((id) => id.trim() === id)
const hash = fc.stringMatching(/^[0-9a-f]{8}$/)
const world = fc.constantFrom<World>('real', 'rehearsal')

describe('codes of sheets', () => {
  it('say the order, its world and the hash, and come back as they went in', () => {
    fc.assert(fc.property(joomId, world, hash, (id, of, said) => {
      const code = sheetCodeOf({ joomId: id, world: of, hash: said })
      expect(code).toMatch(/^[OR]-[0-9A-F]{24}-[0-9A-F]{8}[0-9A-Z]$/)
      // 38 capitals and digits are what a QR code of 25 modules holds at level M.
      expect(code.length).toBeLessThanOrEqual(38)
      expect(readSheetCode(code)).toEqual({ joomId: id, world: of, hash: said })
      // Caps lock, or a scanner that is set to small letters.
      expect(readSheetCode(` ${code.toLowerCase()}\n`)).toEqual({ joomId: id, world: of, hash: said })
      expect(searchedFor(code)).toBe(orderCodeOf(id, of))
      expect(idOnPaper(code, of)).toBe(id)
    }))
  })

  it('keep an id of any other look as it is', () => {
    fc.assert(fc.property(anyId, world, hash, (id, of, said) => { expect(idOnPaper(sheetCodeOf({ joomId: id, world: of, hash: said }), of)).toBe(id) }), { numRuns: 500 })
    for (const id of ['5C3D1A2B4E5F60718293A4B5', 'a-b-1234567', 'Заказ-7']) expect(idOnPaper(sheetCodeOf({ joomId: id, world: 'real', hash: '9f3a21c0' }), 'real')).toBe(id)
  })

  it('are no codes with any single character wrong', () => {
    fc.assert(fc.property(joomId, world, hash, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (id, of, said, place, wrong) => {
      const code = sheetCodeOf({ joomId: id, world: of, hash: said })
      const at = place % code.length
      fc.pre(code.charAt(at) !== '-' && code.charAt(at) !== wrong)
      expect(readSheetCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeNull()
    }))
  })

  it('are told from other texts: older paper, pick codes, tracking numbers, words', () => {
    for (const text of ['5c3d1a2b4e5f60718293a4b5', 'R-5c3d1a2b4e5f60718293a4b5', 'K7290M10', 'RB123456785GB', 'O-mug-350', 'O--123456789', '']) {
      expect(readSheetCode(text), text).toBeNull()
      expect(searchedFor(text)).toBe(text)
    }
  })
})

describe('codes that name an order', () => {
  const sheet = { joomId: '5c3d1a2b4e5f60718293a4b5', world: 'real', hash: '9f3a21c0' } as const
  it.each([
    [sheetCodeOf(sheet), { by: 'sheet', code: sheet }], ['k7290m1', null], [pickCodeOf(7).toLowerCase(), { by: 'pick_code', pickCode: pickCodeOf(7) }], [` ${sheet.joomId}\n`, { by: 'id', code: sheet.joomId }], [`R-${sheet.joomId}`, { by: 'id', code: `R-${sheet.joomId}` }],
    ['RB123456785GB', null], ['Zoë', null], ['26VE0001', null], ['', null]
  ])('are told from other texts: %j', (text, named) => { expect(orderNamedBy(text)).toEqual(named) })
})

describe('a scanned sheet', () => {
  const code = { joomId: 'a', hash: '9f3a21c0' } as const
  it.each([
    ['not_ours', null, 'real', '9f3a21c0'], ['not_ours', { ...code, world: 'real' }, 'real', null], ['rehearsal', { ...code, world: 'rehearsal' }, 'real', '9f3a21c0'], ['real', { ...code, world: 'real' }, 'rehearsal', null],
    ['current', { ...code, world: 'real' }, 'real', '9F3A21C0'], ['stale', { ...code, world: 'real' }, 'real', '00000000'], ['unhashed', { ...code, hash: null, world: 'real' }, 'real', '00000000']
  ] as const)('is %s', (verdict, scanned, at, now) => { expect(judgePaper(scanned, at, now)).toBe(verdict) })
})
