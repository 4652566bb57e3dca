import { app } from './app.ts'
import { NotCovered } from './host.ts'
import type { Protocol } from './protocol-types.ts'

type Handler = (request: Request) => Response | Promise<Response>
/** An answer as the debugging protocol takes it. */
export interface Answer {
  readonly responseCode: number
  readonly responseHeaders: { name: string; value: string }[]
  readonly body: string
}

const suffix = '.electron-host.invalid'
const privileged = new Set<string>()
const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      // Over https, which stands in for it, every page is both: an app that forgot to ask would pass here and fail in Electron.
      if (!privileges?.standard || !privileges.secure) throw new NotCovered(`The scheme '${scheme}' that is not both standard and secure`)
      privileged.add(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol.handle should be called after app is ready')
    if (!privileged.has(scheme)) throw new NotCovered(`protocol.handle for '${scheme}', which was not registered as privileged,`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void { handlers.delete(scheme) },
  isProtocolHandled: (scheme: string) => handlers.has(scheme)
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>

/**
 * A scheme of the app's own cannot be taught to a running Chromium: `app://bundle/x` travels as
 * `https://bundle.app.electron-host.invalid/x`, a name that no network knows and only this process answers.
 */
export const addresses = {
  pattern: `https://*${suffix}/*`,

  /** As Chromium knows it. */
  inner(url: string): string {
    const parts = /^([a-z][\w+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url)
    const [, scheme = '', name = '', rest = ''] = parts ?? []
    return privileged.has(scheme) ? `https://${name || 'host'}.${scheme}${suffix}${rest || '/'}` : url
  },

  /** As the app knows it. */
  outer(url: string): string {
    const parts = /^https:\/\/([^/?#]+)\.([^./?#]+)\.electron-host\.invalid(.*)$/s.exec(url)
    const [, name = '', scheme = '', rest = ''] = parts ?? []
    return privileged.has(scheme) ? `${scheme}://${name}${rest}` : url
  },

  /** As Electron reports it: a standard scheme of the app's own has an origin, which the URL class does not know. */
  origin(url: string): string {
    const own = /^([a-z][\w+.-]*):\/\/[^/?#]*/is.exec(url)
    if (own && privileged.has(String(own[1]))) return own[0]
    return URL.canParse(url) ? new URL(url).origin : 'null'
  }
}

/** In a content policy the app's schemes are named as Chromium knows them. */
function policy(value: string): string {
  let out = value
  for (const scheme of privileged) {
    out = out.replace(new RegExp(`(^|[\\s;])${scheme}:(?://([^\\s;/]+))?`, 'g'), (_all, before: string, name?: string) => `${before}https://${name ?? '*'}.${scheme}${suffix}`)
  }
  return out
}

/**
 * Asks the app's handler. What it throws is a failed request, as in Electron.
 * @returns undefined where no handler is responsible; 'failed' where it says so
 */
export async function ask(url: string, request: Protocol.Network.Request): Promise<Answer | 'failed' | undefined> {
  const handler = handlers.get(url.slice(0, url.indexOf(':')))
  if (!handler) return undefined
  const sent = request.postDataEntries?.map((entry) => Buffer.from(entry.bytes ?? '', 'base64')) ?? []
  const body = sent.length > 0 ? Buffer.concat(sent) : request.postData
  let response: Response
  try {
    response = await handler(new Request(url, { method: request.method, headers: request.headers, ...(body === undefined ? {} : { body }) }))
  } catch (error) {
    console.error(error)
    return 'failed'
  }
  if (response.type === 'error') return 'failed'
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value: name.startsWith('content-security-policy') ? policy(value) : name === 'location' ? addresses.inner(value) : value }))
  return { responseCode: response.status, responseHeaders, body: Buffer.from(await response.arrayBuffer()).toString('base64') }
}
