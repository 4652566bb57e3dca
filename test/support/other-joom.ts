import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

/** An order as it truly is. */
export interface OtherOrder { readonly id: string; state: string; readonly placed: number; updated: number; tracking: string | null; provider: string | null; readonly zip: string; readonly n: number }

/** What this server does its own way where the reference says nothing, two things, or something that others read otherwise. */
export interface Habits {
  readonly orders: number
  readonly wrapped: 'Order' | 'order' | 'ORDER' | 'bare'
  readonly detail: 'ShippingDetail' | 'shipping_detail'
  readonly numbers: 'text' | 'real'
  readonly yes: unknown
  readonly code: 0 | '0' | '0.0'
  readonly message: 'message' | 'msg' | 'none'
  readonly date: (at: number) => unknown
  readonly id: (n: number) => string
  /** Ids that are digits alone go out as JSON numbers. */
  readonly numericIds: boolean
  readonly paging: 'full' | 'relative' | 'doubled' | 'http' | 'empty' | 'absent' | 'null' | 'list' | 'word' | 'always' | 'prev' | 'cursor'
  readonly cap: number
  readonly usual: number
  readonly beyond: 'empty' | 'null' | 'missing' | 'object' | '400' | '404' | '416' | '500'
  /** One entity alone is not put into a list. */
  readonly aloneBare: boolean
  readonly since: 'from' | 'after' | 'day' | 'ignored'
  readonly order: 'oldest' | 'newest' | 'updated'
  /** `start` goes down to a whole page: of as many as were asked for, or of as many as it serves. */
  readonly rounds: 'no' | 'asked' | 'served'
  /** Which orders a list holds is decided after its page was taken out of all: pages are short or empty, and others follow. */
  readonly picksLate: boolean
  /** What an order does to the page that it stands in. */
  readonly spoils: (n: number) => 'no' | 'status' | 'json' | 'nan'
  readonly review: boolean
  readonly body: 'plain' | 'gzip' | 'br' | 'deflate' | 'bom' | 'blanks' | 'pieces' | 'commas' | 'guarded'
  readonly type: string
  readonly close: boolean
  readonly headers: (left: number) => Readonly<Record<string, string>>
  readonly clock: () => number
  readonly noDate: boolean
  /** How a token that is not accepted is answered. */
  readonly expired: { readonly status: number; readonly code: unknown; readonly html?: boolean }
  readonly tokens: (access: string, refresh: string, renewed: boolean, now: number) => unknown
  /** Refresh tokens work once. */
  readonly rotating: boolean
  /** A renewal hands out the access token that there is. */
  readonly renewsSame: boolean
  /** How often a request is answered with 429: every so many. */
  readonly throttles: number | null
  readonly throttleHeaders: Readonly<Record<string, string>>
  /** Called before a request is answered, with how many lists were asked for; `false` where it has been dealt with. */
  readonly before: (path: string, count: number, response: ServerResponse, other: OtherJoom) => boolean | Promise<boolean>
}

/** A running server, and what it was asked. */
export interface OtherJoom {
  readonly address: string
  readonly orders: Map<string, OtherOrder>
  readonly asked: { readonly path: string; readonly query: Readonly<Record<string, string>>; readonly token: string }[]
  readonly access: Set<string>
  readonly refresh: Set<string>
  renewals: number
  /** The code that it hands out tokens for. */
  readonly code: string
}

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)

const usualHabits: Habits = {
  orders: 1730, wrapped: 'Order', detail: 'ShippingDetail', numbers: 'text', yes: 'True', code: 0, message: 'message', date: second,
  id: (n) => (0x123456789009876543210000n + BigInt(n)).toString(16), numericIds: false,
  paging: 'full', cap: 500, usual: 50, beyond: 'empty', aloneBare: false, since: 'from', order: 'oldest', rounds: 'no', picksLate: false, spoils: () => 'no', review: false, body: 'plain', type: 'application/json', close: false,
  headers: () => ({}), clock: Date.now, noDate: false, expired: { status: 401, code: 1015 },
  tokens: (access, refresh, _renewed, now) => ({ code: 0, message: '', data: { access_token: access, refresh_token: refresh, expires_in: 2_592_000, expiry_time: Math.floor(now / 1000) + 2_592_000, merchant_user_id: '5ae1' } }),
  rotating: true, renewsSame: false, throttles: null, throttleHeaders: {}, before: () => true
}

/**
 * A Joom of somebody else's: written from the reference alone, with one habit of each kind at a time, or any of them together.
 * Reading its orders, every call and the sign-in have to work whatever its habits are. It ends with the test.
 */
