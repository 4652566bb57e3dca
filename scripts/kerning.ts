// npm run kerning: asks HarfBuzz for the pairs of the commonest characters and writes electron/documents/text/data/kerning.json. Run it after a font or HarfBuzz became another.
import { writeFileSync } from 'node:fs'
import { Face } from '../electron/documents/text/face.ts'
import type { Weight } from '../electron/documents/text/font-files.ts'
import type { KerningTable } from '../electron/documents/text/known-kerning.ts'
import { joined, Letters } from '../electron/documents/text/letters.ts'
import { simplePieces } from '../electron/documents/text/simple-text.ts'
import { at } from './project.mjs'

/** First and last code point of each block. */
type Blocks = readonly (readonly [first: number, last: number])[]
const common: Blocks = [[0x20, 0x7e], [0xa0, 0xff], [0x2010, 0x203a], [0x20a0, 0x20bf], [0x2116, 0x2122]]
const scripts: readonly (readonly [name: string, tag: string | null, blocks: Blocks])[] = [['none', null, []], ['Latin', 'Latn', [[0x100, 0x17f], [0x218, 0x21b]]], ['Greek', 'Grek', [[0x370, 0x3ff]]], ['Cyrillic', 'Cyrl', [[0x400, 0x4ff]]]]

/** Characters by what is told of each, those of which the same is told together. */
function grouped(characters: readonly string[], toldOf: (index: number) => string): string[] {
  const groups = new Map<string, string>()
  characters.forEach((character, i) => { groups.set(toldOf(i), (groups.get(toldOf(i)) ?? '') + character) })
  return [...groups.values()]
}

function tableOf(face: Face, script: string, tag: string | null, blocks: Blocks): KerningTable {
  const letters = new Letters(face, tag)
  // What the font draws for some letters in a row is the character that stands for them.
  const ones = tag === 'Latn' ? [...joined].filter(([row, one]) => face.shape(row, 0, row.length, false).map(({ id }) => id).join() === String(face.glyphOf(one.charCodeAt(0)))).map(([, one]) => one) : []
  const characters = [...common, ...blocks].flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i))).filter((character) => {
    const own = simplePieces(character, [face])?.[0]?.script
    return (own === script || own === null) && letters.of(character.charCodeAt(0)).glyph !== null
  }).concat(ones)
  const between = (before: string, after: string): number | null => {
    const nearer = letters.nearer(letters.of(before.charCodeAt(0)), letters.of(after.charCodeAt(0)))
    return Number.isNaN(nearer) ? null : nearer
  }
  const rows = characters.map((one) => characters.map((other) => between(one, other)))
  const before = grouped(characters, (i) => JSON.stringify(rows[i]))
  const after = grouped(characters, (i) => JSON.stringify(rows.map((row) => row[i])))
  return { before, after, nearer: before.map((group) => after.map((other) => between(group.charAt(0), other.charAt(0)))) }
}

const listed = ({ before, after, nearer }: KerningTable): string => `{\n        "before": ${JSON.stringify(before)},\n        "after": ${JSON.stringify(after)},\n        "nearer": [\n          ${nearer.map((row) => JSON.stringify(row)).join(',\n          ')}\n        ]\n      }`
const ofWeight = (weight: Weight): string => {
  const face = new Face('base', weight)
  return `    "${weight}": {\n${scripts.map(([script, tag, blocks]) => `      "${tag ?? 'none'}": ${listed(tableOf(face, script, tag, blocks))}`).join(',\n')}\n    }`
}
writeFileSync(at('electron', 'documents', 'text', 'data', 'kerning.json'), `{\n  "base": {\n${(['regular', 'bold'] as const).map(ofWeight).join(',\n')}\n  }\n}\n`)
