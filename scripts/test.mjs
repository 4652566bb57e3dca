// npm test [-- STEP …]: sets up, checks everything side by side, and ends with one line: N passed, N failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { buildIfChanged } from './build.mjs'
import { provideSpooler } from './debian-packages.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main, Problem } from './problem.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'
import { describe, provideProgram, provideTools } from './set-up.mjs'

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counts */
/** @typedef {{ counts: Counts, out: string }} Outcome */
/** `waits`: most of the time it waits, and leaves the processors to others. @typedef {{ name: string, needs?: string, waits?: true, work: () => Promise<Outcome> }} Step */

/** Longer than any step takes, even on a busy machine: what is still running then hangs. */
const limit = 15 * 60_000
const one = (/** @type {boolean} */ ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] })
const ended = (/** @type {string} */ out, /** @type {boolean} */ late) => (late ? `${out}\nEnded after ${String(limit / 60_000)} minutes.` : out)

/**
 * A step that counts as one: a tool that must end well.
 * @param {string} name
 * @param {readonly string[]} command run by Node 24
 * @returns {Step}
 */
const check = (name, ...command) => ({
  name,
  work: async () => {
    const { code, out, late } = await run(node24(), command, { quiet: true, limit, env: toolsEnvironment() })
    return { counts: one(code === 0), out: ended(out, late) }
  }
})

/** What is left of the processors is for the step beside this one. */
const workers = Math.max(1, availableParallelism() - 1)

/**
 * A step that counts each of its tests.
 * @param {string} project of vitest.config.ts
 * @param {string} [needs] the step that must end well before
 * @param {{ atOnce?: number, beside?: readonly string[], options?: readonly string[] }} [more] how many files at once, which other projects are of this step, and what else vitest is told
 * @returns {Step}
 */
const tests = (project, needs, { atOnce = workers, beside = [], options = [] } = {}) => ({
  name: project,
  ...(needs === undefined ? {} : { needs }),
  work: async () => {
    const file = at('.cache', `counts-${project}.json`)
    mkdirSync(at('.cache'), { recursive: true })
    rmSync(file, { force: true })
    const { code, out, late } = await run(node24(), [at('node_modules', 'vitest', 'vitest.mjs'), 'run', ...[project, ...beside].flatMap((one) => ['--project', one]), `--maxWorkers=${String(atOnce)}`, ...options, '--reporter=default', `--reporter=${at('scripts', 'test-counter.ts')}`], {
      quiet: true, limit, env: { ...toolsEnvironment(), PACKBENCH_TEST_COUNTS: file, FORCE_COLOR: '0', NO_COLOR: '1' }
    })
    /** @type {Counts} */
    const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: [] }
    // It crashed, or found nothing to run: that is a failure too, though no test failed.
    const broken = counts.failed === 0 && (code !== 0 || counts.passed === 0)
    return { counts: broken ? { ...counts, failed: 1 } : counts, out: broken && code === 0 ? `${out}\nNo test ran.` : ended(out, late) }
  }
})

/** Two steps share the processors: how long a test takes says nothing here. */
const patient = { options: ['--testTimeout=60000'] }
const tsc = at('node_modules', '@typescript', 'native', 'bin', 'tsc')
const vueTsc = at('node_modules', 'vue-tsc', 'bin', 'vue-tsc.js')
/** In the order in which they start; the longest first. @type {Step[]} */
const steps = [
  {
    name: 'build',
    work: async () => {
      const { ok, out } = await buildIfChanged()
      return { counts: one(ok), out }
    }
  },
  tests('integration', undefined, { atOnce: workers + 1 }),
  // These wait as a person would.
  { ...tests('e2e', 'build', { atOnce: workers + 1 }), waits: true },
  check('lint', at('node_modules', 'eslint', 'bin', 'eslint.js'), '.'),
  tests('unit', undefined, patient),
  tests('window', undefined, { ...patient, beside: ['window-replacing'] }),
  ...['electron', 'electron-host', 'scripts', 'test'].map((folder) => check(`types of ${folder}`, tsc, '-p', folder)),
  ...['renderer', 'test/unit/renderer'].map((folder) => check(`types of ${folder}`, vueTsc, '-p', folder)),
  check('covered by the stand-in', at('scripts', 'check-covered.ts')),
  check('lock file', at('scripts', 'check-lock.mjs'))
]

/** @param {readonly string[]} wanted first words of step names; none: all */
function choose(wanted) {
  const unknown = wanted.find((word) => !steps.some((step) => step.name.split(' ')[0] === word))
  if (unknown !== undefined) throw new Problem(`There is no step "${unknown}". There are: ${[...new Set(steps.map((step) => step.name.split(' ')[0]))].join(', ')}.`)
  const chosen = steps.filter((step) => wanted.length === 0 || wanted.includes(String(step.name.split(' ')[0])))
  const needed = new Set(chosen.map((step) => step.needs))
  return steps.filter((step) => chosen.includes(step) || needed.has(step.name))
}

/**
 * Runs the steps two at a time, beside one that mostly waits, each after the one that it needs.
 * @param {readonly Step[]} chosen
 * @returns {Promise<Counts>}
 */
async function runAll(chosen) {
  const total = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) }
  const waiting = [...chosen]
  /** @type {Map<string, boolean>} */
  const done = new Map()
  /** @type {Set<Promise<void>>} */
  const running = new Set()
  let busy = 0
  const take = () => {
    const next = waiting.findIndex(({ needs, waits }) => (needs === undefined || done.has(needs)) && (waits === true || busy < 2))
    return next < 0 ? undefined : waiting.splice(next, 1)[0]
  }
  const perform = async (/** @type {Step} */ step) => {
    if (!step.waits) busy++
    const began = performance.now()
    /** @type {Outcome} */
    const { counts, out } = step.needs !== undefined && done.get(step.needs) === false ? { counts: one(false), out: `Not run: ${step.needs} failed.` } : await step.work().catch((error) => ({ counts: one(false), out: String(error?.stack ?? error) }))
    if (!step.waits) busy--
    done.set(step.name, counts.failed === 0)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped.push(...counts.skipped)
    const numbers = counts.passed + counts.failed > 1 ? ` (${String(counts.passed)} passed, ${String(counts.failed)} failed)` : ''
    console.log(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}, ${((performance.now() - began) / 1000).toFixed(1)} s${numbers}`)
    if (counts.failed > 0) console.log(`${out.trimEnd()}\n`)
  }
  while (waiting.length > 0 || running.size > 0) {
    const step = take()
    if (step === undefined) {
      await Promise.race(running)
      continue
    }
    const work = perform(step).finally(() => { running.delete(work) })
    running.add(work)
  }
  return total
}

await main(async () => {
  const chosen = choose(process.argv.slice(2))
  // Tests of the stand-in and of the window need the program too.
  const withWindow = chosen.some(({ name }) => name === 'e2e' || name === 'integration')
  try {
    if (withWindow) {
      const program = await provideProgram()
      console.log(describe(program, program.kind === 'stand-in'))
    } else await provideTools()
    if (chosen.some(({ name }) => name === 'integration')) await provideSpooler()
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    console.log('0 passed, 1 failed')
    return 1
  }
  const { passed, failed, skipped } = await runAll(chosen)
  if (skipped.length > 0) console.log(`Skipped:\n${skipped.map((name) => `- ${name}`).join('\n')}`)
  console.log(`${String(passed)} passed, ${String(failed)} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
})
