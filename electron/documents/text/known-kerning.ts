import type { FontKey, Weight } from './font-files.ts'
import told from './data/kerning.json' with { type: 'json' }
import { Paged } from './paged.ts'

/** How near the commonest characters of a font stand in texts of one script. */
export interface KerningTable {
  /** Characters after which others stand alike, in groups. */
  readonly before: readonly string[]
  /** The same characters by how they stand after others. */
  readonly after: readonly string[]
  /** Of each group of `before` and each of `after`: how much nearer two stand than their glyphs are wide, in thousandths of the type size; `null` where they are drawn in another way. */
  readonly nearer: readonly (readonly (number | null)[])[]
}

/** By what HarfBuzz calls the script, or `none` for a text without letters. */
const tables: Readonly<Partial<Record<FontKey, Readonly<Record<Weight, Readonly<Partial<Record<string, KerningTable>>>>>>>> = told

/** A table, to be asked for one character after the other: each has a row of what stands after it, and a column in the rows of others. */
export class KernedPairs {
  readonly #rows = new Paged<readonly number[]>()
  readonly #columns = new Paged<number>()

  constructor({ before, after, nearer }: KerningTable) {
    nearer.forEach((told, group) => {
      const row = told.map((one) => one ?? NaN)
      for (const character of before[group] ?? '') this.#rows.set(character.charCodeAt(0), row)
    })
    after.forEach((characters, column) => { for (const character of characters) this.#columns.set(character.charCodeAt(0), column) })
  }

  /** What is known of a character, which is then drawn by its own glyph alone; `undefined` where nothing is. */
  of(point: number): { readonly row: readonly number[]; readonly column: number } | undefined {
    const [row, column] = [this.#rows.get(point), this.#columns.get(point)]
    return row === undefined || column === undefined ? undefined : { row, column }
  }
}

/**
 * What HarfBuzz told of a font's commonest characters before the application was built (`npm run kerning`); `undefined` where it was not asked.
 * @param script ISO 15924; `null` for a text without letters
 */
export function knownKerning(key: FontKey, weight: Weight, script: string | null): KernedPairs | undefined {
  const table = tables[key]?.[weight][script ?? 'none']
  return table === undefined ? undefined : new KernedPairs(table)
}
