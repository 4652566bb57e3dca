import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../scripts/build-state.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digest-'))
  mkdirSync(join(folder, 'sources', 'deep'), { recursive: true })
  writeFileSync(join(folder, 'sources', 'deep', 'a.ts'), 'one')
  writeFileSync(join(folder, 'sources', 'b.ts'), 'two')
  writeFileSync(join(folder, 'config.json'), '{}')
})
afterEach(() => { rmSync(folder, { recursive: true }) })
const now = (): string => digest(['sources', 'config.json', 'not-there'], folder)

describe('the digest of the sources', () => {
  it('is the same for the same contents, whatever their dates', () => {
    const before = now()
    utimesSync(join(folder, 'config.json'), 0, 0)
    expect(now()).toBe(before)
  })

  it.each([
    ['a file changes', () => { writeFileSync(join(folder, 'sources', 'deep', 'a.ts'), 'One') }],
    ['a file comes', () => { writeFileSync(join(folder, 'sources', 'c.ts'), '') }],
    ['a file goes', () => { rmSync(join(folder, 'config.json')) }],
    ['a file moves', () => { renameSync(join(folder, 'sources', 'b.ts'), join(folder, 'sources', 'deep', 'b.ts')) }],
    ['contents move from one file to the next', () => { writeFileSync(join(folder, 'sources', 'b.ts'), 't'); writeFileSync(join(folder, 'sources', 'deep', 'a.ts'), 'onewo') }]
  ])('is another when %s', (_what, change) => {
    const before = now()
    change()
    expect(now()).not.toBe(before)
  })
})
