import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { quirkyOrders, type QuirkyOrder } from './quirky-orders.ts'
import { quirkyProducts, type QuirkyProduct } from './quirky-products.ts'

/** A change that was asked for, and whether it was made. */
export interface QuirkyChange { readonly path: string; readonly id: string; readonly fields: Readonly<Record<string, string>>; readonly done: boolean }

/**
 * Another server that speaks version 2 of the API, written from its reference alone and with every habit that real answers
 * show: real numbers among quoted ones, `msg`, `prev`, doubled question marks, tokens in the addresses of pages, no page longer than 50,
 * last pages of every kind, `null` for lists, missing and unknown keys, HTML in SKUs, codes as text, `{}` and `null` for
 * "done", a change that readings see only a second later, and one order that nobody can read. Products and variations can
 * only be read.
 */
export interface QuirkyJoom {
  readonly address: string
  readonly clientId: string
  readonly clientSecret: string
  /** Every order as it truly is, by id. */
  readonly orders: ReadonlyMap<string, QuirkyOrder>
  /** Every product, in the order of the lists. */
  readonly products: readonly QuirkyProduct[]
  /** The id of the order that cannot be read. */
  readonly unreadable: string
  readonly changes: readonly QuirkyChange[]
  /** Whatever must never be seen anywhere: the secret, every code and every token that was given. */
  readonly secrets: readonly string[]
  /** How many pages of lists were given. */
  pages(): number
  stop(): Promise<void>
}

const pageCap = 50
const seenAfter = 1000

class No extends Error {
  readonly status: number
  readonly code: number | string
  readonly data: unknown
  constructor(status: number, code: number | string, message: string, data: unknown = {}) {
    super(message)
    this.status = status
    this.code = code
    this.data = data
  }
}

