import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanLines, isUnseen } from '../../../electron/documents/text/clean-text.ts'

describe('text that came from outside', () => {
  it('is one composed line without control characters or overrides', () => {
    expect(cleanLine('  Tra\u0302\u0300n\tDu\u031b\u0323c\u0007\u202e\u2067 \r\n x ')).toBe('Tra\u0302\u0300n Du\u031b\u0323c x'.normalize('NFC'))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanLine(text)
      expect(clean).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u)
      expect(cleanLine(clean)).toBe(clean)
      expect(clean).toBe(clean.normalize('NFC'))
    }))
  })

  it('keeps joiners and direction marks: Persian and emoji need them', () => {
    expect(cleanLine('می\u200cخواهم 👩\u200d🚀 \u200f')).toBe('می\u200cخواهم 👩\u200d🚀 \u200f')
  })

  it('says of text of which nothing is seen that it is none', () => {
    expect(['', ' \u00a0', '\u200b\u2060', '\u3164', '\u202e', '\ufeff\u00ad'].map(isUnseen)).toEqual([true, true, true, true, true, true])
    expect(['.', '\u200bA', '１'].map(isUnseen)).toEqual([false, false, false])
  })

  it('keeps the lines of a note, without empty ones around it', () => {
    expect(cleanLines('\n\n a\r\nb\n\n\u2028c \n')).toEqual(['a', 'b', '', '', 'c'])
    expect(cleanLines(' \n ')).toEqual([])
  })
})
