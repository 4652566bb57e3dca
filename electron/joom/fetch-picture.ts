import { isHere } from '../domain/connection.ts'
import { exchange } from './exchange.ts'
import type { FindProxy } from './ways-out.ts'

export interface FetchedPicture {
  readonly type: string
  readonly bytes: Uint8Array
}

const most = 10 * 1024 * 1024
const hops = 4
const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Fetches a product's picture. Nothing of a sign-in goes along. Over https only, also where the address says http: on the way
 * nobody reads along or puts another picture in its place. A server of this computer may be asked in the clear, as the rehearsal's
 * is. Redirects are followed a few times, never from https to http. The type is read from the bytes, whatever the server calls them.
 * @returns `null` where there is no PNG, JPEG, GIF, WebP or AVIF of at most 10 MB to be had; never throws
 */
export async function fetchPicture(address: string, userAgent: string, findProxy?: FindProxy): Promise<FetchedPicture | null> {
  let url = URL.canParse(address) ? secured(new URL(address)) : null
  for (let hop = 0; hop < hops && url !== null; hop++) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
    const answer = await exchange({
      method: 'GET', url, headers: { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif', 'user-agent': userAgent }, reuse: false,
      timeouts: { connect: 10_000, response: 20_000, total: 60_000 }, maxBytes: most, findProxy
    })
    if (answer.kind !== 'answer' || !answer.whole) return null
    if (!redirects.has(answer.status)) {
      const type = answer.status === 200 ? pictureType(answer.body) : null
      return type === null ? null : { type, bytes: answer.body }
    }
    url = onward(url, answer.headers['location'])
  }
  return null
}

function onward(from: URL, location: string | undefined): URL | null {
  if (location === undefined || !URL.canParse(location, from)) return null
  const to = new URL(location, from)
  return from.protocol === 'https:' && to.protocol !== 'https:' ? null : secured(to)
}

/** The same over https, but for a server of this computer. */
function secured(url: URL): URL {
  const safe = new URL(url)
  if (safe.protocol === 'http:' && !isHere(url.href)) safe.protocol = 'https:'
  return safe
}

/** The kind of picture that the first bytes announce. */
export function pictureType(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif'
  if (start.startsWith('RIFF') && start.slice(8) === 'WEBP') return 'image/webp'
  return /^....ftypavi[fs]$/s.test(start) ? 'image/avif' : null
}
