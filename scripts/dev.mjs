// npm run dev [-- app arguments]: the app with hot reload; what changes in the window shows at once, main restarts.
import { markUnbuilt } from './build-state.mjs'
import { electronVite } from './build.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main } from './problem.mjs'
import { handOver } from './processes.mjs'
import { describe, provideProgram } from './set-up.mjs'

await main(async () => {
  const args = process.argv.slice(2)
  const headless = args.includes('--headless')
  const program = await provideProgram({ headless })
  console.log(describe(program, headless))
  markUnbuilt() // what it leaves in out/ is not what `npm start` runs
  return handOver(node24(), [electronVite, 'dev', '--watch', '--', ...args], { ...toolsEnvironment(), ELECTRON_EXEC_PATH: program.path })
})
