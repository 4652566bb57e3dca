// Plain JavaScript without dependencies: the commands ask before anything is installed, on whatever Node is there.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @type {Partial<Record<NodeJS.Platform, (env: NodeJS.ProcessEnv) => string[]>>} */
const usualPlaces = {
  // Debian's /usr/bin/chromium is a script that adds flags and writes to stderr: the program itself comes first.
  linux: () => ['/usr/lib/chromium/chromium', '/usr/lib/chromium-browser/chromium-browser', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'],
  darwin: ({ HOME = '' }) =>
    ['/Applications', join(HOME, 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name))
    ),
  win32: (env) =>
    [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Chromium/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')])
}

/** Names on the PATH, for browsers in places of their own. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']

/**
 * The Chrome, Chromium or Edge that the stand-in starts: the one named in CHROMIUM_PATH, else the first in its usual place.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string | undefined} undefined where there is none, or where CHROMIUM_PATH names a file that is not there
 */
export function findBrowser(env = process.env, platform = process.platform) {
  const named = env['CHROMIUM_PATH']
  if (named) return existsSync(named) ? named : undefined
  const onPath = platform === 'win32' ? [] : (env['PATH'] ?? '').split(delimiter).flatMap((folder) => (folder === '' ? [] : names.map((name) => join(folder, name))))
  return [...(usualPlaces[platform]?.(env) ?? []), ...onPath].find((place) => existsSync(place))
}
