import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { host, mayFail, NotCovered } from './host.ts'
import { preventable } from './preventable.ts'
import { openWindows, registry } from './registry.ts'
import { screen } from './screen.ts'
import { WebContents } from './web-contents.ts'

type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen'
type Shape = Pick<
  Electron.BrowserWindow,
  | 'id' | 'loadURL' | 'loadFile' | 'show' | 'showInactive' | 'hide' | 'close' | 'destroy' | 'focus' | 'blur' | 'isDestroyed' | 'isVisible' | 'isFocused' | 'isMinimized' | 'isMaximized' | 'minimize' | 'maximize' | 'unmaximize' | 'restore' | 'setFullScreen'
  | 'isFullScreen' | 'getBounds' | 'getNormalBounds' | 'setBounds' | 'getSize' | 'setSize' | 'getContentSize' | 'setContentSize' | 'setMinimumSize' | 'getMinimumSize' | 'getTitle' | 'setTitle' | 'setMenu' | 'removeMenu' | 'setMenuBarVisibility'
  | 'setBackgroundColor' | 'flashFrame' | 'setProgressBar' | 'reload' | 'center'
>

/** Every page is isolated and sandboxed here: an app that asks for less would find out only in Electron. */
function refuseUnsafe(preferences: Electron.WebPreferences): void {
  const unsafe = { nodeIntegration: true, nodeIntegrationInWorker: true, nodeIntegrationInSubFrames: true, contextIsolation: false, sandbox: false, webSecurity: false, allowRunningInsecureContent: true, webviewTag: true, experimentalFeatures: true }
  for (const [name, value] of Object.entries(unsafe)) if (preferences[name as keyof typeof unsafe] === value) throw new NotCovered(`webPreferences.${name}: ${String(value)}`) // keys of `unsafe`
}

/** A window that is a tab of the Chromium of this machine: of Electron's only what Packbench uses. */
export class BrowserWindow extends EventEmitter implements Shape {
  readonly id = ++registry.lastId
  readonly webContents: WebContents
  readonly #options: Electron.BrowserWindowConstructorOptions
  #bounds: Electron.Rectangle
  #minimum: readonly [number, number]
  #title: string
  #visible: boolean
  #state: State = 'normal'
  #painted = false
  #destroyed = false
  #mayClose = false
  #windowId: Promise<number> | undefined

