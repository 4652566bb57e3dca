import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { Report } from './chromium.ts'
import { host } from './host.ts'
import { ipcMain } from './ipc-main.ts'
import { MainFrame } from './main-frame.ts'
import { Menu } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { Navigation } from './navigation.ts'
import { codec } from './page/codec.ts'
import type { PageKind, PageState } from './page/preload-world.ts'
import { PageConnection } from './page-connection.ts'
import { pageScripts } from './page-scripts.ts'
import { preventable } from './preventable.ts'
import { addresses } from './protocol.ts'
import { openWindows, registry } from './registry.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse
type Picture = Pick<Electron.NativeImage, 'toPNG' | 'toDataURL' | 'isEmpty' | 'getSize'>
type Shape = Pick<
  Electron.WebContents,
  | 'id' | 'send' | 'getURL' | 'getTitle' | 'isLoading' | 'isDestroyed' | 'isCrashed' | 'isFocused' | 'executeJavaScript' | 'loadURL' | 'loadFile' | 'reload' | 'stop' | 'setWindowOpenHandler' | 'openDevTools' | 'setZoomFactor' | 'getZoomFactor'
  | 'setBackgroundThrottling' | 'getBackgroundThrottling' | 'focus' | 'close'
>
const wire = codec()

/** The page in a window, over the protocol of its Chromium: of Electron's only what Packbench uses. */
export class WebContents extends EventEmitter implements Shape {
  readonly id: number
  readonly session = session.defaultSession
  readonly mainFrame = new MainFrame()
  readonly window: BrowserWindow
  readonly page = new PageConnection()
  readonly #navigation: Navigation
  #title = ''
  #zoom = 1
  #crashed = false
  #throttled = true
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(window: BrowserWindow, id: number) {
    super()
    this.window = window
    this.id = id
    this.#navigation = new Navigation(this)
    this.page.on('report', (report) => { this.#take(report) })
    this.page.on('message', (payload, context) => { this.#message(payload, context) })
    this.page.on('world', () => {
      this.accelerators()
      this.page.tell('__guard', this.window.listenerCount('close') > 0)
    })
  }

  static fromId(id: number): WebContents | undefined { return registry.windows.get(id)?.webContents }
  static getAllWebContents(): WebContents[] { return openWindows().map((window) => window.webContents) }
  static getFocusedWebContents(): WebContents | null { return registry.focused?.webContents ?? null }
  /** Playwright asks for it. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined { return WebContents.getAllWebContents().find((contents) => contents.page.targetId === targetId) }

  // ---- Electron's members
  getURL(): string { return this.mainFrame.url }
  getTitle(): string { return this.#title }
  isLoading(): boolean { return this.#navigation.loading }
  isDestroyed(): boolean { return this.window.isDestroyed() }
  isCrashed(): boolean { return this.#crashed }
  isFocused(): boolean { return registry.focused === this.window }
  setBackgroundThrottling(allowed: boolean): void { this.#throttled = allowed }
  getBackgroundThrottling(): boolean { return this.#throttled }
  focus(): void { this.window.focus() }
  close(): void { this.window.close() }
  stop(): void { this.page.fire('Page.stopLoading') }
  openDevTools(): void { console.error('For the developer tools start with --remote-debugging-port=9222 and open chrome://inspect in a browser.') }
  setWindowOpenHandler(handler: OpenHandler): void { this.#openHandler = handler }
  getZoomFactor(): number { return this.#zoom }
  setZoomFactor(factor: number): void {
    this.#zoom = factor
    this.page.fire('Runtime.evaluate', { expression: `document.documentElement.style.zoom = ${String(factor)}` })
  }
  reload(): void { this.#navigation.reload() }
  loadURL(url: string): Promise<void> { return this.#navigation.load(url) }
  loadFile(file: string, { query, search, hash }: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(resolve(app.getAppPath(), file))
    if (search) url.search = search
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    if (hash) url.hash = hash
    return this.loadURL(url.href)
  }
  send(channel: string, ...args: unknown[]): void { this.page.deliver({ channel }, wire.encode(args)) }

  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', { expression, awaitPromise: true, userGesture })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    if (result.objectId === undefined) {
      const special = result.unserializableValue
      if (special === undefined) return result.value
      return result.type === 'bigint' ? BigInt(special.slice(0, -1)) : Number(special)
    }
    const text = await this.page.send('Runtime.callFunctionOn', { objectId: result.objectId, functionDeclaration: `function () { return (${String(codec)})().encode(this) }`, returnByValue: true })
    if (text.exceptionDetails) throw new Error('An object could not be cloned.')
    return wire.decode(String(text.result.value))
  }
  async capturePage(): Promise<Picture> {
    const png = Buffer.from((await this.page.send('Page.captureScreenshot', { format: 'png' })).data, 'base64')
    return { toPNG: () => png, toDataURL: () => `data:image/png;base64,${png.toString('base64')}`, isEmpty: () => png.length === 0, getSize: () => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }) }
  }

  // ---- for the rest of the stand-in
  attach(sessionId: string, targetId: string, preferences: Electron.WebPreferences, background: string | undefined): void {
    this.page.attach(sessionId, targetId, pageScripts(preferences.preload, preferences.additionalArguments ?? []), this.#navigation.patterns())
    this.applyTheme()
    this.applyBackground(background)
  }
  accelerators(): void { this.page.tell('__accelerators', Menu.accelerators()) }
  guard(): void { this.page.tell('__guard', true) }
  watchRequests(): void { this.page.fire('Fetch.enable', { patterns: this.#navigation.patterns() }) }
  applyTheme(): void {
    const source = nativeTheme.themeSource
    this.page.fire('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: source === 'system' ? '' : source }] })
  }
  /** Shown until the page paints its own: no white flash. */
  applyBackground(colour: string | undefined): void {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? '')
    if (!hex) return
    const [r, g, b] = hex.slice(1).map((pair) => Number.parseInt(pair, 16))
    this.page.fire('Emulation.setDefaultBackgroundColorOverride', { color: { r: r ?? 0, g: g ?? 0, b: b ?? 0, a: 1 } })
  }
  async copy(text: string): Promise<void> {
    // Chromium grants it to the page that has the focus; elsewhere the text stays within the app.
    await this.page.evaluateIsolated(`document.hasFocus() && navigator.clipboard.writeText(${JSON.stringify(text)})`).catch(() => undefined)
  }
  titled(title: string): void {
    if (title === this.#title) return
    this.#title = title
    this.emit('page-title-updated', preventable(), title, true)
  }
  popup(inner: string): void {
    const url = addresses.outer(inner)
    const verdict = this.#openHandler({ url, frameName: '', features: '', disposition: 'foreground-tab', referrer: { url: this.getURL(), policy: 'strict-origin-when-cross-origin' } })
    if (verdict.action === 'deny') return
    const child = this.window.another(verdict.overrideBrowserWindowOptions ?? {})
    this.emit('did-create-window', child, { url })
    child.loadURL(url).catch(() => undefined) // told by its own did-fail-load
  }

  #take(report: Report): void {
    switch (report.method) {
      case 'Runtime.consoleAPICalled': {
        const { args, type } = report.params
        const level = type === 'warning' || type === 'error' ? type : 'info'
        this.emit('console-message', { message: args.map((arg) => String(arg.value ?? arg.description)).join(' '), level, lineNumber: 0, sourceId: '' })
        return
      }
      case 'Runtime.exceptionThrown':
        if (host.debug) console.error(report.params.exceptionDetails.exception?.description)
        return
      case 'Page.javascriptDialogOpening':
        // The person closes the window, and the page stops that because the app listens for 'close': here the app is asked.
        if (report.params.type === 'beforeunload') this.page.fire('Page.handleJavaScriptDialog', { accept: this.#navigation.isUnderWay || this.window.mayClose() })
        return
      case 'Inspector.targetCrashed':
        this.#crashed = true
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
        app.emit('render-process-gone', {}, this, { reason: 'crashed', exitCode: 1 })
        return
      default:
        this.#navigation.take(report)
    }
  }

  #message(payload: string, context: number): void {
    const cut = payload.indexOf('\n')
    const [kind, channel, id] = JSON.parse(payload.slice(0, cut)) as [PageKind, string, number] // the preload's world wrote it
    const args = wire.decode(payload.slice(cut + 1)) as unknown[] // as above
    switch (kind) {
      case 'invoke':
        void this.#invoke(channel, id, args, context)
        return
      case 'send': {
        const event = this.#event()
        this.emit('ipc-message', event, channel, ...args)
        ipcMain.emit(channel, event, ...args)
        return
      }
      case 'state': {
        const state = args[0] as PageState // as above
        if (!host.headless) screen.seen(state.screen)
        this.window.moved(state.bounds)
        nativeTheme.seen(state.dark)
        return
      }
      case 'accelerator':
        Menu.press(channel, this.window)
        return
      case 'preload-error':
        this.emit('preload-error', {}, channel, new Error(String(args[0])))
        return
      case 'context-menu':
        this.emit('context-menu', preventable(), args[0])
        return
      case 'focus':
      case 'blur':
        this.window.focusChanged(kind === 'focus')
    }
  }

  async #invoke(channel: string, id: number, args: unknown[], context: number): Promise<void> {
    const handler = ipcMain.handler(channel)
    const answer = (ok: boolean, value: unknown): void => { this.page.deliver({ id, ok }, wire.encode(value), context) }
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      const value = await handler(this.#event() as unknown as Electron.IpcMainInvokeEvent, ...args) // the members that the stand-in covers
      answer(true, value)
    } catch (error) {
      if (handler) console.error(`Error occurred in handler for '${channel}':`, error)
      answer(false, `Error invoking remote method '${channel}': ${String(error)}`)
    }
  }

  #event(): object {
    const reply = (channel: string, ...rest: unknown[]): void => { this.send(channel, ...rest) }
    return preventable({ sender: this, senderFrame: this.mainFrame, frameId: 1, processId: 1, type: 'frame', ports: [], returnValue: undefined, reply })
  }
}