export async function startQuirkyJoom({ open = 101, rest = 12, products: productCount = 60 }: { readonly open?: number; readonly rest?: number; readonly products?: number } = {}): Promise<QuirkyJoom> {
  const clientId = randomBytes(12).toString('hex')
  const clientSecret = randomBytes(24).toString('base64url')
  const secrets = [clientSecret]
  const orders = new Map(quirkyOrders(open, rest).map((order) => [order.id, order] as const))
  const unreadable = [...orders.keys()][70] ?? ''
  /** What readings still see, until when. */
  const stale = new Map<string, { readonly until: number; readonly json: unknown }>()
  const changes: QuirkyChange[] = []
  const codes = new Map<string, string>()
  const signIns = new Map<string, { readonly redirect: string; readonly state: string | null; in: boolean }>()
  let products: readonly QuirkyProduct[] = []
  let tokens: { readonly access: string; readonly refresh: string } | null = null
  let pages = 0
  let answers = 0
  let address = ''

  const secret = (): string => {
    const made = randomBytes(210).toString('base64url')
    secrets.push(made)
    return made
  }

  // ---- what it says of an order
  const written = (order: QuirkyOrder): unknown => {
    if (order.id === unreadable) return { Order: { order_id: order.id, state: { word: order.state }, ShippingDetail: 'see the panel', remark: 'Umzug & Café ☕' } }
    const { state, tracking, refund, hours } = order
    return {
      Order: {
        order_id: order.id, state, ShippingDetail: order.shipTo, last_updated: order.updated, ...order.more,
        ...(state === 'APPROVED' && { hours_to_fulfill: hours % 2 === 0 ? String(hours) : hours, days_to_fulfill: Math.floor(hours / 24) }),
        ...(typeof order.more['product_id'] === 'number' && { product_image_url: `${address}/picture.png` }),
        ...(tracking && { shipped_date: '2014-01-22', shipping_provider: tracking.provider, tracking_number: tracking.number, ship_note: tracking.note ?? undefined }),
        ...(refund && { refunded_by: 'REFUNDED BY MERCHANT', refunded_time: '2014-01-23T20:20:20', refunded_reason: refund.reason, refunded_note: refund.note ?? undefined })
      }
    }
  }
  const seen = (order: QuirkyOrder): unknown => {
    const old = stale.get(order.id)
    return old && Date.now() < old.until ? old.json : written(order)
  }
  /** Dates without a zone can be compared as texts. */
  const changed = (fields: URLSearchParams): QuirkyOrder[] => [...orders.values()].filter(({ updated }) => updated >= (fields.get('since') ?? ''))
  const list = (path: string, all: readonly (() => unknown)[], fields: URLSearchParams, token: string): unknown => {
    pages++
    const start = Number(fields.get('start') ?? 0)
    const limit = Math.min(pageCap, Number(fields.get('limit') ?? 50))
    const page = all.slice(start, start + limit).map((entry) => entry())
    const at = (from: number, mark: string, before = '&'): string => `${address}/api/v2/${path}${mark}start=${String(from)}&limit=${String(limit)}${before}access_token=${token}`
    const more = start + limit < all.length
    if (path === 'order/get-fulfill') {
      // The last page speaks of no paging at all; after it comes null.
      return { code: '0', data: page.length > 0 ? page : null, msg: '', ...(more && { paging: { next: at(start + limit, '??'), prev: start > 0 ? at(start - limit, '?') : '' } }) }
    }
    if (path.startsWith('product')) return { code: 0, message: null, data: page, paging: { next: more ? at(start + limit, '?') : '-', previous: at(Math.max(0, start - limit), '?', '&am;p') } }
    // Variations have a next page or none, and no word of those before.
    if (path.startsWith('variant')) return { code: '0', data: page.length > 0 ? page : null, ...(more && { paging: { next: at(start + limit, '??') } }) }
    // This one always speaks of a next page, until a page is empty.
    return { code: 0, message: '', data: page, ...(page.length > 0 && { paging: { next: at(start + limit, '?'), previous: at(Math.max(0, start - limit), '??') } }) }
  }

  // ---- what it does to an order
  const change = (path: string, fields: URLSearchParams): unknown => {
    const id = fields.get('id') ?? ''
    const order = orders.get(id)
    const note = (done: boolean): void => { changes.push({ path, id, fields: Object.fromEntries([...fields].filter(([name]) => name !== 'access_token')), done }) }
    try {
      if (!order) throw new No(400, '1004', 'api.not_found: order', '2021')
      const before = written(order)
      apply(path, order, fields)
      order.updated = new Date().toISOString().slice(0, 19)
      stale.set(id, { until: Date.now() + seenAfter, json: before })
    } catch (no) {
      note(false)
      throw no
    }
    note(true)
    return [{ code: 0, data: {}, message: 'Your order is been processed right now!' }, { code: '0', data: null, msg: '' }, { code: 0, data: { success: true } }, { code: 0, data: { success: 'True' }, message: null }][answers++ % 4]
  }

  // ---- signing in
  const page = (body: string): string => `<!doctype html><title>Merchant panel</title><form method="post" action="/api/v2/oauth/authorize">${body}</form>`
  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    if (query.get('client_id') !== clientId) return send(response, 400, 'text/html', '<!doctype html><p>Unknown application')
    const id = randomUUID()
    signIns.set(id, { redirect: query.get('redirect_uri') ?? '', state: query.get('state'), in: false })
    send(response, 200, 'text/html', page(`<input type="hidden" name="flow" value="${id}"><input name="login" value="shop"><input type="password" name="password" value="x">`))
  }
  const goOn = (form: URLSearchParams, response: ServerResponse): void => {
    const flow = signIns.get(form.get('flow') ?? '')
    if (!flow) return send(response, 400, 'text/html', '<!doctype html><p>Over')
    if (!flow.in) {
      flow.in = true
      return send(response, 200, 'text/html', page(`<input type="hidden" name="flow" value="${form.get('flow') ?? ''}"><button name="answer" value="grant">Grant</button>`))
    }
    const back = new URL(flow.redirect)
    if (flow.state !== null) back.searchParams.set('state', flow.state)
    if (form.get('answer') === 'grant') {
      const code = secret()
      codes.set(code, flow.redirect)
      back.searchParams.set('code', code)
    } // Who refuses is sent back without a word.
    response.writeHead(302, { location: back.href }).end()
  }
  const pair = (): unknown => {
    tokens = { access: secret(), refresh: secret() }
    return { code: '0', msg: '', data: { access_token: tokens.access, refresh_token: tokens.refresh, expires_in: '2592000', expiry_time: null, merchant_user_id: null } }
  }
  const hand = (fields: URLSearchParams, from: 'code' | 'refresh'): unknown => {
    if (fields.get('client_id') !== clientId || fields.get('client_secret') !== clientSecret) throw new No(401, '4000', 'api.unauthorized: client')
    if (from === 'refresh') {
      if (fields.get('refresh_token') !== tokens?.refresh) throw new No(401, '1016', 'api.unauthorized: refresh token revoked')
      return pair()
    }
    const code = fields.get('code') ?? ''
    if (codes.get(code) !== fields.get('redirect_uri')) throw new No(400, 1000, 'api.bad_request: code')
    codes.delete(code)
    return pair()
  }

  // ---- the wire
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', address)
    const text = await bodyOf(request)
    // Parameters of the body and of the address, whose question mark may be doubled.
    const fields = new URLSearchParams([...new URLSearchParams(text), ...new URLSearchParams(url.search.replace(/^\?+/, ''))])
    const path = url.pathname.replace('/api/v2/', '')
    if (url.pathname === '/picture.png') {
      response.writeHead(200, { 'content-type': 'image/png' }).end(onePixel)
      return
    }
    if (path === 'oauth/authorize') {
      if (request.method === 'GET') authorize(fields, response)
      else goOn(fields, response)
      return
    }
    response.setHeader('request-id', randomUUID())
    try {
      send(response, 200, 'application/json; charset=utf-8', worded(called(path, request.method ?? '', fields, request.headers.authorization)))
    } catch (no) {
      if (!(no instanceof No)) throw no
      send(response, no.status, 'application/json', JSON.stringify({ msg: no.message, code: no.code, data: no.data }))
    }
  }
  const called = (path: string, method: string, fields: URLSearchParams, authorization: string | undefined): unknown => {
    if (path === 'oauth/access_token') return hand(fields, 'code')
    if (path === 'oauth/refresh_token') return hand(fields, 'refresh')
    const token = authorization?.replace(/^Bearer /, '') ?? fields.get('access_token') ?? ''
    if (token === '' || token !== tokens?.access) throw new No(401, '1015', 'api.unauthorized: token expired')
    switch (`${method} ${path}`) {
      case 'GET auth_test': return { code: '0', data: 'Welcome!' }
      case 'GET order/get-fulfill': return list(path, changed(fields).filter(({ state }) => state === 'APPROVED').map((order) => () => seen(order)), fields, token)
      case 'GET order/multi-get': return list(path, changed(fields).map((order) => () => seen(order)), fields, token)
      case 'GET product/multi-get': return list(path, products.map(({ json }) => () => json), fields, token)
      case 'GET variant/multi-get': return list(path, products.flatMap(({ variants }) => variants).map(({ json }) => () => json), fields, token)
      case 'GET product': {
        const product = products.find(({ id, parentSku }) => (fields.get('id') ? id === fields.get('id') : parentSku === fields.get('parent_sku')))
        if (!product) throw new No(400, '1004', 'api.not_found: product', 2018)
        return { code: 0, data: product.json, msg: '' }
      }
      case 'GET variant': {
        const variant = products.flatMap(({ variants }) => variants).find(({ sku }) => sku === fields.get('sku'))
        if (!variant) throw new No(400, 1004, 'api.not_found: variant')
        return { code: '0', data: variant.json }
      }
      case 'GET order': {
        const order = orders.get(fields.get('id') ?? '')
        if (!order) throw new No(404, '4001', 'api.not_found: order')
        return { code: '0', data: seen(order), msg: null }
      }
      case 'POST order/fulfill-one': case 'POST order/modify-tracking': case 'POST order/refund': return change(path, fields)
      default: throw new No(404, '4001', 'api.not_found')
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => { response.destroy(error instanceof Error ? error : new Error(String(error))) })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // a listening TCP server has a port
  products = quirkyProducts(productCount, address)
  return {
    address, clientId, clientSecret, orders, products, unreadable, changes, secrets, pages: () => pages,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => { server.close(resolve) })
    }
  }
}

