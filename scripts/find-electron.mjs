import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './project.mjs'

/** Takes the place of Electron's program where that cannot be had, or cannot run. */
export const standIn = at('electron-host', process.platform === 'win32' ? 'electron-host.cmd' : 'electron-host')

/**
 * Electron's own program, where it has been downloaded. Downloads nothing.
 * @param {string} folder of the package 'electron'
 * @returns {string | undefined}
 */
export function findElectron(folder = at('node_modules', 'electron')) {
  try {
    const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(program) ? program : undefined
  } catch {
    return undefined // the package, or the file that its installation leaves, is not there
  }
}

/** Whether the system has the libraries that the program needs. @param {string} program */
function starts(program) {
  return spawnSync(program, ['-p', '0'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeout: 20_000, stdio: 'ignore' }).status === 0
}

/** @typedef {{ readonly kind: 'electron' | 'stand-in', readonly path: string, readonly why: string }} Program */

/**
 * The program that runs the app, and the reason in words that follow "because".
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, headless?: boolean, electron?: string | undefined, works?: (program: string) => boolean }} known
 * @returns {Program}
 */
export function chooseProgram({ env = process.env, platform = process.platform, headless = false, electron = findElectron(), works = starts } = {}) {
  /** @param {string} why @returns {Program} */
  const instead = (why) => ({ kind: 'stand-in', path: standIn, why })
  if (env['PACKBENCH_HOST'] === 'chromium') return instead('PACKBENCH_HOST asks for it')
  if (electron === undefined) return instead("Electron's binary is not here")
  if (headless) return instead('--headless was asked for, which Electron has not')
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return instead('there is no display, without which Electron does not run')
  if (!works(electron)) return instead("Electron's binary does not start on this system (libraries are missing)")
  return { kind: 'electron', path: electron, why: "Electron's binary is here" }
}
