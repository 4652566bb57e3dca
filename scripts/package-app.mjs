// npm run package: installers for the platform it runs on, into dist/.
import { build } from './build.mjs'
import { whyNoElectron, fetchElectron } from './electron-binary.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { main, Problem } from './problem.mjs'
import { handOver } from './processes.mjs'
import { at } from './project.mjs'
import { provideTools } from './set-up.mjs'

await main(async () => {
  await provideTools()
  if ((await fetchElectron({ again: true })) === 'missing') {
    throw new Problem(
      `Nothing was packaged: Electron's binary, which goes into every installer, could not be downloaded (${whyNoElectron() ?? 'no reason known'}). It comes from github.com/electron/electron/releases; ELECTRON_MIRROR names another place. Behind a proxy, set ELECTRON_GET_USE_PROXY=1 and HTTPS_PROXY.`
    )
  }
  const { ok, out } = await build()
  if (!ok) throw new Problem(`${out}\nNothing was packaged: the build failed.`)
  return handOver(node24(), [at('node_modules', 'electron-builder', 'cli.js'), '--publish', 'never', ...process.argv.slice(2)], toolsEnvironment())
})
