// npm run archive [-- --keep FOLDER]: sets up what validates documents for the archive, then has every kind of sheet validated: test/bench/paper/archive.ts.
import { provideValidators } from './debian-packages.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main } from './problem.mjs'
import { handOver } from './processes.mjs'
import { provideTools } from './set-up.mjs'

await main(async () => {
  await provideTools()
  await provideValidators()
  return handOver(node24(), ['test/bench/paper/archive.ts', ...process.argv.slice(2)], toolsEnvironment())
})
