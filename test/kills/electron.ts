// The module 'electron' of a Packbench without a window: the stand-in's, but for the window, which needs a browser.
import { EventEmitter } from 'node:events'

// Packages that load Electron the older way take the whole.
export { default } from '../../electron-host/electron.ts'
export * from '../../electron-host/electron.ts'

class NoPage extends EventEmitter {
  isDestroyed(): boolean { return false }
  send(): void { /* nobody looks */ }
  setWindowOpenHandler(): void { /* nothing opens */ }
}

/** A window that shows nothing and says nothing; what it is told is lost. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new NoPage()
  isDestroyed(): boolean { return false }
  isMinimized(): boolean { return false }
  show(): void { /* nobody looks */ }
  focus(): void { /* nobody looks */ }
  loadURL(): Promise<void> { return Promise.resolve() }
}