const providers = ['4PX', 'BVP Logistics', 'China Post', 'DHL', 'EMS', 'Holland Post', 'SPSR', 'Turkey Post', 'Yun Express']

/** The state machine of the reference. @throws No, and nothing has changed */
function apply(path: string, order: QuirkyOrder, fields: URLSearchParams): void {
  const given = (name: string): string | null => fields.get(name) || null
  const wrong = (to: string): No => new No(400, '1000', `logic.order.invalid_status_transition: order '${order.id}' can't go from '${order.state.toLowerCase()}' to '${to}'`)
  if (path === 'order/refund') {
    const reason = given('reason_code') ?? ''
    if (!['1', '2', '3', '-1', '18'].includes(reason)) throw new No(400, '1000', 'api.bad_request: reason_code', '2003')
    if (reason === '-1' && given('reason_note') === null) throw new No(400, '1001', 'api.bad_request: missing parameter', 'reason_note')
    if (order.state === 'REFUNDED') throw wrong('refunded')
    order.state = 'REFUNDED'
    order.refund = { reason, note: given('reason_note') }
    return
  }
  const provider = given('tracking_provider') ?? ''
  if (!providers.includes(provider)) throw new No(400, '1000', 'Tracking provider is not one of the accepted providers on Joom', '2003')
  const number = given('tracking_number') ?? ''
  if (!/^[A-Za-z0-9]+$/.test(number)) throw new No(400, '1000', 'api.bad_request: tracking_number')
  if (path === 'order/modify-tracking') {
    if (order.state !== 'SHIPPED' || !order.tracking) throw new No(400, '1000', 'Order not in SHIPPED state')
    order.tracking = { ...order.tracking, provider, number }
    return
  }
  if (order.state !== 'APPROVED') throw order.state === 'SHIPPED' ? new No(400, '1002', 'This order has been fulfilled already') : wrong('shipped')
  order.state = 'SHIPPED'
  order.tracking = { provider, number, time: given('shipping_time'), note: given('ship_note') }
}

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** JSON as careful servers write it: `&` of addresses as an escape. */
const worded = (value: unknown): string => JSON.stringify(value).replaceAll('&access_token', '\\u0026access_token')

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type }).end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk) // a request without an encoding yields buffers
  return Buffer.concat(chunks).toString('utf8')
}
