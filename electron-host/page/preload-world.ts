import type { World } from './bridge.ts'
import type { Codec } from './codec.ts'

/** What the host calls in the preload's world, and the one way back. */
export interface PreloadGlobals {
  /** A binding of the debugging protocol: text goes to the host. */
  readonly __toMain: (text: string) => void
  __fromMain: (head: Head, body: string) => void
  __preload: (file: string, run: (...args: unknown[]) => void) => void
  __accelerators: (list: readonly string[]) => void
  __guard: (on: boolean) => void
}
/** An answer to the invoke with this id, or a message on a channel. */
export type Head = { readonly id: number; readonly ok: boolean } | { readonly channel: string }
/** What the page tells the host unasked; `channel` and the arguments mean what the kind says. */
export type PageKind = 'invoke' | 'send' | 'state' | 'focus' | 'blur' | 'accelerator' | 'context-menu' | 'preload-error'
export interface PageState {
  readonly bounds: Electron.Rectangle
  readonly screen: { readonly width: number; readonly height: number }
  readonly dark: boolean
}

/**
 * The preload's world: ipcRenderer, contextBridge and the narrow `require` of a sandboxed preload, and the reports that the
 * host needs of the window. Injected as text: it may use nothing from outside itself.
 */
export function preloadWorld(world: World, wire: Codec, env: Readonly<Record<string, unknown>>): void {
  type Listener = (event: object, ...args: unknown[]) => void
  const globals = globalThis as unknown as PreloadGlobals // the host adds __toMain before this runs; the rest is set below
  const listeners = new Map<string, { readonly f: Listener; readonly once: boolean }[]>()
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let calls = 0
  const post = (kind: PageKind, channel: string, args: readonly unknown[], id = 0): void => {
    globals.__toMain(`${JSON.stringify([kind, channel, id])}\n${wire.encode(args)}`)
  }

  const add = (channel: string, f: Listener, once: boolean): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { f, once }])
    return ipcRenderer
  }
  const off = (channel: string, f: Listener): object => {
    listeners.set(channel, (listeners.get(channel) ?? []).filter((listener) => listener.f !== f))
    return ipcRenderer
  }
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => { post('send', channel, args) },
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        post('invoke', channel, args, id)
        pending.set(id, { resolve, reject })
      }),
    on: (channel: string, f: Listener) => add(channel, f, false),
    addListener: (channel: string, f: Listener) => add(channel, f, false),
    once: (channel: string, f: Listener) => add(channel, f, true),
    off,
    removeListener: off,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0
  }

  globals.__fromMain = (head, body) => {
    const value = wire.decode(body)
    if ('id' in head) {
      const call = pending.get(head.id)
      pending.delete(head.id)
      if (head.ok) call?.resolve(value)
      else call?.reject(new Error(String(value)))
      return
    }
    for (const { f, once } of listeners.get(head.channel) ?? []) {
      if (once) off(head.channel, f)
      try {
        f({ sender: ipcRenderer, ports: [], defaultPrevented: false, preventDefault: () => undefined }, ...(value as unknown[])) // a message's body is its arguments
      } catch (error) {
        reportError(error)
      }
    }
  }

  const electron: Record<string, unknown> = { ipcRenderer, contextBridge: { exposeInMainWorld: (key: string, api: unknown) => { world.expose(key, api) } } }
  const modules: Record<string, unknown> = {
    electron: new Proxy(electron, {
      get: (covered, name) => {
        if (typeof name === 'symbol' || name in covered || name === '__esModule' || name === 'default') return covered[String(name)]
        throw new Error(`electron.${name} is not covered by the stand-in's preload (see docs/electron-host.md)`)
      }
    }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams }
  }
  globals.__preload = (file, run) => {
    const require = (name: string): unknown => {
      const found = modules[name.replace(/^node:/, '').replace(/^electron\/.*/, 'electron')]
      if (found === undefined) throw new Error(`module not found: ${name}`)
      return found
    }
    const module = { exports: {} }
    try {
      run(require, module, module.exports, env, file, file.replace(/[\\/][^\\/]*$/, ''))
    } catch (error) {
      console.error(`Unable to load preload script: ${file}`, error)
      post('preload-error', file, [error instanceof Error ? error.message : String(error)])
    }
  }

  const dark = matchMedia('(prefers-color-scheme: dark)')
  const state = (): void => {
    const now: PageState = { bounds: { x: screenX, y: screenY, width: outerWidth, height: outerHeight }, screen: { width: screen.availWidth, height: screen.availHeight }, dark: dark.matches }
    post('state', '', [now])
  }
  addEventListener('resize', state)
  addEventListener('load', state)
  dark.addEventListener('change', state)
  addEventListener('focus', () => { post('focus', '', []) })
  addEventListener('blur', () => { post('blur', '', []) })

  addEventListener('contextmenu', (event) => {
    const target = event.target as HTMLElement // of this document
    const isEditable = target.isContentEditable || /^(input|textarea)$/i.test(target.tagName)
    if (event.defaultPrevented) return
    if (!isEditable) event.preventDefault() // Electron shows no menu of its own; Chromium's is of use where one types
    post('context-menu', '', [{ x: event.clientX, y: event.clientY, selectionText: String(getSelection() ?? ''), isEditable, linkURL: target.closest('a')?.href ?? '' }])
  })

  let accelerators: readonly string[] = []
  globals.__accelerators = (list) => { accelerators = list }
  addEventListener('keydown', (event) => {
    const pressed = [event.ctrlKey && 'ctrl', event.altKey && 'alt', event.shiftKey && 'shift', event.metaKey && 'meta', event.key.toLowerCase()].filter(Boolean).join('+')
    if (!accelerators.includes(pressed)) return
    event.preventDefault()
    post('accelerator', pressed, [])
  }, true)

  let guarded = false
  globals.__guard = (on) => { guarded = on }
  // Stops the closing of the window for as long as the host asks the app's 'close' listeners.
  addEventListener('beforeunload', (event) => { if (guarded) event.preventDefault() })
}
