import { net } from './net.ts'
import { protocol } from './protocol.ts'
import { openWindows } from './registry.ts'
import { resolveProxy } from './resolve-proxy.ts'

type Listener = (details: Electron.OnBeforeRequestListenerDetails, callback: (response: Electron.CallbackResponse) => void) => void
let before: { readonly listener: Listener; readonly matches: (url: string) => boolean } | undefined

/** `*://*.example.org/*`, `<all_urls>` and the like. */
function matcher(filter: Electron.WebRequestFilter | undefined): (url: string) => boolean {
  if (!filter || filter.urls.length === 0 || filter.urls.includes('<all_urls>')) return () => true
  const patterns = filter.urls.map((pattern) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's'))
  return (url) => patterns.some((pattern) => pattern.test(url))
}

const webRequest = {
  onBeforeRequest: (...args: [Listener | null] | [Electron.WebRequestFilter, Listener | null]): void => {
    const listener = args.at(-1) as Listener | null // the last one, in both forms
    before = listener ? { listener, matches: matcher(args.length === 2 ? args[0] : undefined) } : undefined
    for (const window of openWindows()) window.webContents.watchRequests()
  }
} satisfies Pick<Electron.WebRequest, 'onBeforeRequest'>

const defaultSession = {
  protocol,
  webRequest,
  fetch: (input: string | Request, init?: RequestInit) => net.fetch(input, init),
  resolveProxy: (url: string) => Promise.resolve(resolveProxy(url, process.env)),
  // Every permission is set to 'denied' when Chromium starts; the app's own rule is not asked.
  setPermissionRequestHandler: (() => undefined) as Electron.Session['setPermissionRequestHandler'], // so that an app's call type-checks
  setPermissionCheckHandler: (() => undefined) as Electron.Session['setPermissionCheckHandler'], // as above
  setDevicePermissionHandler: (() => undefined) as Electron.Session['setDevicePermissionHandler'] // as above
}

export const session = { defaultSession }

/** Whether the app wants to hear of every request. */
export const watched = (): boolean => before !== undefined

/** Asks the app's `onBeforeRequest` listener; goes on where there is none. */
export function mayRequest(url: string, method: string, kind: string): Promise<Electron.CallbackResponse> {
  const rule = before
  if (!rule?.matches(url)) return Promise.resolve({})
  return new Promise((resolve) => {
    const details = { url, method, resourceType: kind === 'Document' ? 'mainFrame' : kind.toLowerCase() }
    rule.listener(details as Electron.OnBeforeRequestListenerDetails, resolve) // what a rule about addresses reads
  })
}
