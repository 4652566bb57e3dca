import { EventEmitter } from 'node:events'
import { openWindows } from './registry.ts'

type Source = Electron.NativeTheme['themeSource']

class NativeTheme extends EventEmitter implements Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> {
  #source: Source = 'system'
  #systemDark = false

  get themeSource(): Source { return this.#source }
  set themeSource(source: Source) {
    this.#source = source
    for (const window of openWindows()) window.webContents.applyTheme()
    this.emit('updated')
  }
  get shouldUseDarkColors(): boolean { return this.#source === 'system' ? this.#systemDark : this.#source === 'dark' }

  /** A page tells what the system prefers: only pages know. */
  seen(dark: boolean): void {
    if (this.#source !== 'system' || dark === this.#systemDark) return
    this.#systemDark = dark
    this.emit('updated')
  }
}

export const nativeTheme = new NativeTheme()
