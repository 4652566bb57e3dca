import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from '../contract/result.ts'
import { pagePolicy, pages, type PageName } from './loopback-pages.ts'

/** Where the answer of the sign-in arrives. `localhost`, since registered addresses are compared letter by letter. */
export function redirectAddressOf(port: number): string {
  return `http://localhost:${String(port)}/joom/callback`
}

/**
 * What to show for a callback. `onward` leads to the page by a redirect, so that the code does not stay in the address
 * bar; otherwise the page is the answer itself and the address stays, to be copied.
 */
export interface CallbackAnswer {
  readonly page: PageName
  readonly onward: boolean
}

/** Decides on the parameters of a callback. `isPage`: whether the browser went there itself, rather than a page of its asking for it behind the scenes; as far as the browser tells. */
export type Callback = (parameters: URLSearchParams, isPage: boolean) => CallbackAnswer

/** The port at which the browser comes back from Joom. */
export interface Loopback {
  /** Ends once the browser has seen the last page, or after a few seconds. */
  closeSoon(): void
  /** Ends now; after `closeSoon` the browser is given a second to ask for the last page. */
  close(): Promise<void>
}

const afterlife = 10_000
const grace = 1000
const lastPages = { done: '/joom/done', refused: '/joom/refused' } as const

/**
 * Listens for the browser's redirect, on this computer only: 127.0.0.1, and ::1 where there is one. Takes only GET, only
 * the two paths, and only with this computer's own name in the Host header, so that no web page can reach it by a name of its own.
 * @throws Trouble `signin_port_in_use` where another program holds the port on either address
 */
export async function openLoopback(port: number, callback: Callback): Promise<Loopback> {
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${String(port)}`))
  const servers: Server[] = []
  let closed: Promise<void> | null = null
  let closing = false
  const seen = Promise.withResolvers<undefined>()
  const end = (): Promise<void> => closed ??= Promise.all(servers.map((server) => new Promise<void>((resolve) => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  }))).then(() => undefined)

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = URL.parse(request.url ?? '', 'http://localhost')
    const path = url?.pathname
    if (!hosts.has(request.headers.host?.toLowerCase() ?? '') || url === null) send(response, 421, 'nothingHere')
    else if (path !== '/joom/callback' && path !== lastPages.done && path !== lastPages.refused) send(response, 404, 'nothingHere')
    else if (request.method !== 'GET') send(response, 405, 'nothingHere', { allow: 'GET' })
    else if (path === '/joom/callback') {
      const { page, onward } = callback(new URLSearchParams(url.search.replace(/^\?+/, '')), isPage(request))
      if (onward) send(response, 302, page, { location: page === 'done' ? lastPages.done : lastPages.refused })
      else send(response, 400, page)
    } else {
      if (closing) response.once('close', () => { seen.resolve(undefined) })
      send(response, 200, path === lastPages.done ? 'done' : 'refused')
    }
  }

  for (const address of ['127.0.0.1', '::1']) {
    const server = createServer(answer)
    try {
      await listen(server, port, address)
      servers.push(server)
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      // A computer without IPv6 has no ::1, and then no browser goes there.
      if (address === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(reason)) continue
      await end()
      throw new Trouble({ code: 'signin_port_in_use', params: { port }, detail: reason })
    }
  }
  return {
    async close() {
      if (closing && closed === null) await Promise.race([seen.promise, sleep(grace)])
      await end()
    },
    closeSoon() {
      closing = true
      void Promise.race([seen.promise, sleep(afterlife, undefined, { ref: false })]).then(end)
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function send(response: ServerResponse, status: number, page: PageName, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', connection: 'close', ...headers
  }).end(pages[page])
}

function isPage({ headers }: IncomingMessage): boolean {
  return (headers['sec-fetch-mode'] ?? 'navigate') === 'navigate' && (headers['sec-fetch-dest'] ?? 'document') === 'document'
}
