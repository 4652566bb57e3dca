import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { SocksProxyAgent } from 'socks-proxy-agent'

/**
 * How the system reaches an address, in the words of a PAC script, such as `PROXY a:8080; SOCKS5 b:1080; DIRECT`.
 * Asked before each request, so that a change of the settings holds from the next one on; given the origin only.
 */
export type FindProxy = (origin: string) => Promise<string>

/** The address of a proxy; `null`: straight to the server. */
export type WayOut = string | null

/** What a request travels with: connections that are kept for the next one, and one of its own. */
export interface Agents {
  readonly shared: { readonly http: HttpAgent; readonly https: HttpsAgent }
  readonly fresh: { readonly http: HttpAgent; readonly https: HttpsAgent }
}

const kinds: Readonly<Record<string, { readonly scheme: string; readonly port: number }>> = {
  proxy: { scheme: 'http', port: 80 }, http: { scheme: 'http', port: 80 }, https: { scheme: 'https', port: 443 },
  socks: { scheme: 'socks4a', port: 1080 }, socks4: { scheme: 'socks4a', port: 1080 }, socks5: { scheme: 'socks5h', port: 1080 }
}
/** How long the system may think about it; then the request goes straight out. */
const patience = 10_000

/** The steps of such an answer in their order, each once. What is not understood is passed over; where nothing is left, the way is straight. */
export function waysIn(answer: string): readonly WayOut[] {
  const ways = answer.split(';').flatMap((step): WayOut[] => {
    const [word = '', address = ''] = step.trim().split(/\s+/, 2)
    if (/^direct$/i.test(word)) return [null]
    const kind = kinds[word.toLowerCase()]
    const host = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i.exec(address)
    if (kind === undefined || host?.[1] === undefined) return []
    const way = `${kind.scheme}://${host[1]}:${host[2] ?? String(kind.port)}`
    return URL.canParse(way) ? [way] : []
  })
  return ways.length === 0 ? [null] : [...new Set(ways)]
}

/** The ways out for an address. This computer itself is never reached through a proxy. */
export async function waysTo(url: URL, findProxy: FindProxy | undefined): Promise<readonly WayOut[]> {
  if (findProxy === undefined || isThisComputer(url.hostname)) return [null]
  return waysIn(await Promise.race([findProxy(url.origin), sleep(patience, 'DIRECT', { ref: false })]).catch(() => 'DIRECT'))
}

function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

const known = new Map<WayOut, Agents>()
/** Settings change; their old connections need not be kept for ever. */
const mostKnown = 8
const keeps = { keepAlive: true, timeout: 30_000 }

/** What makes the connections of a way out, and holds them open between requests: of the last eight ways, those of earlier ones are closed. */
export function agentsOf(way: WayOut): Agents {
  const found = known.get(way)
  if (found) return found
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) {
    const gone = known.get(oldest)
    known.delete(oldest)
    gone?.shared.http.destroy()
    gone?.shared.https.destroy()
  }
  const agents = make(way)
  known.set(way, agents)
  return agents
}

function make(way: WayOut): Agents {
  if (way?.startsWith('socks') === true) {
    // One agent does both; it never gets a request that must go out on a connection of its own.
    const both = (keepAlive: boolean) => {
      const agent = new SocksProxyAgent(way, keepAlive ? keeps : { keepAlive })
      return { http: agent, https: agent as unknown as HttpsAgent } // it makes TLS connections where the request asks for one
    }
    return { shared: both(true), fresh: both(false) }
  }
  const proxy = way === null ? {} : { proxyEnv: { HTTP_PROXY: way, HTTPS_PROXY: way } }
  return {
    shared: { http: new HttpAgent({ ...keeps, ...proxy }), https: new HttpsAgent({ ...keeps, ...proxy }) },
    fresh: { http: new HttpAgent({ keepAlive: false, ...proxy }), https: new HttpsAgent({ keepAlive: false, ...proxy }) }
  }
}
