import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseQuirks, quirkNames, Quirks, quirks as words } from '../../../electron/rehearsal/quirks.ts'

describe('quirks', () => {
  it('are named by all, none, a list or a text with commas', () => {
    expect([parseQuirks('all'), parseQuirks('none'), parseQuirks(['msg', 'prev']), parseQuirks('msg,prev')]).toEqual([quirkNames, [], ['msg', 'prev'], ['msg', 'prev']])
  })
  it.each([null, 7, 'rain', ['msg', 'rain'], {}])('are not named by %j', (value) => { expect(parseQuirks(value)).toMatch(/^quirks are all, none, or some of real_numbers, /) })

  it('are all told of in the documentation, in the words of the code', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/rehearsal.md'), 'utf8')
    expect([...page.matchAll(/^\| `([a-z0-9_]+)` \| (.*) \|$/gm)].map(([, name, what]) => [name, what]).filter(([name]) => quirkNames.some((quirk) => quirk === name))).toEqual(Object.entries(words))
  })

  it('show in every answer where some are on', () => {
    for (const on of [...quirkNames.map((quirk) => [quirk]), ['msg', 'prev', 'no_paging'] as const]) {
      const quirks = new Quirks(on)
      for (let n = 0; n < 20; n++) expect(quirks.next()).toEqual(new Set(on))
    }
    expect(new Quirks([]).next().size).toBe(0)
  })

  it('take turns where all are on: each at times, the steady ones always, any two together and apart, the same in every run', () => {
    const answers = (): ReadonlySet<string>[] => {
      const quirks = new Quirks(quirkNames)
      return Array.from({ length: 60 }, () => quirks.next())
    }
    const shown = answers()
    expect(answers()).toEqual(shown)
    for (const quirk of quirkNames) {
      const often = shown.filter((one) => one.has(quirk)).length
      if (quirk === 'unreadable_order' || quirk === 'pages_of_50') expect(often).toBe(60)
      else for (const other of quirkNames) if (other !== quirk && other !== 'unreadable_order' && other !== 'pages_of_50') expect(new Set(shown.map((one) => `${String(one.has(quirk))} ${String(one.has(other))}`)).size).toBe(4)
    }
  })
})
