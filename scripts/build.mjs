import { buildState, markBuilt, markUnbuilt, sourcesDigest } from './build-state.mjs'
import { node24, toolsEnvironment } from './node24.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'

export const electronVite = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')

/**
 * Builds main, preload and renderer into `out/`.
 * @returns what the tool wrote, and whether it worked
 */
export async function build() {
  const digest = sourcesDigest()
  markUnbuilt()
  const { code, out } = await run(node24(), [electronVite, 'build'], { quiet: true, env: { ...toolsEnvironment(), FORCE_COLOR: '0', NO_COLOR: '1' }, limit: 10 * 60_000 })
  if (code === 0) markBuilt(digest)
  return { ok: code === 0, out }
}

/** The same, where the sources have changed since. @returns whether it had to, and how that went */
export async function buildIfChanged() {
  if (buildState() === 'fresh') return { built: false, ok: true, out: '' }
  return { built: true, ...(await build()) }
}
