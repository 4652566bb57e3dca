import { isJson, quirkyEntities, type Json } from './quirky-entities.ts'
import type { Quirk } from './quirks.ts'

export interface Plain {
  readonly status: number
  readonly body: Json
  /** Such as `order/multi-get`. */
  readonly path: string
  readonly isChange: boolean
  /** Whether the page is shorter than `limit` although there is more. */
  readonly cut: boolean
}

const codesOfMissing: Readonly<Record<string, number>> = { order: 2021, product: 2018 }

/** An answer as the quirks show it. What it says stays true. @param unreadable the id of the order that cannot be understood */
export function quirkyAnswer({ status, body, path, isChange, cut }: Plain, shows: ReadonlySet<Quirk>, unreadable: string | null): { readonly status: number; readonly body: Json } {
  if (shows.size === 0) return { status, body }
  const missing = shows.has('not_found_1004') && body['code'] === 4001 && status === 404
  const isList = Array.isArray(body['data'])
  const data = missing ? (codesOfMissing[path.split('/')[0] ?? ''] ?? {}) : quirkyData(body, path, isChange, shows, unreadable)
  const code = missing ? 1004 : body['code']
  const paging = quirkyPaging(isJson(body['paging']) ? body['paging'] : {}, isList, cut, shows)
  const renamed = Object.entries(body).filter(([key]) => key !== 'paging').map(([key, value]) => [key === 'message' && shows.has('msg') ? 'msg' : key, value] as const)
  return {
    status: missing ? 400 : status === 200 && isChange && shows.has('created') ? 201 : status,
    body: {
      ...Object.fromEntries(renamed), code: shows.has('text_codes') ? String(code) : code, data: shows.has('text_data') && typeof data === 'number' ? String(data) : data,
      ...(Object.keys(paging).length > 0 && { paging })
    }
  }
}

function quirkyData(body: Json, path: string, isChange: boolean, shows: ReadonlySet<Quirk>, unreadable: string | null): unknown {
  const { data } = body as { readonly data: unknown }
  if (body['code'] !== 0) return data
  if (shows.has('null_data') && Array.isArray(data) && data.length === 0) return null
  if (path === 'auth_test') return shows.has('welcome') ? 'Welcome!' : data
  if (isJson(data) && 'access_token' in data) return shows.has('sparse_tokens') ? { ...data, expires_in: path.endsWith('refresh_token') ? null : String(data['expires_in']), expiry_time: null, merchant_user_id: null } : data
  const isDone = isChange && isJson(data) && (Object.keys(data).length === 0 || 'success' in data)
  if (!isDone) return quirkyEntities(data, shows, unreadable)
  if (shows.has('empty_done')) return 'success' in data ? {} : null
  return 'success' in data && shows.has('real_booleans') ? { success: true } : data
}

function quirkyPaging(paging: Json, isList: boolean, cut: boolean, shows: ReadonlySet<Quirk>): Json {
  if (!isList || (shows.has('no_paging') && !cut)) return {}
  const broken = (address: unknown): unknown => (typeof address === 'string' && shows.has('broken_addresses') ? address.replace(/\?+/, '??').replace('&access_token', '&am;paccess_token') : address)
  const ended = shows.has('empty_next') && !('next' in paging) ? { next: 'previous' in paging ? '-' : '' } : {}
  return { ...ended, ...Object.fromEntries(Object.entries(paging).map(([key, address]) => [key === 'previous' && shows.has('prev') ? 'prev' : key, broken(address)])) }
}