  static getAllWindows(): BrowserWindow[] { return openWindows() }
  static fromId(id: number): BrowserWindow | null { return registry.windows.get(id) ?? null }
  static fromWebContents(contents: WebContents): BrowserWindow | null { return registry.windows.get(contents.window.id) ?? null }
  static getFocusedWindow(): BrowserWindow | null { return registry.focused ?? null }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    refuseUnsafe(options.webPreferences ?? {})
    this.#options = options
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    const width = Math.max(options.width ?? 800, this.#minimum[0])
    const height = Math.max(options.height ?? 600, this.#minimum[1])
    const area = screen.getPrimaryDisplay().workArea
    this.#bounds = { width, height, x: options.x ?? Math.max(0, (area.width - width) >> 1), y: options.y ?? Math.max(0, (area.height - height) >> 1) }
    this.#title = options.title ?? app.getName()
    this.#visible = options.show ?? true
    this.webContents = new WebContents(this, this.id)
    registry.windows.set(this.id, this)
    this.on('newListener', (name) => { if (name === 'close') this.webContents.guard() })
    host.chromium.openWindow(this.marker)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }

  // ---- Electron's members
  loadURL(url: string): Promise<void> { return this.webContents.loadURL(url) }
  loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> { return this.webContents.loadFile(file, options) }
  reload(): void { this.webContents.reload() }
  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.#state === 'minimized') this.restore()
    if (this.#visible) return
    this.#visible = true
    this.#place()
    this.emit('show')
  }
  hide(): void {
    this.#visible = false
    this.#place()
    this.emit('hide')
  }
  focus(): void { this.webContents.page.fire('Page.bringToFront') }
  blur(): void { /* a browser's window cannot give the focus away */ }
  isDestroyed(): boolean { return this.#destroyed }
  isVisible(): boolean { return this.#visible && this.#state !== 'minimized' }
  isFocused(): boolean { return registry.focused === this }
  isMinimized(): boolean { return this.#state === 'minimized' }
  isMaximized(): boolean { return this.#state === 'maximized' }
  isFullScreen(): boolean { return this.#state === 'fullscreen' }
  minimize(): void { this.#become('minimized', 'minimize') }
  maximize(): void { this.#become('maximized', 'maximize') }
  unmaximize(): void { this.#become('normal', 'unmaximize') }
  restore(): void { this.#become('normal', 'restore') }
  setFullScreen(on: boolean): void { this.#become(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen') }
  getBounds(): Electron.Rectangle { return { ...this.#bounds } }
  getNormalBounds(): Electron.Rectangle { return this.getBounds() }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const { x, y, width, height } = { ...this.#bounds, ...bounds }
    const before = this.#bounds
    this.#bounds = { x, y, width: Math.max(width, this.#minimum[0]), height: Math.max(height, this.#minimum[1]) }
    this.#place()
    this.#changed(before)
  }
  getSize(): [number, number] { return [this.#bounds.width, this.#bounds.height] }
  setSize(width: number, height: number): void { this.setBounds({ width, height }) }
  getContentSize(): [number, number] { return this.getSize() }
  setContentSize(width: number, height: number): void { this.setSize(width, height) }
  getMinimumSize(): [number, number] { return [...this.#minimum] }
  setMinimumSize(width: number, height: number): void { this.#minimum = [width, height] }
  center(): void {
    const area = screen.getPrimaryDisplay().workArea
    this.setBounds({ x: (area.width - this.#bounds.width) >> 1, y: (area.height - this.#bounds.height) >> 1 })
  }
  getTitle(): string { return this.webContents.getTitle() || this.#title }
  setTitle(title: string): void {
    this.#title = title
    this.webContents.executeJavaScript(`document.title = ${JSON.stringify(title)}`).then(() => { this.webContents.titled(title) }, () => undefined)
  }
  setBackgroundColor(colour: string): void { this.webContents.applyBackground(colour) }
  // A window without a frame has no menu bar, and the taskbar shows the browser's.
  setMenu(): void { /* see above */ }
  removeMenu(): void { /* see above */ }
  setMenuBarVisibility(): void { /* see above */ }
  flashFrame(): void { /* see above */ }
  setProgressBar(): void { /* see above */ }

  close(): void { if (!this.#destroyed && this.mayClose()) this.destroy() }
  destroy(): void {
    if (this.#destroyed) return
    const { targetId } = this.webContents.page
    this.gone()
    if (targetId) mayFail(host.chromium.send('Target.closeTarget', { targetId }))
  }

  // ---- for the rest of the stand-in
  /**
   * The page that a window opens with. Only when it is up and the scripts are in place is it sent to the app's own page: a
   * faster way would sometimes miss the preload.
   */
  get marker(): string {
    const colour = /^#[0-9a-f]{6}$/i.test(this.#options.backgroundColor ?? '') ? `%23${String(this.#options.backgroundColor).slice(1)}` : ''
    return `data:text/html,<title>${encodeURIComponent(this.#title)}</title><body bgcolor="${colour}"><!--window-${String(this.id)}-->`.replaceAll(' ', '%20').replaceAll('"', '%22')
  }
  attach(sessionId: string, targetId: string): void {
    this.webContents.attach(sessionId, targetId, this.#options.webPreferences ?? {}, this.#options.backgroundColor)
    this.#windowId = host.chromium.send('Browser.getWindowForTarget', { targetId }).then(({ windowId }) => windowId)
    this.#place()
  }
  /** A window of the kind that `window.open` asks for. */
  another(options: Electron.BrowserWindowConstructorOptions): BrowserWindow { return new BrowserWindow(options) }
  painted(): void {
    if (this.#painted) return
    this.#painted = true
    this.emit('ready-to-show')
  }
  focusChanged(has: boolean): void {
    if (has) registry.focused = this
    else if (registry.focused === this) registry.focused = undefined
    this.emit(has ? 'focus' : 'blur')
    app.emit(has ? 'browser-window-focus' : 'browser-window-blur', {}, this)
  }
  /** The page tells where it is; out of sight and headless it does not know. */
  moved(bounds: Electron.Rectangle): void {
    if (host.headless || !this.#visible || this.#state !== 'normal' || bounds.x < -5000) return
    const before = this.#bounds
    this.#bounds = bounds
    this.#changed(before)
  }
  /** Asks the app's 'close' listeners, until they agree. */
  mayClose(): boolean {
    if (this.#mayClose) return true
    const event = preventable()
    this.emit('close', event)
    this.#mayClose = !event.defaultPrevented
    if (event.defaultPrevented) app.quitCancelled()
    return this.#mayClose
  }
  gone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    registry.windows.delete(this.id)
    if (registry.focused === this) registry.focused = undefined
    this.webContents.emit('destroyed')
    this.emit('closed')
    app.windowGone()
  }

  #changed(before: Electron.Rectangle): void {
    const { x, y, width, height } = this.#bounds
    if (width !== before.width || height !== before.height) this.emit('resize')
    if (x !== before.x || y !== before.y) this.emit('move')
  }
  #become(state: State, event: string): void {
    if (state === this.#state) return
    this.#state = state
    this.#place()
    this.emit(event)
  }
  #place(): void {
    if (!this.#windowId) return // `attach` comes by
    const { x: left, y: top, width, height } = this.#bounds
    if (host.headless) {
      // A headless window has the room of a browser's frame in it: this gives the page all of it.
      const size = this.#state === 'maximized' || this.#state === 'fullscreen' ? screen.getPrimaryDisplay().size : { width, height }
      this.webContents.page.fire('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 0, mobile: false })
      return
    }
    const bounds = this.#state === 'normal' ? (this.#visible ? { left, top, width, height } : { left: -9000, top: -9000, width, height }) : { windowState: this.#state }
    mayFail(this.#windowId.then((windowId) => host.chromium.send('Browser.setWindowBounds', { windowId, bounds })))
  }
}
