import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { buildState } from '../../scripts/build-state.mjs'
import { chooseProgram } from '../../scripts/find-electron.mjs'
import { at, root } from '../../scripts/project.mjs'

/** The app in its window, driven by a test. */
export interface App {
  /** Playwright's handle: `electron.evaluate(({ app, dialog }) => …)` runs in the main process. */
  readonly electron: ElectronApplication
  /** The app's window. Actions give up after 30 s: a busy machine is slow, not wrong. */
  readonly page: Page
  /** The data folder. `close` leaves it: start the app again on it to see what outlives a restart; see `remove`. */
  readonly userData: string
  /** What the window complained of since it opened: console errors, uncaught errors, breaches of the content policy. A good test ends with `expect(app.complaints).toEqual([])`. */
  readonly complaints: readonly string[]
  /** What the main process wrote to stdout and stderr. */
  readonly output: () => string
  /** Quits as a person does. @returns the exit code; null where it had to be ended by a signal */
  close(): Promise<number | null>
  /** Ends the process at once, as a power cut would: SIGKILL, nothing is flushed or answered. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  /** An existing data folder; a fresh one where left out. */
  readonly userData?: string
  /** More arguments for the app. */
  readonly args?: readonly string[]
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** The app's folder; the project's own where left out. */
  readonly app?: string
}

/** Which program the tests run on: Electron's own, or the stand-in. */
export const program = chooseProgram()
const headless = program.kind === 'stand-in' && process.env['PACKBENCH_E2E_HEADED'] === undefined

export const newUserData = (): string => mkdtempSync(join(tmpdir(), 'packbench-e2e-'))
export const remove = (folder: string): void => { rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) }

/** Lines that Node's inspector and Playwright leave on stderr. */
const inspector = /listening on ws|For help, see|Debugger (attached|ending)|Waiting for the debugger/

/**
 * Starts the built app (`npm run build` first) and waits for its page. The same calls whichever program runs it: only the
 * path differs. The stand-in needs no display; `PACKBENCH_E2E_HEADED=1` shows its window on one.
 */
export async function launch({ userData = newUserData(), args = [], env = {}, app = root }: LaunchOptions = {}): Promise<App> {
  if (app === root) checkBuild()
  const electron = await _electron.launch({
    ...(program.kind === 'electron' ? {} : { executablePath: program.path }), // left out, Playwright finds Electron's own
    args: [app, `--user-data-dir=${userData}`, ...(headless ? ['--headless'] : []), ...args],
    cwd: root,
    env: { ...Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)), ...env },
    colorScheme: null, // the app's own theme decides
    timeout: 60_000
  })
  const child = electron.process()
  let output = ''
  const hear = (text: Buffer): void => { output += text.toString().split('\n').filter((line) => !inspector.test(line)).join('\n') }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)

  const complaints: string[] = []
  const context = electron.context()
  context.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
  context.on('weberror', (error) => { complaints.push(String(error.error())) })
  await context.addInitScript(reportViolations)
  const page = await electron.firstWindow()
  page.setDefaultTimeout(30_000)
  await page.waitForURL(/^(file|app|https?):/) // a window is there before its page is
  await page.waitForLoadState()

  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null
  return {
    electron, page, userData, complaints,
    output: () => output,
    close: async () => {
      if (!ended()) await electron.close()
      if (!ended()) await once(child, 'exit')
      return child.exitCode
    },
    kill: async () => {
      if (ended()) return
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
  }
}

/** Runs in the page, before its own scripts. */
function reportViolations(): void {
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`content policy: ${event.violatedDirective} blocked ${event.blockedURI || 'something inline'} in ${event.sourceFile || 'the page'}:${String(event.lineNumber)}`)
  })
}

let warned = false
/** A test of yesterday's build proves nothing: it says so. */
function checkBuild(): void {
  if (!existsSync(at('out', 'main', 'main.js'))) throw new Error('The app is not built: npm run build')
  if (!warned && buildState() !== 'fresh') console.warn('The sources have changed since the app was built: npm run build')
  warned = true
}
