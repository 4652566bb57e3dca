import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Problem } from './problem.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'

/** Kept in node_modules, so that it goes when that goes. */
const stamp = at('node_modules', '.installed-from.txt')
const lockFile = at('package-lock.json')

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean, extraneous?: boolean, os?: string[], cpu?: string[] }} Locked */

/** @param {string} path @returns {Record<string, Locked>} */
const locked = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/**
 * Whether what npm says it installed is what the lock file asks for: true after `npm ci`, and after `npm install` by hand.
 * @param {Record<string, Locked>} wanted
 * @param {Record<string, Locked>} installed
 */
export function fits(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional, peer, extraneous, os, cpu }]) => {
    const elsewhere = (os && !os.includes(process.platform)) || (cpu && !cpu.includes(process.arch))
    return path === '' || optional || peer || extraneous || elsewhere || installed[path]?.version === version
  })
}

const lockDigest = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

function areInstalled() {
  const digest = lockDigest()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true
  try {
    if (!fits(locked(lockFile), locked(at('node_modules', '.package-lock.json')))) return false
  } catch {
    return false // npm's own list is not there: nothing was installed, or not to the end
  }
  writeFileSync(stamp, digest)
  return true
}

/** npm itself, as the JavaScript file that runs it where npm started us. @param {readonly string[]} args */
export function npm(args) {
  const file = process.env['npm_execpath']
  if (file !== undefined && /npm-cli\.js$/.test(file)) return run(process.execPath, [file, ...args])
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
}

/**
 * Installs the packages of the lock file, exactly, where they are not there yet.
 * @returns whether it had to
 */
export async function installPackages() {
  if (areInstalled()) return false
  console.log('Installing the packages of package-lock.json (the first time this takes a minute or two) …')
  const { code } = await npm(['ci', '--no-audit', '--no-fund'])
  if (code !== 0) throw new Problem('npm ci failed: its own words are above. Without its packages nothing can be built.')
  writeFileSync(stamp, lockDigest())
  return true
}
