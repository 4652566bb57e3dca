import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../../electron/documents/text/clean-text.ts'
import { fontOrder } from '../../../electron/documents/text/font-files.ts'
import { faceOf } from '../../../electron/documents/text/fonts.ts'
import { itemize } from '../../../electron/documents/text/itemize.ts'
import { simplePieces, simpleRuns } from '../../../electron/documents/text/simple-text.ts'
import { addressTexts } from '../../fixtures/addresses.ts'

const weights = ['regular', 'bold'] as const
const stacks = Object.fromEntries(weights.map((weight) => [weight, fontOrder('', 'DE').map((key) => faceOf(key, weight))])) as Record<typeof weights[number], ReturnType<typeof faceOf>[]> // both are among the entries

/** A glyph: of which font, its number, how far the pen moves, how far it stands beside its place. */
type Placed = readonly [face: string, id: number, advance: number, dx: number, dy: number]

/** What HarfBuzz makes of a text: cut by direction, script and font, each part shaped as a whole. */
function byHarfBuzz(text: string, weight: typeof weights[number]): { readonly glyphs: readonly Placed[]; readonly levels: readonly number[] } {
  const { items } = itemize(text, stacks[weight], 'auto')
  return {
    levels: items.map(({ level }) => level),
    glyphs: items.flatMap(({ face, start, end }) => face.shape(text, start, end, false).map(({ id, advance, dx, dy }) => [face.name, id, advance, dx, dy] as const))
  }
}

const same = (text: string, weight: typeof weights[number]): boolean => {
  const pieces = simplePieces(text, stacks[weight])
  if (pieces === null) return false
  const { glyphs, levels } = byHarfBuzz(text, weight)
  expect(levels.every((level) => level === 0), text).toBe(true)
  const own = simpleRuns(text, pieces, 0, text.length).flatMap(({ face, glyphs, advances, offsets }) => glyphs.map(({ id }, i): Placed => [face.name, id, advances[i] ?? NaN, offsets?.[i]?.dx ?? 0, offsets?.[i]?.dy ?? 0]))
  const rounded = (placed: readonly Placed[]): unknown => placed.map(([face, id, ...lengths]) => [face, id, ...lengths.map((length) => Math.round(length * 1e6) / 1e6)])
  expect(rounded(own), text).toEqual(rounded(glyphs))
  return true
}

describe('text whose characters are drawn one by one', () => {
  it('has the glyphs and places that HarfBuzz gives, in both weights', () => {
    let compared = 0
    for (const weight of weights) for (const text of addressTexts) if (same(cleanLine(text), weight)) compared++
    expect(compared).toBeGreaterThan(300)
  })

  it('has them for whatever is put together of its scripts, and is never taken for what it is not', () => {
    const letters = 'AVToyfiflffjWaLTYÿŁłßÅḘŒĳДэжЁГТуΑΩάψЯЎԱմքგა東京都区あっコーバ서울번'
    const signs = '0123456789 .,-–’\'"“”«»/()&#+*:;№ªº°©…'
    const scrap = fc.oneof(fc.constantFrom(...letters, ...signs), fc.constantFrom(...addressTexts), fc.string({ unit: 'grapheme', maxLength: 3 }))
    fc.assert(fc.property(fc.array(scrap, { minLength: 1, maxLength: 12 }), fc.constantFrom(...weights), (parts, weight) => { same(cleanLine(parts.join('')), weight) }), { numRuns: 600, seed: 7 })
  })

  it('has them for every letter, digit and sign of Latin and Cyrillic', () => {
    const told = (first: number, last: number): string[] => Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i))
    const all = [...told(0x20, 0x7e), ...told(0xa0, 0xac), ...told(0xae, 0x24f), ...told(0x400, 0x482)]
    const different = all.filter((one) => !same(cleanLine(`A${one}b`), 'regular') || !same(cleanLine(`б${one}${one}Ж`), 'bold'))
    expect(different).toEqual([])
    expect(['\u00ad', '\u0300', '\u0483'].filter((one) => same(`A${one}b`, 'regular'))).toEqual([]) // a hyphen that is not seen, marks
  })

  it('has them where a font draws several letters as one, whatever stands beside them', () => {
    const beside = [...addressTexts.join(''), ' ', '’', 'Ÿ', 'ş'].filter((character, i, all) => all.indexOf(character) === i)
    let compared = 0
    for (const weight of weights) for (const letters of ['ff', 'fi', 'fl', 'ffi', 'ffl', 'fffi', 'ffff', 'fffl']) for (const one of beside) if (same(cleanLine(`${one}${letters}${one}`), weight)) compared++
    expect(compared).toBeGreaterThan(2000)
    const run = (text: string): readonly string[] => simpleRuns(text, simplePieces(text, stacks.regular)!, 0, text.length).flatMap(({ characters }) => Array.from(characters))
    expect(run('Offizin fl')).toEqual(['O', 'ffi', 'z', 'i', 'n', ' ', 'fl'])
  })

  it('leaves everything that joins, moves or reads from the right to HarfBuzz', () => {
    for (const text of ['שלום', 'سلام', 'นํ้า', 'हिन्दी', 'a\u0301x\u0323', '👍🏽', '1⁄2', '١٢', 'a\u200db', '🇧🇷', 'ﾊﾟ', '\u1112\u1161']) expect(simplePieces(text, stacks.regular), text).toBeNull()
  })

  it('breaks between characters as HarfBuzz draws each part alone', () => {
    const text = 'Traversa V. Tolstoy, 東京都 12 Offizin'
    const pieces = simplePieces(text, stacks.regular)!
    for (let start = 0; start < text.length; start++) {
      for (let end = start + 1; end <= text.length; end++) {
        const alone = byHarfBuzz(text.slice(start, end), 'regular').glyphs
        const part = simpleRuns(text, pieces, start, end).flatMap(({ glyphs, advances }) => glyphs.map(({ id }, i) => [id, advances[i]]))
        // A part that begins with a blank may take it from another font, where it is as wide.
        if (!text.slice(start).startsWith(' ')) expect(part, text.slice(start, end)).toEqual(alone.map(([, id, advance]) => [id, advance]))
      }
    }
  })
})
