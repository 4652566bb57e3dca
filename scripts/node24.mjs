import { existsSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { Problem } from './problem.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'

/** The tools and the stand-in need it: Node's own SQLite, and TypeScript that runs as it is. */
const needed = 24
const own = at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Node 24: the one among the packages, else the one that runs this, where it is new enough. */
export function node24() {
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  throw new Problem(`Node ${String(needed)} is needed for the tools, and the package that brings it was not installed to the end: npm rebuild node`)
}

/** Where Debian keeps what the spooler's tests start; the PATH of a plain `su` does not name it. */
const system = process.platform === 'linux' ? ['/usr/sbin', '/sbin'] : []

/** For tools that look for `node` themselves: they find this one first. */
export const toolsEnvironment = () => ({ ...process.env, PATH: [dirname(node24()), process.env['PATH'] ?? '', ...system].join(delimiter) })

/** Where npm does not run install scripts, the package is only a wrapper: its script is run here. */
export async function completeNode24() {
  if (existsSync(own) || Number(process.versions.node.split('.')[0]) >= needed || !existsSync(at('node_modules', 'node'))) return
  await run(process.execPath, ['installArchSpecificPackage'], { cwd: at('node_modules', 'node') })
}
