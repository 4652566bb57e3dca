// node scripts/run.mjs FILE.ts [arguments]: sets the tools up and runs a script of the project on Node 24.
import { node24, toolsEnvironment } from './node24.mjs'
import { main, Problem } from './problem.mjs'
import { handOver } from './processes.mjs'
import { provideTools } from './set-up.mjs'

await main(async () => {
  const [script, ...args] = process.argv.slice(2)
  if (script === undefined) throw new Problem('Name the script to run: node scripts/run.mjs scripts/rehearsal.ts')
  await provideTools()
  return handOver(node24(), [script, ...args], toolsEnvironment())
})
