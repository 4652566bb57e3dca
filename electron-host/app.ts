import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { host } from './host.ts'
import { preventable } from './preventable.ts'
import { openWindows } from './registry.ts'
import { InstanceLock } from './single-instance.ts'

type Shape = Pick<
  Electron.App,
  | 'getName' | 'setName' | 'getVersion' | 'getPath' | 'setPath' | 'getAppPath' | 'getLocale' | 'getSystemLocale' | 'getPreferredSystemLanguages' | 'isReady' | 'whenReady' | 'isPackaged' | 'quit' | 'exit' | 'relaunch' | 'focus'
  | 'requestSingleInstanceLock' | 'releaseSingleInstanceLock' | 'hasSingleInstanceLock' | 'setAppUserModelId' | 'disableHardwareAcceleration' | 'enableSandbox' | 'setAboutPanelOptions' | 'commandLine'
>

interface PackageJson {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
}

class CommandLine implements Electron.CommandLine {
  appendSwitch(name: string, value = ''): void { host.switches.set(name, value) }
  appendArgument(value: string): void { host.switches.set(value.replace(/^--/, ''), '') }
  removeSwitch(name: string): void { host.switches.delete(name) }
  hasSwitch(name: string): boolean { return host.switches.has(name) }
  getSwitchValue(name: string): string { return host.switches.get(name) ?? '' }
}

class App extends EventEmitter implements Shape {
  readonly isPackaged = false
  readonly commandLine = new CommandLine()
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<undefined>()
  #name = 'Electron'
  #version = '0.0.0'
  #folder = process.cwd()
  #isReady = false
  #quitting = false
  #exiting = false
  #lock: InstanceLock | undefined

  getName(): string { return this.#name }
  setName(name: string): void { this.#name = name }
  getVersion(): string { return this.#version }
  getAppPath(): string { return this.#folder }
  isReady(): boolean { return this.#isReady }
  async whenReady(): Promise<void> { await this.#ready.promise }
  focus(): void { openWindows()[0]?.focus() }

  getPreferredSystemLanguages(): string[] {
    const env = process.env
    const wanted = [...(env['LANGUAGE'] ?? '').split(':'), env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].map((name) => name?.replace(/[.@].*/, '').replace('_', '-') ?? '')
    const real = [...new Set(wanted.filter((name) => name !== '' && name !== 'C' && name !== 'POSIX'))]
    return real.length > 0 ? real : ['en-US']
  }
  getSystemLocale(): string { return this.getPreferredSystemLanguages()[0] ?? 'en-US' }
  getLocale(): string { return host.switches.get('lang') || this.getSystemLocale() }

  setPath(name: string, path: string): void { this.#paths.set(name, resolve(path)) }
  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const set = this.#paths.get(name)
    if (set !== undefined) return set
    const home = homedir()
    switch (name) {
      case 'home': return home
      case 'appData':
        if (process.platform === 'win32') return process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming')
        if (process.platform === 'darwin') return join(home, 'Library', 'Application Support')
        return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config')
      case 'userData': {
        const folder = resolve(host.switches.get('user-data-dir') || join(this.getPath('appData'), this.#name))
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        return folder
      }
      case 'sessionData': return this.getPath('userData')
      case 'logs': return join(this.getPath('userData'), 'logs')
      case 'crashDumps': return join(this.getPath('userData'), 'Crashpad')
      case 'temp': return tmpdir()
      case 'exe':
      case 'module': return process.execPath
      default: return join(home, name.charAt(0).toUpperCase() + name.slice(1)) // Desktop, Documents, Downloads, …
    }
  }

  // What these ask for is either always so here (pages are isolated) or has no counterpart in a browser's window.
  enableSandbox(): void { if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready') }
  setAppUserModelId(): void { /* Windows' taskbar shows the browser's */ }
  setAboutPanelOptions(): void { /* no About panel */ }
  disableHardwareAcceleration(): void { host.switches.set('disable-gpu', '') }

  /** Asks every window to close; ends the process where none refuses. */
  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    const event = preventable()
    this.emit('before-quit', event)
    if (event.defaultPrevented) {
      this.#quitting = false
      return
    }
    for (const window of openWindows()) window.close()
    if (openWindows().length === 0) this.#leave()
  }
  exit(code = 0): void {
    if (this.#exiting) return
    this.#exiting = this.#quitting = true
    this.emit('quit', {}, code)
    this.releaseSingleInstanceLock()
    void (host.running?.stop() ?? Promise.resolve()).finally(() => process.exit(code))
  }
  relaunch(options: Electron.RelaunchOptions = {}): void {
    const args = options.args ? [...options.args] : [...host.args]
    this.once('quit', () => { spawn(process.execPath, [host.entry, ...args], { detached: true, stdio: 'ignore' }).unref() })
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    if (this.#lock) return true
    const folder = join(this.getPath('userData'), 'electron-host', 'instances')
    this.#lock = InstanceLock.take(folder, { argv: process.argv, cwd: process.cwd(), additionalData }, (start) => { this.emit('second-instance', {}, start.argv, start.cwd, start.additionalData) })
    return this.#lock !== undefined
  }
  hasSingleInstanceLock(): boolean { return this.#lock !== undefined }
  releaseSingleInstanceLock(): void {
    this.#lock?.release()
    this.#lock = undefined
  }

  // ---- for the rest of the stand-in
  load(folder: string, about: PackageJson): void {
    this.#folder = folder
    this.#name = about.productName ?? about.name ?? this.#name
    this.#version = about.version ?? this.#version
  }
  started(): void {
    this.emit('will-finish-launching')
    this.#isReady = true
    this.emit('ready', {}, {})
    this.#ready.resolve(undefined)
  }
  /** A window refused to close. */
  quitCancelled(): void { this.#quitting = false }
  windowGone(): void {
    if (openWindows().length > 0 || this.#quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
  #leave(): void {
    const event = preventable()
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#quitting = false
    else this.exit(0)
  }
}

export const app = new App()
