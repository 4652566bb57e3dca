import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SmallProject } from './small-project.ts'

/** In vitest's place: counts as the environment says, `project:passed:failed` and so on. */
const vitest = `
import { appendFileSync, writeFileSync } from 'node:fs'
const project = process.argv[process.argv.indexOf('--project') + 1]
appendFileSync(process.env.CALLS, project + '\\n')
const [passed = 2, failed = 0] = (process.env.COUNTS ?? '').split(' ').find((text) => text.startsWith(project + ':'))?.split(':').slice(1).map(Number) ?? []
if (passed < 0) { console.error('worker went away'); process.exit(9) }
const skipped = process.env.SKIPS ? [project + ' > a test: no printer here'] : []
writeFileSync(process.env.PACKBENCH_TEST_COUNTS, JSON.stringify({ passed, failed, skipped }))
if (failed > 0) console.error('AssertionError: expected 1 to be 2')
process.exit(failed > 0 ? 1 : 0)
`
const tool = (name: string): string => `
require('fs').appendFileSync(process.env.CALLS, '${name} ' + process.argv.slice(2).join(' ') + '\\n')
if (process.env.FAILING === '${name}') { console.error('${name} found something'); process.exit(1) }
`

describe.skipIf(process.platform === 'win32')('npm test', () => {
  let project: SmallProject
  beforeEach(async () => {
    project = new SmallProject()
    await project.node(['scripts/start.mjs']) // so that what is measured is the tests alone
    project.write('node_modules/vitest/vitest.mjs', vitest)
    project.write('node_modules/eslint/bin/eslint.js', tool('eslint'))
    project.write('node_modules/@typescript/native/bin/tsc', tool('tsc'))
    project.write('node_modules/vue-tsc/bin/vue-tsc.js', tool('vue-tsc'))
    project.write('scripts/check-covered.ts', '')
  })
  afterEach(() => { project.remove() })
  const test = (env?: Record<string, string>, ...steps: string[]) => project.node(['scripts/test.mjs', ...steps], env)
  const last = (output: string): string | undefined => output.trimEnd().split('\n').at(-1)

  it('runs every step and ends with one line that counts them all', async () => {
    const { code, output, calls } = await test({ COUNTS: 'unit:10:0 e2e:3:0' })
    expect([...calls].sort()).toEqual(['e2e', 'eslint .', 'integration', 'tsc -p electron', 'tsc -p electron-host', 'tsc -p scripts', 'tsc -p test', 'unit', 'vue-tsc -p renderer', 'vue-tsc -p test/unit/renderer', 'window'])
    // 10 + 3 + 2 + 2 tests; and the build, lint, six types, what is covered, the lock file
    expect(last(output)).toBe('27 passed, 0 failed')
    expect(code).toBe(0)
  })

  it('counts failures, shows them, and fails', async () => {
    const { code, output } = await test({ COUNTS: 'unit:9:1', FAILING: 'vue-tsc' })
    expect(last(output)).toBe('23 passed, 3 failed')
    expect(output).toMatch(/FAILED unit, .*\(9 passed, 1 failed\)\nAssertionError/)
    expect(output).toMatch(/FAILED types of renderer, .*\nvue-tsc found something/)
    expect(code).toBe(1)
  })

  it.each([['crashes', 'window:-1:0', 'worker went away'], ['finds no test', 'window:0:0', 'No test ran.']])('counts a step that %s as failed', async (_what, COUNTS, words) => {
    const { code, output } = await test({ COUNTS }, 'window')
    expect([code, last(output)]).toEqual([1, '0 passed, 1 failed'])
    expect(output).toContain(words)
  })

  it('shows what was skipped, and why', async () => {
    const { output } = await test({ SKIPS: '1' }, 'unit')
    expect(output).toContain('Skipped:\n- unit > a test: no printer here\n')
    expect(last(output)).toBe('2 passed, 0 failed')
  })

  it('does not run the window tests on a build that failed', async () => {
    project.write('electron/main.ts', 'changed')
    const { code, output, calls } = await test({ BUILD_FAILS: '1' }, 'e2e')
    expect(calls).toEqual(['build'])
    expect(output).toContain('Not run: build failed.')
    expect([code, last(output)]).toEqual([1, '0 passed, 2 failed'])
  })

  it('runs the steps that are named, with what they need', async () => {
    const { calls, output } = await test({}, 'lint', 'types')
    expect(calls).toHaveLength(7)
    expect(last(output)).toBe('7 passed, 0 failed')
    expect((await test({}, 'everything')).output).toContain('There is no step "everything".')
  })

  it('ends with the line even where the set-up fails', async () => {
    const { code, output } = await test({ CHROMIUM_PATH: '/not/there' })
    expect([code, last(output)]).toEqual([1, '0 passed, 1 failed'])
  })
})
