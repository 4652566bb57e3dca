import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { at, root } from './project.mjs'

/** Whatever the build reads. */
const sources = ['electron', 'renderer', 'resources', 'electron.vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']
const results = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html'].map((path) => at('out', path))
const stamp = at('out', 'built-from.txt')

/**
 * A digest of names and contents: dates say nothing after a clone or a change of branch.
 * @param {readonly string[]} paths files and folders within `folder`; what is not there counts as empty
 * @param {string} folder
 */
export function digest(paths, folder = root) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((name) => filesBelow(join(folder, name))).sort()) {
    const content = readFileSync(path)
    hash.update(`${relative(folder, path).replaceAll('\\', '/')}\0${String(content.length)}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
  } catch {
    return [path] // a file
  }
}

/** Whether `out/` holds what the sources say now. @returns {'fresh' | 'stale' | 'none'} */
export function buildState() {
  if (!results.every((path) => existsSync(path)) || !existsSync(stamp)) return 'none'
  return readFileSync(stamp, 'utf8') === digest(sources) ? 'fresh' : 'stale'
}

/** @param {string} built the digest taken before the build: what was changed during it is not in it */
export function markBuilt(built) {
  mkdirSync(at('out'), { recursive: true })
  writeFileSync(stamp, built)
}

/** Before anything else writes to `out/`. */
export const markUnbuilt = () => rmSync(stamp, { force: true })

export const sourcesDigest = () => digest(sources)
