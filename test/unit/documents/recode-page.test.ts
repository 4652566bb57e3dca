import { describe, expect, it } from 'vitest'
import { recodePage, type PageGlyph } from '../../../electron/documents/recode-page.ts'

/** Glyphs by font and number, each the same object however often it is asked for. */
function known(): (glyph: PageGlyph) => PageGlyph {
  const seen = new Map<string, PageGlyph>()
  return (glyph) => {
    const name = `${glyph.font} ${String(glyph.id)}`
    const one = seen.get(name) ?? glyph
    seen.set(name, one)
    return one
  }
}
const order = (a: PageGlyph, b: PageGlyph): number => (a.font < b.font ? -1 : a.font > b.font ? 1 : a.id - b.id)
const recoded = (content: string): ReturnType<typeof recodePage<PageGlyph>> => recodePage(content, 'F', known(), order)
const bytes = (...codes: readonly number[]): string => String.fromCharCode(...codes)

describe('a page whose glyphs are put into one font', () => {
  it('draws each by one code, whichever font and how many bytes it was drawn by', () => {
    const page = recoded(`BT 1 2 Td/b0 10 Tf(${bytes(3, 4)})Tj/R10 10 Tf[(${bytes(1, 7)})20(${bytes(1, 7, 0, 9)})]TJ\nET`)
    expect(page?.glyphs.map(({ font, id }) => [font, id])).toEqual([['R10', 9], ['R10', 263], ['b0', 3], ['b0', 4]])
    expect(page?.codes).toEqual([[93, 4]])
    expect(page?.content).toBe(`BT 1 2 Td/F 10 Tf(${bytes(95, 96)})Tj[(${bytes(94)})20(${bytes(94, 93)})]TJ\nET`)
  })

  it('says a size where it is another one, and again where the state of before is back', () => {
    const page = recoded(`q\nBT/r0 8 Tf(${bytes(3)})Tj\nET\nQ\nBT/r0 8 Tf(${bytes(3)})Tj/b0 8 Tf(${bytes(3)})Tj/b0 9 Tf(${bytes(3)})Tj\nET`)
    expect(page?.content).toBe(`q\nBT/F 8 Tf(${bytes(94)})Tj\nET\nQ\nBT/F 8 Tf(${bytes(94, 93)})Tj/F 9 Tf(${bytes(93)})Tj\nET`)
  })

  it('tells the largest size in which each glyph is drawn', () => {
    const page = recoded(`BT/r0 8 Tf(${bytes(3, 4)})Tj\nET\nq\nBT/r0 30 Tf(${bytes(3)})Tj/r0 12.5 Tf(${bytes(5)})Tj\nET\nQ\nBT(${bytes(5)})Tj\nET`)
    expect(page?.glyphs.map(({ id }, i) => [id, page.sizes[i]])).toEqual([[3, 30], [4, 8], [5, 12.5]])
  })

  it('leaves codes and texts beside glyphs as they are, whatever their bytes', () => {
    const beside = '/Span<</ActualText(\xfe\xff\0(\\)\\\\ Tj /r0 9 Tf\0>)>>BDC'.replace('(\\)', '\\(\\)')
    const code = '/PackbenchCode<</Kind(qr)/Text<4f2d>>>BDC\nq 1 0 0 1 2 3 cm\nBI/W 25/H 2/IM true ID (/r0 9)\\\nEMC\nEI\nQ\nEI Q\nEMC'.slice(0, 92)
    const hex = '\nq 1 0 0 1 2 3 cm\nBI/W 8/H 1/IM true/F/AHx ID 4549>\nEI Q'
    const content = `BT/r0 8 Tf${beside}(${bytes(3)})Tj\nEMC\nET`
    expect(recoded(content)?.content).toBe(`BT/F 8 Tf${beside}(${bytes(93)})Tj\nEMC\nET`)
    expect(recoded(`${code}${hex}`)?.content).toBe(`${code}${hex}`)
    expect(recoded(`BT/r0 8 Tf(${bytes(3)})Tj\nET${hex}\nBT(${bytes(4)})Tj\nET`)?.glyphs).toHaveLength(2)
  })

  it('takes what a string escapes for the byte that it is, and escapes no code', () => {
    const all = Array.from({ length: 251 }, (_, i) => i + 1)
    const escaped = all.map((byte) => ([0x28, 0x29, 0x5c].includes(byte) ? `\\${bytes(byte)}` : byte === 0x0d ? '\\r' : bytes(byte))).join('')
    const page = recoded(`BT/r0 8 Tf(${escaped})Tj\nET`)
    expect(page?.glyphs.map(({ id }) => id)).toEqual(all)
    const shown = /\(([^]*)\)Tj/u.exec(page?.content ?? '')?.[1] ?? ''
    expect(new Set(shown).size).toBe(251)
    for (const special of ['(', ')', '\\', '\r', '\0']) expect(shown).not.toContain(special)
    expect(page?.codes.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => bytes(first + i))).join('')).toBe(shown)
  })

  it('is none where there are more glyphs than codes', () => {
    const content = `BT/R10 8 Tf(${Array.from({ length: 252 }, (_, i) => bytes(1 + (i >> 7), 0x80 | (i & 0x7f))).join('')})Tj\nET`
    expect(recoded(content)).toBeNull()
  })
})
