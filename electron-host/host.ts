import type { Chromium } from './chromium.ts'

/** An error whose message is all that a person needs: shown without a stack. */
export class HostError extends Error {}

/** Thrown where an app uses what the stand-in does not have: louder than doing nothing. */
export class NotCovered extends Error {
  constructor(what: string) {
    super(`${what} is not covered by the stand-in for Electron (see docs/electron-host.md)`)
    this.name = 'NotCovered'
  }
}

const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** What the parts of the stand-in know in common; set by `main.ts` before the app's code runs. */
export const host = {
  debug: Boolean(process.env['ELECTRON_HOST_DEBUG']),
  /** `--name=value` from the command line; the app adds to them through `app.commandLine`. */
  switches: new Map<string, string>(),
  args: [] as readonly string[],
  entry: '',
  electronVersion: '',
  chromiumVersion: '',
  running: undefined as Chromium | undefined,

  get headless(): boolean {
    return host.switches.has('headless') || !hasDisplay()
  },
  get canShowDialogs(): boolean {
    return !host.headless
  },
  get chromium(): Chromium {
    if (!host.running) throw new Error('Chromium is not running yet')
    return host.running
  }
}

/** For calls whose page, or whose whole window, may be gone by the time they arrive: that is no error. */
export function mayFail(call: Promise<unknown>): void {
  call.catch((error: unknown) => {
    if (host.debug) console.error(error)
  })
}
