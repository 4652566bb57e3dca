import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findElectron } from './find-electron.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'

/** A download in which nothing has arrived for so long is given up, in milliseconds. */
const usualPatience = 30_000
const limit = 20 * 60_000

const packageFolder = at('node_modules', 'electron')
const version = () => /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))).version
const failureNote = () => at('.cache', `electron-${version()}-${process.platform}-${process.arch}.txt`)

/** @param {string} folder @returns {number} bytes below it */
function size(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? size(join(folder, entry.name)) : statSync(join(folder, entry.name)).size), 0)
  } catch {
    return 0 // not there yet, or just moved away
  }
}

/** Why Electron's binary is not here, where a download was tried. */
export function whyNoElectron() {
  try {
    return readFileSync(failureNote(), 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Electron's own download. It waits as long as bytes arrive, and no longer: on many networks the site is blocked, and then
 * nothing ever comes.
 * @param {number} patience
 */
async function download(patience) {
  const arriving = mkdtempSync(join(tmpdir(), 'electron-download-'))
  let last = { bytes: 0, at: Date.now() }
  let stuck = false
  /** @type {NodeJS.Timeout | undefined} */
  let watch
  const { code, out } = await run(process.execPath, ['install.js'], {
    cwd: packageFolder, quiet: true, limit,
    env: { ...process.env, TMPDIR: arriving, TMP: arriving, TEMP: arriving },
    started: (child) => {
      watch = setInterval(() => {
        const bytes = size(arriving) + size(join(packageFolder, 'dist'))
        if (bytes !== last.bytes) last = { bytes, at: Date.now() }
        if (Date.now() - last.at < patience) return
        stuck = true
        child.kill('SIGKILL')
      }, Math.min(1000, patience))
    }
  })
  clearInterval(watch)
  rmSync(arriving, { recursive: true, force: true })
  if (code === 0) return undefined
  if (stuck) return `nothing arrived for ${String(patience / 1000)} seconds`
  const cause = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|CERT_[A-Z_]+|SELF_SIGNED[A-Z_]*|UNABLE_TO[A-Z_]*)\b/.exec(out)?.[0] ?? /(?:status|code)[^\d\n]{0,12}(\d{3})\b/i.exec(out)?.[0]
  return cause ?? (out.includes('fetch failed') ? 'its site cannot be reached from here' : 'its installation failed')
}

/**
 * Fetches Electron's binary where it is missing: once for each version, since where it cannot be had today it cannot be had
 * a minute later. `npx install-electron`, or removing `.cache/`, tries again.
 * @param {{ again?: boolean, patience?: number }} [options] `again`: even where it failed before
 * @returns {Promise<'there' | 'fetched' | 'missing'>}
 */
export async function fetchElectron({ again = false, patience = usualPatience } = {}) {
  if (findElectron() !== undefined) return 'there'
  if (!existsSync(join(packageFolder, 'install.js'))) return 'missing'
  const note = failureNote()
  if (existsSync(note) && !again) return 'missing'
  console.log(`Fetching Electron ${version()} (about 120 MB) …`)
  const problem = await download(patience)
  if (problem === undefined && findElectron() !== undefined) {
    rmSync(note, { force: true })
    return 'fetched'
  }
  mkdirSync(at('.cache'), { recursive: true })
  writeFileSync(note, problem ?? 'its installation left no program')
  return 'missing'
}
