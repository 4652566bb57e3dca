import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../../../scripts/project.mjs'

let folder = ''
beforeAll(() => {
  mkdirSync(at('.cache'), { recursive: true })
  folder = mkdtempSync(at('.cache', 'counter-')) // within the project, where vitest is found
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {}')
})
afterAll(() => { rmSync(folder, { recursive: true }) })

/** What the reporter counts in one file of tests. */
function count(text: string): unknown {
  writeFileSync(join(folder, 'one.test.ts'), `import { beforeAll, describe, expect, it } from 'vitest'\n${text}`)
  const file = join(folder, 'counts.json')
  rmSync(file, { force: true })
  const { VITEST: _vitest, ...env } = process.env
  spawnSync(process.execPath, [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder, `--reporter=${at('scripts', 'test-counter.ts')}`], { cwd: folder, env: { ...env, PACKBENCH_TEST_COUNTS: file } })
  return JSON.parse(readFileSync(file, 'utf8'))
}

describe('the counter of tests', () => {
  it('counts what passed, failed and was skipped, with the reason', () => {
    expect(count("it('a', () => {}); describe('b', () => { it('c', () => { expect(1).toBe(2) }); it('d', (t) => { t.skip('no printer here') }); it.skip('e', () => {}) })")).toEqual({ passed: 1, failed: 1, skipped: ['one.test.ts > b > d: no printer here', 'one.test.ts > b > e: no reason given'] })
  })

  it.each([
    ['a file that cannot be loaded', "throw new Error('broken')", 0],
    ['a group whose preparation fails', "describe('a', () => { beforeAll(() => { throw new Error('no') }); it('b', () => {}) }); it('c', () => {})", 1],
    ['an error that nobody caught', "it('a', async () => { void Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 50)) })", 1]
  ])('counts %s as a failure', (_what, text, passed) => {
    expect(count(text)).toMatchObject({ passed, failed: 1 })
  })
})
