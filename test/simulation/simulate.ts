import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { sum, type Figures } from './figures.ts'
import { runSeeds, seedsFrom } from './range.ts'
import type { Outcome } from './world.ts'

// npm run simulate -- [--seeds N] [--from FIRST] [--failures N] [--trace]: runs the application against a model of Joom, N times with other
// faults, or until so many have failed. Ends with 1 where a promise is not kept, with the seed, the promise and the end of what
// happened. `--trace` shows that of every seed.

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' }, threads: { type: 'string' }, failures: { type: 'string', default: '5' }, trace: { type: 'boolean', default: false } } })
const [seeds, first] = [Number(values.seeds), Number(values.from)]
const threads = Math.min(seeds, Number(values.threads ?? availableParallelism()))
const figures: Figures = {}
const failures: Outcome[] = []
const began = performance.now()
let done = 0
const since = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`
/** Seeds that are done, and the first one that is not: where to go on. */
const behind = new Set<number>()
let next = first
function goOn(seed: number): void {
  behind.add(seed)
  while (behind.delete(next)) next++
}
function progress(): string {
  const faults = Object.entries(figures).reduce((all, [what, number]) => all + (what.startsWith('fault ') ? number : 0), 0)
  const counted: Figures = { ...figures, faults }
  const told = (['commands', 'applied', 'requests', 'faults', 'crashes'] as const).map((what) => `${(counted[what] ?? 0).toLocaleString('en')} ${what}`)
  return `${String(done)} of ${String(seeds)} seeds, ${String(failures.length)} failed, ${told.join(', ')}, ${since()}; to go on: --from ${String(next)}`
}

await runSeeds(seedsFrom(first, seeds), threads, (outcome) => {
  done++
  goOn(outcome.seed)
  sum(figures, outcome.figures)
  if (outcome.violations.length > 0) failures.push(outcome)
  if (values.trace) console.log(outcome.tail.join('\n'))
  if (done % 500 === 0) console.log(progress())
  return failures.length >= Number(values.failures) ? 'enough' : undefined
})
for (const { seed, violations, tail } of failures.toSorted((a, b) => a.seed - b.seed)) {
  console.log(`\nSeed ${String(seed)}:\n${violations.map(({ rule, what }) => `  ${rule}: ${what}`).join('\n')}\n${tail.slice(-120).join('\n')}`)
}
console.log(`\n${String(done)} seeds from ${String(first)} in ${since()}, ${String(Math.round((performance.now() - began) * threads / Math.max(1, done)))} ms of a processor each`)
for (const [what, number] of Object.entries(figures).toSorted(([a], [b]) => a.localeCompare(b))) console.log(`  ${what.padEnd(28)}${number.toLocaleString('en').padStart(12)}`)
if (failures.length > 0) console.log(`\n${String(failures.length)} failed: ${failures.map(({ seed }) => seed).toSorted((a, b) => a - b).join(' ')}`)
process.exitCode = failures.length > 0 ? 1 : 0
