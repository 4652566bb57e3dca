import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { host } from './host.ts'
import { bridge } from './page/bridge.ts'
import { codec } from './page/codec.ts'
import { openApart } from './page/open-apart.ts'
import { preloadWorld } from './page/preload-world.ts'

/** Only in the window's own page, and not in the empty one that it opens with. */
const ours = 'if (self === top && location.protocol !== "data:")'

/** What is injected into every document of a window: the two ends of the bridge, and the app's preload script in a world of its own. */
export function pageScripts(preload: string | undefined, args: readonly string[]): { source: string; isolated: boolean }[] {
  const token = JSON.stringify(randomUUID())
  const page = { source: `${ours} (${String(bridge)})(${token}, 'page')`, isolated: false }
  const apart = { source: `${ours} (${String(openApart)})()`, isolated: false }
  if (preload === undefined) return [page, apart]
  let text: string
  try {
    text = readFileSync(preload, 'utf8')
  } catch (error) {
    console.error(`Unable to load preload script: ${preload}`, error)
    text = 'throw new Error("ENOENT: no such file or directory")'
  }
  const versions = { node: process.versions.node, chrome: host.chromiumVersion, electron: host.electronVersion }
  const env = { platform: process.platform, arch: process.arch, versions, env: {}, argv: args, type: 'renderer', sandboxed: true, contextIsolated: true }
  const world = { source: `${ours} (${String(preloadWorld)})((${String(bridge)})(${token}, 'preload'), (${String(codec)})(), ${JSON.stringify(env)})`, isolated: true }
  const script = { source: `${ours} __preload(${JSON.stringify(preload)}, function (require, module, exports, process, __filename, __dirname) {${text}\n})\n//# sourceURL=${pathToFileURL(preload).href}`, isolated: true }
  return [page, apart, world, script]
}
