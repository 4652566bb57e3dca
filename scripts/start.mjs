// npm start [-- --screenshot=FILE] [-- --user-data-dir=DIR --headless …]: sets up, builds where sources changed, opens the app.
import { resolve } from 'node:path'
import { buildIfChanged } from './build.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main, Problem } from './problem.mjs'
import { handOver } from './processes.mjs'
import { at, root } from './project.mjs'
import { describe, provideProgram } from './set-up.mjs'

await main(async () => {
  const args = process.argv.slice(2)
  const wish = args.find((arg) => arg.startsWith('--screenshot'))
  const picture = wish?.slice('--screenshot='.length)
  if (wish !== undefined && !picture) throw new Problem('Name the file for the picture: npm start -- --screenshot=window.png')
  const forApp = args.filter((arg) => arg !== wish)
  const headless = forApp.includes('--headless')

  const program = await provideProgram({ headless })
  const { built, ok, out } = await buildIfChanged()
  if (!ok) throw new Problem(`${out}\nThe build failed: its words are above.`)
  if (built) console.log('Built main, preload and renderer into out/.')
  console.log(describe(program, headless))

  if (picture !== undefined) return handOver(node24(), [at('scripts', 'screenshot.ts'), resolve(process.env['INIT_CWD'] ?? '.', picture), ...forApp], toolsEnvironment())
  const asRoot = program.kind === 'electron' && process.platform === 'linux' && process.getuid?.() === 0 // Electron refuses to start otherwise
  return handOver(program.path, [root, ...(asRoot ? ['--no-sandbox'] : []), ...forApp])
})
