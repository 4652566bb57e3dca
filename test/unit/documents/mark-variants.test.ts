import { describe, expect, it } from 'vitest'
import { encodedRun } from '../../../electron/documents/encode-run.ts'
import { typeset } from '../../../electron/documents/text/fonts.ts'

const said = (text: string): string => (typeset(text, { size: 10, weight: 'regular' }, 400, 'TH').lines[0]?.runs ?? []).map((run) => encodedRun(run).says).join('')

describe('marks of Thai and Lao that are drawn in another place', () => {
  // A tone mark stands lower where no vowel is beneath it, and further left over a tall letter.
  it.each(['ผ้า', 'ผ้าฝ้าย', 'ปิ่นเพชร', 'หมู่ที่', 'ฟ้า', 'ກ້ອນ'])('are told by their glyphs: %s', (text) => {
    expect(said(text)).toBe(text)
  })

  it('leave a vowel that is drawn in two parts untold', () => {
    expect(said('น้ำ')).not.toBe('น้ำ')
  })
})
