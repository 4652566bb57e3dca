// npm run mutate [-- options of Stryker]: breaks the rules of the outbox one by one and counts how many of the faults its tests notice.
import { existsSync } from 'node:fs'
import { node24, toolsEnvironment } from './node24.mjs'
import { npm } from './packages.mjs'
import { main, Problem } from './problem.mjs'
import { handOver } from './processes.mjs'
import { at } from './project.mjs'
import { provideTools } from './set-up.mjs'

const folder = at('test', 'mutation')
const stryker = at('test', 'mutation', 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')

await main(async () => {
  await provideTools()
  // Apart from the project's own packages: nobody needs it to build, test or run.
  if (!existsSync(stryker)) {
    const { code } = await npm(['ci', '--prefix', folder, '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'])
    if (code !== 0) throw new Problem('npm ci failed in test/mutation: its own words are above.')
  }
  return handOver(node24(), [stryker, 'run', at('test', 'mutation', 'stryker.config.json'), ...process.argv.slice(2)], toolsEnvironment())
})
