import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import { buildState } from '../../scripts/build-state.mjs'
import { at } from '../../scripts/project.mjs'
import { runSideBySide } from './side-by-side.ts'

// npm run kills -- --rounds=500 --seed=7: kills Packbench again and again while it confirms, and says what came of it. Ends with
// 1 where anything was lost, done twice, or is told wrongly.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' }, pace: { type: 'string', default: '20' } } })
const numberOf = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new Error(`--${name} takes a whole number from 1, not "${text}"`)
  return Number(text)
}
const rounds = numberOf('rounds', values.rounds)
const pace = numberOf('pace', values.pace)
const seed = values.seed === undefined ? Date.now() % 1_000_000 : numberOf('seed', values.seed)
if (!existsSync(at('out', 'main', 'main.js'))) throw new Error('The app is not built: npm run build')
if (buildState() !== 'fresh') process.stderr.write('The sources have changed since the app was built: npm run build\n')

process.stdout.write(`${String(rounds)} rounds, seed ${String(seed)}, the outbox ${String(pace)} times as fast as usual\n`)
const began = performance.now()
const { breaches, ...figures } = await runSideBySide({ rounds, seed, pace })
for (const [name, count] of Object.entries(figures)) process.stdout.write(`${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).padEnd(18)} ${String(count).padStart(7)}\n`)
process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`)
for (const breach of breaches) process.stdout.write(`✗ ${breach}\n`)
process.exitCode = breaches.length > 0 ? 1 : 0