export async function startOtherJoom(own: Partial<Habits> = {}): Promise<OtherJoom> {
  const habits = { ...usualHabits, ...own }
  const now = habits.clock
  const orders = new Map<string, OtherOrder>()
  for (let n = 0; n < habits.orders; n++) {
    const state = n % 10 < 2 ? 'APPROVED' : n % 10 === 2 ? 'REQUIRE_REVIEW' : n % 10 === 3 ? 'REFUNDED' : 'SHIPPED'
    const placed = now() - (habits.orders - n) * 600_000
    const id = habits.id(n)
    orders.set(id.trim(), { id, state, placed, updated: placed + (n % 7) * 3_600_000 > now() ? placed : placed + (n % 7) * 60_000, tracking: state === 'SHIPPED' ? `RR${String(n).padStart(9, '0')}CN` : null, provider: state === 'SHIPPED' ? 'China Post' : null, zip: String(10_000 + n), n })
  }
  const access = new Set<string>()
  const refresh = new Set<string>()
  const asked: OtherJoom['asked'][number][] = []
  let served = 0
  let lists = 0
  let pairs = 0

  const num = (value: number): unknown => habits.numbers === 'text' ? String(value) : value
  // Digits that no number of JavaScript holds.
  const id = (text: string): unknown => habits.numericIds && /^\d+$/.test(text) ? `#raw${text}#` : text
  const entityOf = (order: OtherOrder): unknown => {
    const bare = {
      [habits.detail]: { city: 'New York City', country: 'us', name: `Guadalupe ${String(order.n)}`, phone_number: '5554191609', state: 'California', street_address1: '3317 w 51st Street', zipcode: habits.numbers === 'text' ? order.zip : Number(order.zip) },
      last_updated: habits.date(order.updated), order_time: habits.date(order.placed), order_id: id(order.id), order_total: num(17.6), product_id: '1113fad43deaf71536cb2c74', buyer_id: '1234fad43deaf71536cb2c74',
      quantity: num(2), price: num(8), cost: num(6.8), shipping: num(2.35), shipping_cost: num(2), product_name: 'Dandelion Necklace', product_image_url: 'http://cloudfront.example/4fea11fac43bf532f4001419-normal.jpg',
      sku: `Dandelion &lt;${String(order.n)}&gt; &amp; Co`, state: order.state, transaction_id: '11114026a99e980d4e500269', variant_id: '1111fad63deaf71536cb2c76', is_wish_express: habits.yes, tracking_confirmed: habits.yes,
      ...(order.state === 'APPROVED' && { days_to_fulfill: num(2), hours_to_fulfill: num(49) }),
      ...(order.tracking !== null && { shipped_date: second(order.updated).slice(0, 10), shipping_provider: order.provider, tracking_number: order.tracking, ship_note: '' })
    }
    return habits.wrapped === 'bare' ? bare : { [habits.wrapped]: bare }
  }
  const envelope = (data: unknown, more: object = {}): object => ({ code: habits.code, data, ...(habits.message !== 'none' && { [habits.message]: '' }), ...more })

  const send = async (response: ServerResponse, status: number, value: unknown, written = JSON.stringify(value)): Promise<void> => {
    const text = written.replace(/"#raw(\d+)#"/g, '$1')
    const left = 2000 - served
    const headers: Record<string, string> = { 'content-type': habits.type, 'request-id': `r-${String(served)}`, ...habits.headers(left), ...(habits.close && { connection: 'close' }) }
    response.sendDate = false
    if (!habits.noDate) headers['date'] = new Date(now()).toUTCString()
    const isNearly = habits.body === 'commas' || habits.body === 'guarded'
    const bytes = Buffer.from(isNearly && response.req.url?.includes('/oauth/') === true ? text : habits.body === 'bom' ? `\ufeff${text}` : habits.body === 'blanks' ? `\r\n \ufeff\t\u00a0${text}\n\n ` : habits.body === 'commas' ? text.replace(/([}\]])(?=[}\]])/g, '$1, ') : habits.body === 'guarded' ? `)]}',\n${text}` : text)
    switch (habits.body) {
      case 'gzip': response.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(bytes)); return
      case 'br': response.writeHead(status, { ...headers, 'content-encoding': 'br' }).end(brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })); return
      case 'deflate': response.writeHead(status, { ...headers, 'content-encoding': 'deflate' }).end(deflateSync(bytes)); return
      case 'pieces': {
        response.writeHead(status, headers)
        const step = Math.max(1, Math.ceil(bytes.length / 37))
        for (let at = 0; at < bytes.length; at += step) {
          response.write(bytes.subarray(at, at + step))
          await new Promise((resolve) => { setImmediate(resolve) })
        }
        response.end()
        return
      }
      default: response.writeHead(status, { ...headers, 'content-length': String(bytes.length) }).end(bytes)
    }
  }
  const no = (response: ServerResponse, status: number, code: unknown, message: string, data: unknown = {}): Promise<void> => send(response, status, { message, code, data })

  const list = async (path: string, query: URLSearchParams, response: ServerResponse): Promise<void> => {
    const limit = Math.min(habits.cap, Number(query.get('limit') ?? habits.usual))
    const asked = Number(query.get('start') ?? 0)
    const start = asked - (habits.rounds === 'no' ? 0 : asked % (habits.rounds === 'served' ? limit : Number(query.get('limit') ?? habits.usual)))
    const since = query.get('since')
    const from = since === null || habits.since === 'ignored' ? -Infinity : Date.parse(since.length === 10 || habits.since === 'day' ? `${since.slice(0, 10)}T00:00:00Z` : `${since}Z`)
    const isMeant = ({ state, updated }: OtherOrder): boolean => (path === 'order/multi-get' || state === 'APPROVED' || (habits.review && state === 'REQUIRE_REVIEW')) && (habits.since === 'after' ? updated > from : Math.floor(updated / 1000) * 1000 >= from)
    const all = [...orders.values()].filter((order) => habits.picksLate || isMeant(order)).toSorted((a, b) => habits.order === 'oldest' ? a.placed - b.placed : habits.order === 'newest' ? b.placed - a.placed : a.updated - b.updated)
    const page = all.slice(start, start + limit)
    const some = page.filter(isMeant)
    const more = start + page.length < all.length
    const at = (place: number): string => `https://api-merchant.joom.it/api/v2/${path}?start=${String(place)}&limit=${String(limit)}${since === null ? '' : `&since=${since}`}&access_token=${[...access][0] ?? ''}`
    const next = at(start + limit)
    const paging: Record<Habits['paging'], unknown> = {
      full: more ? { next, prev: at(Math.max(0, start - limit)) } : { prev: at(Math.max(0, start - limit)) },
      relative: more ? { next: next.replace('https://api-merchant.joom.it', ''), previous: '' } : {},
      doubled: more ? { next: next.replace('?', '??').replace('&access', '&am;paccess') } : undefined,
      http: more ? { next: next.replace('https:', 'http:') } : undefined,
      empty: { next: more ? next : '', prev: '' }, absent: undefined, null: more ? { next } : null, list: more ? { next } : [],
      word: { next: more ? next : 'None', previous: 'None' }, always: { next }, prev: { prev: at(0) }, cursor: more ? { next: next.replace(/start=\d+/, 'after=c3RhcnQ') } : {}
    }
    if (page.length === 0 && start > 0) {
      switch (habits.beyond) {
        case '400': return no(response, 400, 1000, 'api.bad_request: start is out of range', 2014)
        case '404': return no(response, 404, 4001, 'api.not_found')
        case '416': return no(response, 416, '1000', 'out of range')
        case '500': return no(response, 500, 1, 'IndexError')
        case 'null': return send(response, 200, envelope(null))
        case 'missing': return send(response, 200, { code: habits.code })
        case 'object': return send(response, 200, envelope({}))
        case 'empty':
      }
    }
    const entities = some.map(entityOf)
    const spoilt = some.map(({ n }) => habits.spoils(n)).find((how) => how !== 'no')
    if (spoilt === 'status') return no(response, 500, 1, 'KeyError')
    if (spoilt !== undefined) return send(response, 200, null, JSON.stringify(envelope(entities, { paging: paging[habits.paging] })).replace('"quantity":', spoilt === 'nan' ? '"odd":NaN,"quantity":' : '"odd":,"quantity":'))
    return send(response, 200, envelope(habits.aloneBare && entities.length === 1 ? entities[0] : entities, { paging: paging[habits.paging] }))
  }

  const change = async (path: string, query: URLSearchParams, response: ServerResponse): Promise<void> => {
    const order = orders.get(query.get('id') ?? '')
    if (order === undefined) return no(response, 400, 1004, 'logic.order.not_found', 2021)
    if (path === 'order/fulfill-one' && order.state !== 'APPROVED') return no(response, 400, '1002', 'This order has been fulfilled already')
    if (path === 'order/modify-tracking' && order.state !== 'SHIPPED') return no(response, 400, 1000, 'Order not in SHIPPED state')
    if (path === 'order/refund' && order.state === 'REFUNDED') return no(response, 400, 1000, `logic.order.invalid_status_transition: order '${order.id}' can't go from 'refunded' to 'refunded'`)
    order.updated = now()
    if (path === 'order/refund') order.state = 'REFUNDED'
    else Object.assign(order, { state: 'SHIPPED', tracking: query.get('tracking_number'), provider: query.get('tracking_provider') })
    return send(response, 200, envelope(habits.numbers === 'text' ? { success: habits.yes } : null))
  }

  const variant = (sku: string): unknown => ({ Variant: { enabled: habits.yes, id: '51e0a2c61111a236cfffe3a2', product_id: '51e0a2c61111axxxcfffeyyy', inventory: num(10_100), msrp: num(21_100), price: num(100), shipping: num(10), sku } })
  const product = (sku: string, id = '52a11ebdf94adc0cfee0dbd9'): unknown => ({ Product: { description: 'd', id, name: 'red shoe', number_saves: num(0), number_sold: num(0), parent_sku: sku, review_status: 'pending', is_promoted: habits.yes, tags: [{ Tag: { id: 'red', name: 'red' } }], variants: [variant('V1')], date_uploaded: '11-20-2013', last_updated: '2017-11-11T06:41:33Z' } })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const url = new URL(request.url ?? '/', 'http://here')
    const query = new URLSearchParams([...url.searchParams, ...new URLSearchParams(Buffer.concat(parts).toString())])
    const path = url.pathname.replace('/api/v2/', '')
    const token = request.headers.authorization?.replace('Bearer ', '') ?? query.get('access_token') ?? ''
    asked.push({ path, query: Object.fromEntries(query), token })
    served++
    const grant = (renewed: boolean): Promise<void> => {
      pairs++
      if (habits.rotating) refresh.clear()
      access.clear()
      const [a, r] = [`access-${String(renewed && habits.renewsSame ? 1 : pairs)}-${'x'.repeat(280)}`, `refresh-${String(pairs)}-${'y'.repeat(280)}`]
      access.add(a)
      refresh.add(r)
      return send(response, 200, habits.tokens(a, r, renewed, now()))
    }
    if (path === 'oauth/access_token') return query.get('code') === joom.code ? grant(false) : no(response, 400, 1000, 'invalid code')
    if (path === 'oauth/refresh_token') {
      joom.renewals++
      if (!await habits.before(path, lists, response, joom)) return
      return refresh.has(query.get('refresh_token') ?? '') ? grant(true) : no(response, 401, 1016, 'access token revoked')
    }
    const isList = path.endsWith('multi-get') || path.endsWith('get-fulfill')
    if (isList) lists++
    if (!await habits.before(path, lists, response, joom)) return
    if (!access.has(token)) return habits.expired.html === true ? send(response, habits.expired.status, '', '<html><body>401</body></html>') : no(response, habits.expired.status, habits.expired.code, 'access token expired')
    if (habits.throttles !== null && served % habits.throttles === 0) {
      for (const [name, value] of Object.entries(habits.throttleHeaders)) response.setHeader(name, value)
      return no(response, 429, 9000, 'too many requests')
    }
    if (path.startsWith('order/') && isList) return list(path, query, response)
    if (path === 'order') {
      const order = orders.get(query.get('id') ?? '')
      return order === undefined ? no(response, 400, '1004', 'order not found', '2021') : send(response, 200, envelope(entityOf(order)))
    }
    if (path.startsWith('order/')) return change(path, query, response)
    if (path === 'auth_test') return send(response, 200, envelope({ success: habits.yes }))
    if (path === 'product' || path === 'product/add') return send(response, 200, envelope(product(query.get('parent_sku') ?? 'red-shoe', query.get('id') ?? undefined)))
    if (path === 'variant' || path === 'variant/add') return send(response, 200, envelope(variant(query.get('sku') ?? '')))
    if (isList) return send(response, 200, envelope(habits.aloneBare ? (path.startsWith('product') ? product('A') : variant('A')) : [path.startsWith('product') ? product('A') : variant('A')]))
    if (path.startsWith('product/') || path.startsWith('variant/')) return send(response, 200, envelope(habits.numbers === 'text' ? {} : null))
    return no(response, 404, 4001, 'not_found')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => { response.destroy(error instanceof Error ? error : undefined) })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const joom: OtherJoom = {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, // a listening TCP server has a port
    orders, asked, access, refresh, renewals: 0, code: 'code+1/x=='
  }
  return joom
}
