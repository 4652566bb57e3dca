import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from './app.ts'
import { Chromium } from './chromium.ts'
import { host, mayFail } from './host.ts'
import type { Protocol } from './protocol-types.ts'
import { watchTargets } from './targets.ts'

/** Switches that are the stand-in's own: it hands on all others. */
const own = new Set(['user-data-dir', 'headless', 'inspect', 'inspect-brk'])
const permissions = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'display-capture', 'idle-detection', 'local-fonts', 'window-management', 'persistent-storage', 'background-sync', 'storage-access']

/** Chromium locks its profile: a second process on the same data folder gets one of its own for its time. */
function chooseProfile(): { profile: string; temporary: boolean } {
  const usual = join(app.getPath('userData'), 'electron-host', 'profile')
  mkdirSync(usual, { recursive: true, mode: 0o700 })
  const note = join(usual, 'host.pid')
  try {
    const holder = Number(readFileSync(note, 'utf8'))
    if (holder !== process.pid) process.kill(holder, 0)
    return { profile: mkdtempSync(join(tmpdir(), 'electron-host-')), temporary: true }
  } catch {
    writeFileSync(note, String(process.pid)) // nobody holds it, or its holder is dead
    return { profile: usual, temporary: false }
  }
}

/** Starts Chromium; when it ends unasked, so does the app. */
export async function startChromium(): Promise<void> {
  const switches = [...host.switches].filter(([name]) => !own.has(name)).map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`))
  const chromium = new Chromium({ ...chooseProfile(), headless: host.headless, switches })
  watchTargets(chromium)
  chromium.once('exit', (asked) => {
    if (!asked) console.error('Chromium ended by itself')
    app.exit(asked ? 0 : 1)
  })
  await chromium.start()
  host.running = chromium
  // A name that this Chromium does not know is refused, and needs no denying.
  for (const name of permissions) mayFail(chromium.send('Browser.setPermission', { permission: { name }, setting: 'denied' }))
  const { product } = (await chromium.send('Browser.getVersion')) satisfies Protocol.Browser.getVersionReturnValue
  host.chromiumVersion = product.replace(/^.*\//, '')
  Object.defineProperty(process.versions, 'chrome', { value: host.chromiumVersion, enumerable: true })
}
