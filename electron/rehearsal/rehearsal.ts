import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Accounts, type App } from './accounts.ts'
import { productNotFound } from './api-error.ts'
import { answerApi } from './api-requests.ts'
import { answerControl } from './control.ts'
import { demoCatalogue } from './demo-catalogue.ts'
import { demoOrders } from './demo-orders.ts'
import { demoStore } from './demo-store.ts'
import { actedElsewhere, type Elsewhere } from './elsewhere.ts'
import { endpoints } from './endpoints.ts'
import { answer, BodyTooLong, isOfPage } from './exchange.ts'
import { Faults, parseMisbehaviour, type Misbehaviour } from './faults.ts'
import { prefix } from './paging.ts'
import { answerPicture } from './pictures.ts'
import { judged, reviewed } from './product-life.ts'
import { parseQuirks, Quirks, type Quirk } from './quirks.ts'
import { RateLimit, statedLimits, type Limits } from './rate-limit.ts'
import { RehearsalStore } from './rehearsal-store.ts'
import { RequestLog, type LogEntry } from './request-log.ts'
import { SignIns } from './sign-ins.ts'
import { changed, type OrderFacts } from './store-order.ts'
import type { ProductFacts, ReviewStatus } from './store-product.ts'

export interface RehearsalState {
  running: boolean
  address: string | null
  orders: number
  faults: (Misbehaviour & { left: number })[]
  /** The habits that answers show. */
  quirks: Quirk[]
  /** The latest requests, newest first. */
  requests: { at: number; method: string; path: string; status: number; fault: string | null }[]
}

/** A running rehearsal server. */
export interface Rehearsal {
  /** Such as `http://127.0.0.1:41918`. */
  readonly address: string
  /** Of the store, as its sign-in pages show it. */
  readonly name: string
  /** The application that is registered for the store. */
  readonly app: App
  state(): RehearsalState
  /** Adds a fault to those that are to come. @throws where it is not one */
  misbehave(what: Misbehaviour): void
  /** Forgets the faults that are to come. */
  behave(): void
  /** From now on answers show these habits and no others. @throws where one is not known */
  setQuirks(which: 'none' | 'all' | readonly Quirk[]): void
  /** The order that the quirk `unreadable_order` makes unreadable: the one in the middle of the store. */
  readonly unreadable: string | null
  /**
   * Does to an order what a person does in Joom's panel: it changes without a request, and readings see it at once.
   * @returns the order as it now is
   * @throws where there is no such order, or its state does not allow it; the message says so
   */
  elsewhere(what: Elsewhere): OrderFacts
  /** Ends every sign-in, as a merchant does who takes the permission back: access and refresh tokens. A new sign-in is possible. */
  revoke(): void
  /** From now on the server's clock is so many milliseconds ahead (negative: behind): in the dates of its answers, deadlines, and the lives of tokens. */
  setClock(aheadMs: number): void
  /** Puts a fresh demo store in the place of the old one, orders and products, its deadlines counted from now. Sign-ins stay; the log and the faults are emptied. */
  reset(): Promise<void>
  /** The log, oldest first: every change, and the readings of late. */
  requests(): LogEntry[]
  /** Every order as it truly is. */
  orders(): OrderFacts[]
  /** Every product as it truly is. */
  products(): ProductFacts[]
  /** Says what Joom's reviewers say of a product. @throws where there is none with this id */
  review(productId: string, status: ReviewStatus, note: string | null): ProductFacts
  /** Ends at once, also requests that are being delayed: their changes are not made. May be called twice. */
  stop(): Promise<void>
}

export interface RehearsalOptions {
  /** Where the state is kept. One server per folder. */
  readonly folder: string
  /** 0 for any. */
  readonly port: number
  /** Folder with the product pictures; without it they are not found. */
  readonly pictures?: string
  readonly now?: () => number
  /** How far the server's clock is ahead of `now` at first; not at all where left out. */
  readonly aheadMs?: number
  readonly log?: (line: string) => void
  /** How many orders a fresh demo store has; 150 where it is left out. A store that is kept stays as it is. */
  readonly orders?: number
  /** How long readings do not see a change that was accepted. */
  readonly settleMs?: number
  /** How long Joom takes to notice a tracking number that different recipients share; 30 seconds where it is left out. */
  readonly noticeMs?: number
  /** How long a new product waits until it is approved; a minute where it is left out. */
  readonly reviewMs?: number
  /** Enforced where given. */
  readonly limits?: Limits
  /** Habits of the real Joom that answers show; none where left out. */
  readonly quirks?: 'none' | 'all' | readonly Quirk[]
  /** How long after its request every answer of the API leaves; requests of one time wait side by side. At once where left out. */
  readonly latencyMs?: number
  /** Which of the demo stores a fresh store is, from 1 (also where left out) to 20: each has a name, people, ids and deadlines of its own. */
  readonly store?: number
}

const latest = 50

function checkedQuirks(which: unknown): readonly Quirk[] {
  const parsed = parseQuirks(which)
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}

