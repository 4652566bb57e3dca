import { readFileSync } from 'node:fs'
import * as hb from 'harfbuzzjs'
import { describe, expect, it } from 'vitest'
import { eachCharacter } from '../../../electron/documents/text/characters.ts'
import { fontFile, fontKeys } from '../../../electron/documents/text/font-files.ts'
import { fontTable } from '../../../electron/documents/text/font-tables.ts'

describe('the characters of a font', () => {
  it.each(fontKeys.flatMap((key) => (['regular', 'bold'] as const).map((weight) => [key, weight] as const)))('have the glyphs that HarfBuzz finds for them: %s, %s', (key, weight) => {
    const face = new hb.Face(new hb.Blob(readFileSync(fontFile(key, weight))))
    const font = new hb.Font(face)
    const byHarfBuzz = Array.from(face.collectUnicodes().slice(), (point) => [point, font.nominalGlyph(point)])
    const own: [number, number][] = []
    eachCharacter(fontTable(face, 'cmap'), (point, glyph) => { own.push([point, glyph]) })
    expect(own).toEqual(byHarfBuzz)
    expect(own.length).toBeGreaterThan(100)
  })

  it('cannot be told of a font without a map', () => {
    expect(() => { eachCharacter(undefined, () => undefined) }).toThrow('A font without a map of its characters')
    expect(() => { eachCharacter(new DataView(new ArrayBuffer(4)), () => undefined) }).toThrow('told in another way')
  })
})
