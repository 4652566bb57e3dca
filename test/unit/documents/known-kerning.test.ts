import { describe, expect, it } from 'vitest'
import { Face } from '../../../electron/documents/text/face.ts'
import type { Weight } from '../../../electron/documents/text/font-files.ts'
import tables from '../../../electron/documents/text/data/kerning.json' with { type: 'json' }
import { KernedPairs, knownKerning, type KerningTable } from '../../../electron/documents/text/known-kerning.ts'
import { Letters } from '../../../electron/documents/text/letters.ts'

const told: readonly (readonly [weight: Weight, script: string | null, table: KerningTable])[] = (['regular', 'bold'] as const).flatMap((weight) => Object.entries<KerningTable>(tables.base[weight]).map(([script, table]) => [weight, script === 'none' ? null : script, table] as const))

describe('pairs that are known without HarfBuzz', () => {
  it.each(told)('stand as HarfBuzz places them: %s, %s', (weight, script, table) => {
    const asked = new Letters(new Face('base', weight), script)
    const known = new Letters(new Face('base', weight), script, new KernedPairs(table))
    const points = [...table.before.join('')].map((character) => character.charCodeAt(0))
    expect(points.length).toBeGreaterThan(100)
    const differing = points.flatMap((before) => points.filter((after) => !Object.is(known.nearer(known.of(before), known.of(after)), asked.nearer(asked.of(before), asked.of(after)))).map((after) => String.fromCharCode(before, after)))
    expect(differing).toEqual([])
    expect(points.filter((point) => known.of(point).glyph?.id !== asked.of(point).glyph?.id)).toEqual([])
  })

  it('are those of the letters, digits and signs that most addresses are written in', () => {
    const known = (text: string, script: string | null): boolean => (['regular', 'bold'] as const).every((weight) => [...text].every((character) => knownKerning('base', weight, script)?.of(character.charCodeAt(0)) !== undefined))
    expect(known('Straße 12/4, Świętokrzyska №7 “Çamlıca” Iași ½ € İzmir', 'Latn')).toBe(true)
    expect(known('ул. Ленина, д. 5 — Київ ґ', 'Cyrl')).toBe(true)
    expect(known('Οδός Ερμού 10', 'Grek')).toBe(true)
    expect(known('+49 (0) 7941-100000', null)).toBe(true)
  })

  it('leave what is drawn as one to HarfBuzz', () => {
    const letters = new Letters(new Face('base', 'regular'), 'Latn', knownKerning('base', 'regular', 'Latn'))
    expect(letters.nearer(letters.of(0x66), letters.of(0x69))).toBeNaN() // fi
    expect(letters.nearer(letters.of(0x41), letters.of(0x56))).toBe(-40) // AV
  })
})
