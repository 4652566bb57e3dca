import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { findBrowser } from './find-browser.mjs'
import { HostError } from './host.ts'
import type { Protocol } from './protocol-types.ts'

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
/** What a page or the browser reports, with the shape that belongs to its name. */
export type Report = { [M in keyof Protocol.Events]: { readonly method: M; readonly params: Protocol.Events[M] } }[keyof Protocol.Events]
type Message = { id: number; result?: object; error?: { message: string } } | (Report & { id?: undefined; sessionId?: string })

interface Options {
  readonly profile: string
  /** The profile is removed when Chromium ends. */
  readonly temporary: boolean
  readonly headless: boolean
  /** Switches that the app or its command line adds. */
  readonly switches: readonly string[]
}

const quiet = [
  '--allow-file-access-from-files', // Electron lets file:// pages load ES modules
  '--no-first-run', '--no-default-browser-check', '--no-pings', '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-extensions', '--disable-sync',
  '--disable-breakpad', '--disable-dev-shm-usage', '--password-store=basic', '--use-mock-keychain', '--hide-crash-restore-bubble', '--disable-field-trial-config', '--disable-search-engine-choice-screen',
  // The last two: the app's page looks like one of the public web, and while developing it speaks to a server on this machine.
  '--disable-features=Translate,MediaRouter,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,OptimizationHints,PaintHolding,GlobalMediaControls,LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets'
]

/** Nothing that is typed into the app is offered to be saved. */
const preferences = { credentials_enable_service: false, profile: { password_manager_enabled: false }, autofill: { profile_enabled: false, credit_card_enabled: false } }

/**
 * Chromium as a child process, spoken to over its debugging pipe. When this process dies, however it dies, the pipe
 * closes and Chromium goes with it.
 *
 * Emits `report` (report, sessionId) for what it tells unasked, and `exit` (asked for: boolean) once.
 */
export class Chromium extends EventEmitter<{ report: [Report, string | undefined]; exit: [boolean] }> {
  readonly headless: boolean
  readonly #program: string
  readonly #options: Options
  readonly #flags: readonly string[]
  readonly #waiting = new Map<number, { resolve: (value: object) => void; reject: (error: Error) => void; method: string }>()
  readonly #trace = Boolean(process.env['ELECTRON_HOST_TRACE'])
  #child: ChildProcess | undefined
  #lastId = 0
  #stopping = false

  constructor(options: Options) {
    super()
    const program = findBrowser()
    if (program === undefined) {
      const named = process.env['CHROMIUM_PATH']
      throw new HostError(named ? `CHROMIUM_PATH names ${named}, which is not there.` : 'There is neither Electron nor a Chrome, Chromium or Edge here. Install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.')
    }
    this.#program = program
    this.#options = options
    this.headless = options.headless
    const root = process.getuid?.() === 0
    this.#flags = [
      `--user-data-dir=${options.profile}`,
      ...(root && !options.switches.includes('--no-sandbox') ? ['--no-sandbox'] : []), // Chromium refuses to start as root with it
      ...(root || options.switches.includes('--no-sandbox') ? ['--test-type'] : []), // no yellow bar about the missing sandbox
      ...options.switches
    ]
  }

  /** @throws where it cannot be started */
  async start(): Promise<void> {
    const profile = join(this.#options.profile, 'Default')
    if (!existsSync(join(profile, 'Preferences'))) {
      mkdirSync(profile, { recursive: true, mode: 0o700 })
      writeFileSync(join(profile, 'Preferences'), JSON.stringify(preferences))
    }
    const child = spawn(
      this.#program,
      // Windows open out of sight and are moved in when the app shows them.
      [...this.#flags, ...quiet, '--remote-debugging-pipe', '--no-startup-window', '--window-position=-9000,-9000', ...(this.headless ? ['--headless'] : [])],
      // A process group of its own: Ctrl+C in a terminal asks the app to quit, and the app closes Chromium.
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' }
    )
    this.#child = child
    child.once('exit', () => {
      for (const { reject, method } of this.#waiting.values()) reject(new Error(`Chromium is gone (${method})`))
      this.#waiting.clear()
      if (this.#options.temporary) rmSync(this.#options.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
      this.emit('exit', this.#stopping)
    })
    process.once('exit', () => child.kill('SIGKILL'))
    const [, , errors, , answers] = child.stdio as [null, null, Readable, Writable, Readable] // as `stdio` above says
    createInterface({ input: errors }).on('line', (line) => {
      // Playwright waits for the second.
      if (process.env['ELECTRON_HOST_DEBUG'] || line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`)
    })
    this.#pipe.on('error', () => undefined) // it ends: 'exit' tells
    this.#listen(answers)
    const failed = once(child, 'error').then(([error]: Error[]) => {
      throw new HostError(`${this.#program} could not be started: ${String(error?.message)}`)
    })
    await Promise.race([this.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }, { exclude: true }] }), failed])
  }

  send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M], sessionId?: string): Promise<Answers[M]> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      const text = JSON.stringify({ id, method, params: params ?? {}, sessionId })
      if (this.#trace) process.stderr.write(`${performance.now().toFixed(0)} > ${text.slice(0, 300)}\n`)
      this.#waiting.set(id, { resolve: (value) => { resolve(value as Answers[M]) }, reject, method }) // the protocol pairs the two by name
      this.#pipe.write(`${text}\0`)
    })
  }

  /** Opens one window without a browser's frame around it. It is met as an attached target whose address is `url`. */
  openWindow(url: string): void {
    if (this.headless) {
      this.send('Target.createTarget', { url }).catch(() => undefined)
      return
    }
    // A second start with the same profile hands its window to the first and ends: the only way to a window without a frame.
    spawn(this.#program, [...this.#flags.filter((flag) => !flag.startsWith('--remote-debugging')), `--app=${url}`], { stdio: 'ignore' }).on('error', () => undefined)
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.#stopping = true
    const gone = once(child, 'exit')
    this.send('Browser.close').catch(() => undefined)
    const late = setTimeout(() => child.kill('SIGKILL'), 3000)
    await gone
    clearTimeout(late)
  }

  get #pipe(): Writable {
    return this.#child?.stdio[3] as Writable // opened for writing by `start`
  }

  #listen(answers: Readable): void {
    let parts: Buffer[] = []
    answers.on('data', (chunk: Buffer) => {
      let start = 0
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        parts.push(chunk.subarray(start, end))
        this.#receive(JSON.parse(Buffer.concat(parts).toString()) as Message) // Chromium's own words
        parts = []
        start = end + 1
      }
      parts.push(chunk.subarray(start))
    })
  }

  #receive(message: Message): void {
    if (this.#trace) process.stderr.write(`${performance.now().toFixed(0)} < ${JSON.stringify(message).slice(0, 400)}\n`)
    if (message.id === undefined) {
      this.emit('report', message, message.sessionId)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting?.resolve(message.result ?? {})
  }
}