/**
 * Starts a Joom of one's own on this computer (127.0.0.1 only), with a demo store in `folder`.
 * @throws where the port is taken or the folder cannot be used; the message says what to do
 */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { now: clock = Date.now, log = () => undefined, pictures = null } = options
  const { number, name } = demoStore(options.store ?? 1)
  const reviewMs = options.reviewMs ?? 60_000
  let aheadMs = options.aheadMs ?? 0
  const now = (): number => clock() + aheadMs
  const store = RehearsalStore.open(options.folder, log)
  const requests = new RequestLog(store.db)
  const count = options.orders ?? 150
  store.transact(() => {
    if (store.orders().length === 0) store.replaceOrders(demoOrders(count, now(), number))
    if (store.products().length === 0) store.replaceProducts(demoCatalogue(store.orders().map(({ truth }) => truth), now(), number))
  })
  const accounts = new Accounts(store, now)
  const faults = new Faults()
  const quirks = new Quirks(checkedQuirks(options.quirks ?? 'none'))
  const signIns = new SignIns(accounts, name, now)
  const stopping = new AbortController()
  let address = ''
  let running = true

  const joomRefunded = (order: OrderFacts): void =>
    requests.add({ at: now(), requestId: '', method: '', path: '', kind: 'joom', status: 0, fault: null, orderId: order.id, parameters: {}, outcome: `refunded: ${order.refund?.reason ?? ''}` })
  const routes = endpoints({ store, accounts, now, address: () => address, settleMs: options.settleMs ?? 0, noticeMs: options.noticeMs ?? 30_000, reviewMs, joomRefunded })
  const unreadable = (): string | null => store.orders()[store.orders().length >> 1]?.truth.id ?? null
  const api = { store, accounts, requests, faults, quirks, unreadable, limit: new RateLimit(options.limits ?? statedLimits), enforce: options.limits !== undefined, routes, now, latencyMs: options.latencyMs ?? 0, stopped: stopping.signal, log }

  const rehearsal: Rehearsal = {
    get address() { return address },
    name,
    app: accounts.app,
    state: () => ({
      running, address: running ? address : null, orders: store.orders().length, faults: faults.list(), quirks: quirks.list(),
      requests: running ? requests.latest(latest).map(({ at, method, path, status, fault }) => ({ at, method, path, status, fault })) : []
    }),
    misbehave(what) {
      const parsed = parseMisbehaviour(what)
      if (typeof parsed === 'string') throw new Error(parsed)
      faults.add(parsed)
    },
    behave: () => faults.clear(),
    setQuirks: (which) => quirks.set(checkedQuirks(which)),
    get unreadable() { return unreadable() },
    elsewhere(what) {
      const at = now()
      return store.transact(() => {
        const order = store.order(what.order)
        const to = actedElsewhere(order?.truth ?? null, what, at)
        if (order) store.save(changed(order, to, at, 0))
        requests.add({ at, requestId: '', method: '', path: '', kind: 'panel', status: 0, fault: null, orderId: to.id, parameters: {}, outcome: what.act })
        return to
      })
    },
    revoke: () => accounts.revokeAll(),
    setClock(ms) { aheadMs = ms },
    reset() {
      faults.clear()
      // Touched now, so that a client which asks for what changed since its last look sees every order anew.
      const at = now()
      const orders = demoOrders(count, at, number)
      store.transact(() => {
        store.replaceOrders(orders.map((order) => ({ ...order, updatedAt: at })))
        store.replaceProducts(demoCatalogue(orders, at, number).map((product) => ({ ...product, updatedAt: at })))
      })
      return Promise.resolve()
    },
    requests: () => requests.all(),
    orders: () => store.orders().map(({ truth }) => truth),
    products: () => store.products().map((product) => reviewed(product, now(), reviewMs)),
    review(productId, status, note) {
      return store.transact(() => {
        const found = store.products().find(({ id }) => id === productId)
        if (!found) throw productNotFound('id', productId)
        const product = judged(found, { status, note }, now())
        store.saveProduct(product)
        return product
      })
    },
    async stop() {
      if (!running) return
      running = false
      stopping.abort()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      store.close()
    }
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID()
    response.setHeader('request-id', requestId)
    response.setHeader('date', new Date(now()).toUTCString())
    const url = new URL(request.url ?? '/', address)
    const { host, port } = new URL(address)
    // Another name in the Host header: a web page has had its own name point to this computer.
    if (![host, `localhost:${port}`].includes(request.headers.host ?? '')) answer(response, 421, 'text/plain', `This server answers as ${address} only.\n`)
    else if (url.pathname.startsWith('/rehearsal/')) await answerControl(request, response, url, rehearsal)
    else if (url.pathname.startsWith('/pictures/')) await answerPicture(response, url, pictures)
    else if (url.pathname === `${prefix}oauth/authorize`) await signIns.answer(request, response, url, address)
    // Nothing of it is done or written down: a page could use up the faults that are to come, and fill the disk with its forms.
    else if (url.pathname.startsWith(prefix) && isOfPage(request)) answer(response, 403, 'text/plain', 'The API does not answer web pages.\n', { connection: 'close' })
    else if (url.pathname.startsWith(prefix)) await answerApi(request, response, url, requestId, api)
    else answer(response, 404, 'text/plain', 'Nothing is here.\n')
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      const gone = !running || response.destroyed
      if (!gone) log(`failed: ${String(error)}`)
      if (gone || response.headersSent) response.destroy()
      else if (error instanceof BodyTooLong) answer(response, 413, 'text/plain', 'The request is too long.\n', { connection: 'close' })
      else answer(response, 500, 'text/plain', 'The rehearsal server has failed; its log says why.\n')
    })
  })
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))
  } catch (cause) {
    store.close()
    const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    throw new Error(`The rehearsal server cannot listen on 127.0.0.1:${options.port}: ${taken ? 'another program has the port; stop it, or choose another port' : String(cause)}`, { cause })
  }
  // A listening TCP server has an address of this shape.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return rehearsal
}
