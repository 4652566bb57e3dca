import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../../electron/documents/text/clean-text.ts'
import { missingCharacters } from '../../../electron/documents/missing-characters.ts'
import { fontOrder } from '../../../electron/documents/text/font-files.ts'
import { typeset } from '../../../electron/documents/text/fonts.ts'
import { cutsWithin } from '../../../electron/documents/text/break-lines.ts'
import { addressTexts } from '../../fixtures/addresses.ts'

const style = { size: 10, weight: 'regular' } as const

describe('setting a paragraph', () => {
  it('keeps every character in order and every line within its width, whatever the text and the width', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...addressTexts, ' ', '\u00a0', 'supercalifragilistic'), fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 4 }).map((all) => cleanLine(all.join(' ')))
    fc.assert(fc.property(text, fc.integer({ min: 5, max: 300 }), (said, width) => {
      const paragraph = typeset(said, style, width, 'DE')
      expect(paragraph.lines.map((line) => line.text).join('')).toBe(said)
      for (const line of paragraph.lines) {
        const alone = cutsWithin(line.text.trimEnd(), 0, line.text.trimEnd().length).length <= 1
        if (!alone && paragraph.missing.length === 0) expect((line.width * style.size) / 1000, line.text).toBeLessThanOrEqual(width + 0.02)
      }
    }), { numRuns: 150, seed: 11 })
  })

  it('breaks between words where it can, and sets nothing smaller or shorter', () => {
    const lines = typeset('Maximiliane Freifrau von Hohenlohe', style, 70, null).lines.map((line) => line.text)
    expect(lines).toEqual(['Maximiliane ', 'Freifrau von ', 'Hohenlohe'])
    expect(typeset('5c3d1a2b4e5f60718293a4b5', style, 60, null).lines.map((line) => line.text).join('')).toBe('5c3d1a2b4e5f60718293a4b5')
  })

  it('reads from the right where the text does', () => {
    expect(typeset('רחוב הרצל 42', style, 200, 'IL').rtl).toBe(true)
    expect(typeset('42 Herzl St', style, 200, 'IL').rtl).toBe(false)
    expect(typeset('42 רחוב', style, 200, 'IL').rtl).toBe(true)
  })

  it('draws nothing of a joiner, but keeps it in what is said', () => {
    const line = typeset('می\u200cخواهم', style, 200, 'IR').lines[0]
    expect(line?.text).toBe('می\u200cخواهم')
    expect(line?.runs.flatMap((run) => run.glyphs).every(({ id }) => id !== 0)).toBe(true)
  })

  it('composes what came decomposed, so that marks sit on their letters', () => {
    const [composed, decomposed] = ['Nguyễn Đình Chiểu', 'Nguyễn Đình Chiểu'.normalize('NFD')].map((text) => typeset(cleanLine(text), style, 300, 'VN').lines[0])
    expect(decomposed?.runs.map((run) => [run.glyphs, run.advances])).toEqual(composed?.runs.map((run) => [run.glyphs, run.advances]))
  })
})

describe('fonts', () => {
  it('draw Han as the text shows, else as the country of destination does', () => {
    const first = (text: string, country: string | null): string | undefined => fontOrder(text, country).find((key) => ['sc', 'tc', 'jp', 'kr'].includes(key))
    expect(first('直角', 'CN')).toBe('sc')
    expect(first('直角', 'JP')).toBe('jp')
    expect(first('直角', 'TW')).toBe('tc')
    expect(first('直角', 'KR')).toBe('kr')
    expect(first('直角の', 'DE')).toBe('jp')
    expect(first('直角 서울', 'US')).toBe('kr')
    expect(typeset('直', style, 100, 'JP').lines[0]?.runs[0]?.face.key).toBe('jp')
  })

  it('have every character of the corpus', () => {
    expect(missingCharacters(addressTexts, null)).toEqual(missingCharacters(addressTexts, 'JP'))
    expect(missingCharacters(addressTexts, 'JP')).toEqual([])
  })

  it('name what none of them has, each once, and are not misled by what has no picture', () => {
    expect(missingCharacters(['a𓀀b𓀀', '\u{10FFFD}', 'x\u200d\u200f\ufe0f\u00ad', 'ok'], null)).toEqual(['𓀀', '\u{10FFFD}'])
    // A letter that is there with a mark that is not.
    // Fonts have a picture of it, but the character that stood there is lost.
    expect(missingCharacters(['Caf\ufffd 1'], 'FR')).toEqual(['\ufffd'])
    expect(missingCharacters(['a\u{1E8D0}'], null)).toEqual(['\u{1E8D0}'])
  })

  it('take an emoji and all it is joined with from one font', () => {
    for (const emoji of ['👩‍👩‍👧‍👦', '🇧🇷', '👍🏽', '1️⃣', '❤️']) expect(typeset(emoji, style, 100, null).lines[0]?.runs.map((run) => run.face.key), emoji).toEqual(['emoji'])
  })
})
