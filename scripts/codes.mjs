// npm run codes [-- --sheets N] [--from N] [--keep FILE]: sets up what draws and reads codes, then reads them all: test/bench/paper/codes.ts.
import { provideReaders } from './debian-packages.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main } from './problem.mjs'
import { handOver } from './processes.mjs'
import { provideTools } from './set-up.mjs'

await main(async () => {
  await provideTools()
  await provideReaders()
  return handOver(node24(), ['test/bench/paper/codes.ts', ...process.argv.slice(2)], toolsEnvironment())
})
