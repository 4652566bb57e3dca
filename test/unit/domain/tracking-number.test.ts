import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparedTracking, normaliseTracking, trackingProblem } from '../../../electron/domain/tracking-number.ts'

describe('tracking numbers', () => {
  it.each([[' rb 123 456 785 gb ', 'RB123456785GB'], ['\u200eLP00012345\u00a06789\u200f', 'LP000123456789'], ['ＲＢ１２３', 'RB123'], ['UA917350216UA\r\n', 'UA917350216UA']])('“%s” is sent as %s', (typed, sent) => {
    expect(normaliseTracking(typed)).toBe(sent)
  })

  it.each([['', 'empty'], ['RB-123', 'characters'], ['РВ123456785', 'characters'], ['RB123;DROP', 'characters'], ['9.40E+21', 'spreadsheet'], ['9,4E+21', 'spreadsheet'], ['4E+21', 'spreadsheet'], ['A'.repeat(51), 'length'], ['RB123456785GB', null], ['9400111899223100001234', null]])('“%s” has the problem %s', (number, problem) => {
    expect(trackingProblem(number)).toBe(problem)
  })

  it.each([['RB-123456785-GB', 'RB123456785GB'], ['rb\u2011123.456–785/gb', 'RB123456785GB'], ['94－00\u00ad11_18\\99', '9400111899'], ['-', '']])('“%s” is compared as %s', (written, compared) => {
    expect(comparedTracking(written)).toBe(compared)
  })

  it('that pass hold letters and digits only, whatever was typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const number = normaliseTracking(typed)
      if (trackingProblem(number) !== null) return
      expect(number).toMatch(/^[A-Z0-9]{1,50}$/)
      expect(normaliseTracking(number)).toBe(number)
    }))
  })
})
