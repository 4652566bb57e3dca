import { completeNode24 } from './node24.mjs'
import { fetchElectron, whyNoElectron } from './electron-binary.mjs'
import { provideBrowser } from './debian-packages.mjs'
import { chooseProgram } from './find-electron.mjs'
import { installPackages } from './packages.mjs'
import { findBrowser } from '../electron-host/find-browser.mjs'

/** For commands that build or check: the packages, with Node 24 among them. */
export async function provideTools() {
  await installPackages()
  await completeNode24()
}

/**
 * For commands that run the app: the tools, Electron's binary where it can be had, else what the stand-in needs.
 * @param {{ headless?: boolean }} [options]
 */
export async function provideProgram({ headless = false } = {}) {
  await provideTools()
  if (process.env['PACKBENCH_HOST'] !== 'chromium') await fetchElectron()
  const program = chooseProgram({ headless })
  if (program.kind === 'stand-in') await provideBrowser()
  return program
}

/**
 * One line that says what runs the app, and why.
 * @param {import('./find-electron.mjs').Program} program
 * @param {boolean} headless asked for on the command line
 */
export function describe(program, headless) {
  if (program.kind === 'electron') return `Packbench runs on Electron (${program.path}).`
  const failure = whyNoElectron()
  const why = program.why === "Electron's binary is not here" && failure !== undefined ? `Electron's binary could not be downloaded (${failure})` : program.why
  const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  const window = headless ? '; headless, as asked' : noDisplay ? '; headless, because there is no display' : ''
  return `Packbench runs on the stand-in for Electron (Node 24 and ${findBrowser() ?? 'a browser'}), because ${why}${window}.`
}
