import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { findBrowser } from '../electron-host/find-browser.mjs'
import { Problem } from './problem.mjs'
import { run } from './processes.mjs'
import { at } from './project.mjs'

/** What the stand-in's window needs of a bare Debian: the browser itself, and letters for the addresses of the world. */
const browser = 'chromium'
const letters = [
  'fonts-noto-core', // Latin with accents, Turkish, Cyrillic, Greek, Hebrew, Arabic, Thai
  'fonts-noto-cjk', // Chinese, Japanese, Korean
  'fonts-noto-color-emoji'
]

/** What prints for real in the tests: a spooler of their own, with the driver of a label printer. */
const spooler = ['cups', 'cups-client', 'cups-filters']

/** What reads and draws codes beside the project's own libraries: `npm run codes`. */
const readers = ['poppler-utils', 'ghostscript', 'zbar-tools']

/** What validates documents for the archive: `npm run archive`. */
const validators = ['qpdf', 'default-jre-headless', 'libpdfbox2-java', 'libactivation-java', 'libjaxb-api-java']

/** What could not be installed: it is not tried again at every start. Removing `.cache/` tries again. */
const failureNote = (/** @type {string} */ what) => at('.cache', `debian-${what}.txt`)
let updated = false
const isRoot = () => process.getuid?.() === 0
const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query')

/** @param {readonly string[]} names */
function missing(names) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' })
  const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]))
  return names.filter((name) => !installed.has(name))
}

/** @param {string} what @param {string} problem */
function remember(what, problem) {
  mkdirSync(at('.cache'), { recursive: true })
  writeFileSync(failureNote(what), problem)
}

/** @param {readonly string[]} names */
async function install(names) {
  console.log(`Installing from Debian's packages: ${names.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::https::Timeout=30']
  const update = updated ? { code: 0, out: '' } : await run('apt-get', [...patient, 'update'], { env, quiet: true, limit: 5 * 60_000 })
  updated = true
  const { code, out } = await run('apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...names], { env, quiet: true, limit: 20 * 60_000 })
  return code === 0 ? undefined : `${update.code === 0 ? '' : update.out}${out}`
}

/**
 * Sees to what the stand-in needs of the system: a browser, without which it cannot go on, and fonts, without which it can.
 * As root on Debian it installs what is missing; elsewhere it says what to install.
 * @throws {Problem} where there is no browser and none can be installed
 */
export async function provideBrowser() {
  const named = process.env['CHROMIUM_PATH']
  if (named && findBrowser() === undefined) throw new Problem(`CHROMIUM_PATH names ${named}, which is not there.`)
  const without = findBrowser() === undefined
  if (!isDebian() || !isRoot()) {
    if (!without) return
    throw new Problem(
      `Electron's binary is not here, and neither is Chrome, Chromium or Edge, which could take its place. Install one of them${isDebian() ? `: sudo apt-get install ${[browser, ...letters].join(' ')}` : ''}, or name its program in CHROMIUM_PATH.`
    )
  }
  const fonts = existsSync(failureNote('fonts')) ? [] : missing(letters)
  const names = [...(without ? [browser] : []), ...fonts]
  if (names.length === 0) return
  const problem = await install(names)
  if (problem === undefined) return
  if (without && findBrowser() === undefined) throw new Problem(`${problem}\nChromium could not be installed, and there is no other browser here. Install one, or name its program in CHROMIUM_PATH.`)
  console.error(`The fonts ${fonts.join(', ')} could not be installed: some addresses will show boxes in the window.`)
  remember('fonts', problem)
}

/**
 * Installs what the project can do without: as root on Debian, where it is missing and could not be had before.
 * @param {string} what names it in the note of what could not be installed
 * @param {readonly string[]} packages
 * @param {string} without what it means that they could not be
 */
async function provide(what, packages, without) {
  if (!isDebian() || !isRoot() || existsSync(failureNote(what))) return
  const names = missing(packages)
  if (names.length === 0) return
  const problem = await install(names)
  if (problem === undefined) return
  console.error(`${names.join(', ')} could not be installed${without}`)
  remember(what, problem)
}

/**
 * Sees to what the great reading of codes draws and reads with, the print system included. As root on Debian it is installed
 * where it is missing; what cannot be had is left out there, and said.
 */
export async function provideReaders() {
  await provideSpooler()
  await provide('readers', readers, ': codes are read without them.')
}

/**
 * Sees to what documents are validated with. As root on Debian it is installed where it is missing; where it cannot be had, the
 * command that validates says what is not here.
 */
export const provideValidators = () => provide('validators', validators, '.')

/**
 * Sees to the print system that the spooler's tests start for themselves. As root on Debian it is installed where it is
 * missing; where it cannot be had, those tests are skipped and say why.
 */
export const provideSpooler = () => provide('spooler', spooler, ': the tests of the real spooler are skipped.')
