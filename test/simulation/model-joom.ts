import type { Dice } from './dice.ts'
import { orderJson } from './model-order-json.ts'

export type State = 'APPROVED' | 'SHIPPED' | 'REFUNDED' | 'REQUIRE_REVIEW'
/** An order from one change to the next. `shownFrom`: reads show it from then on. */
export interface Version {
  readonly state: State
  readonly provider: string | null
  readonly trackingNumber: string | null
  readonly refund: string | null
  /** Where it goes: the number of the house. */
  readonly house: number
  readonly updated: number
  /** By how much Joom's clock was wrong when it was made. */
  readonly set: number
  readonly shownFrom: number
}
export interface ModelOrder {
  readonly id: string
  readonly hours: number
  readonly versions: Version[]
}

/** A change of ours that Joom has accepted. `intent`: its kind and what is its own, a number or a note. `request`: which request it was, however often it was delivered. */
export interface Applied {
  readonly intent: string
  readonly orderId: string
  readonly request: number
  readonly at: number
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly fields: URLSearchParams
  readonly token: string
  readonly request: number
}
export interface Answer {
  readonly status: number
  readonly body: string
}

/** A change is shown this late at most; a read may moreover come from a copy that is this much behind. */
const longestLag = 20_000
export const longestBehind = 10_000

const answer = (status: number, code: number, message: string, data: unknown, more: object = {}): Answer => ({ status, body: JSON.stringify({ code, message, data, ...more }) })
const ok = (data: unknown, more: object = {}): Answer => answer(200, 0, '', data, more)
const impossible = (id: string, from: State, to: string): Answer => answer(400, 1002, `logic.order.invalid_status_transition: order '${id}' can't go from '${from.toLowerCase()}' to '${to}'`, {})

/** With which the store of this number is signed in from the beginning. */
export const firstTokens = (nth: number): { readonly access: string; readonly refresh: string } => ({ access: `A0-${String(nth)}`, refresh: `R0-${String(nth)}` })

/** Joom, as far as the outbox, the readings and the sign-in know of it: orders that change, late to show, and tokens. */
export class ModelJoom {
  readonly orders = new Map<string, ModelOrder>()
  readonly applied: Applied[] = []
  readonly #dice: Dice
  readonly #now: () => number
  readonly #nth: number
  #tokens: { readonly access: string; readonly refresh: string; readonly endsAt: number }
  #code: string | null = null
  #handedOut = 0
  #set = 0
  /** For what answers leave out; `null`: nothing. */
  leavesOut: Dice | null = null

  /** @param nth which store's it is: its tokens are worth nothing at another */
  constructor(dice: Dice, now: () => number, nth: number) {
    this.#dice = dice
    this.#now = now
    this.#nth = nth
    this.#tokens = { ...firstTokens(nth), endsAt: Infinity }
  }

  /** What Joom says that time it is. */
  clock(): number {
    return this.#now() + this.#set
  }

  /** What Joom tells of times is wrong by so much from now on. */
  setClock(to: number): void {
    this.#set = to
  }

  add(id: string): void {
    const now = this.#now()
    const hours = this.#dice.between(1, 200)
    this.orders.set(id, { id, hours, versions: [{ state: 'APPROVED', provider: null, trackingNumber: null, refund: null, house: 1, updated: this.clock(), set: this.#set, shownFrom: now }] })
  }

  truth(id: string): Version {
    const version = this.orders.get(id)?.versions.at(-1)
    if (version === undefined) throw new Error(`The model has no order ${id}`)
    return version
  }

  /** Somebody changes an order. It shows now or a little later. */
  change(id: string, to: Partial<Pick<Version, 'state' | 'provider' | 'trackingNumber' | 'refund' | 'house'>>): void {
    const before = this.truth(id)
    const now = this.#now()
    const lag = this.#dice.chance(0.3) ? this.#dice.between(0, longestLag) : 0
    // Times of Joom have whole seconds; each change is newer than the one before by the same clock, and never shows before it.
    const updated = before.set === this.#set ? Math.max(this.clock(), before.updated + 1000) : this.clock()
    this.orders.get(id)?.versions.push({ ...before, ...to, updated, set: this.#set, shownFrom: Math.max(now + lag, before.shownFrom) })
  }

  /** The tokens that are out are worth nothing any more. */
  revoke(): void {
    this.#tokens = { access: 'none', refresh: 'none', endsAt: 0 }
  }

  /** The access token has ended; a new one is handed out for the refresh token. */
  endAccess(): void {
    this.#tokens = { ...this.#tokens, endsAt: this.#now() }
  }

  /** A person has granted access. @returns the code */
  grant(): string {
    this.#code = `code${String(++this.#handedOut)}-${String(this.#nth)}`
    return this.#code
  }

  /** @param behind shows what was shown so long ago */
  handle(asked: Asked, behind: number): Answer {
    const { path, fields, token } = asked
    if (path === 'oauth/access_token') return fields.get('code') === this.#code ? this.#handOut() : answer(400, 1000, 'api.bad_request: invalid code', {})
    if (path === 'oauth/refresh_token') return fields.get('refresh_token') === this.#tokens.refresh ? this.#handOut() : answer(400, 1016, 'api.unauthorized: refresh token is not valid', {})
    // eslint-disable-next-line security/detect-possible-timing-attacks -- a model: nobody attacks it
    if (token !== this.#tokens.access) return answer(401, 1016, 'api.unauthorized: token revoked', {})
    if (this.#now() >= this.#tokens.endsAt) return answer(401, 1015, 'api.unauthorized: token expired', {})
    switch (path) {
      case 'order': return this.#one(fields.get('id') ?? '', behind)
      case 'order/multi-get': return this.#list(() => true, fields, behind)
      case 'order/get-fulfill': return this.#list(({ state }) => state === 'APPROVED', fields, behind)
      default: return this.#changed(asked)
    }
  }

  #handOut(): Answer {
    this.#code = null
    const n = `${String(++this.#handedOut)}-${String(this.#nth)}`
    const life = this.#dice.pick([1200, 3600, 30 * 86_400])
    this.#tokens = { access: `A${n}`, refresh: `R${n}`, endsAt: this.#now() + life * 1000 }
    return ok({ access_token: this.#tokens.access, refresh_token: this.#tokens.refresh, expires_in: life })
  }

  #shown({ versions }: ModelOrder, behind: number): Version | undefined {
    const at = this.#now() - behind
    return versions.findLast(({ shownFrom }) => shownFrom <= at) ?? versions[0]
  }

  #one(id: string, behind: number): Answer {
    const order = this.orders.get(id)
    return order ? ok(orderJson(order, this.#shown(order, behind)!, this.#now(), this.leavesOut)) : answer(404, 4001, 'api.not_found', {})
  }

  #list(belongs: (version: Version) => boolean, fields: URLSearchParams, behind: number): Answer {
    const start = Number(fields.get('start'))
    const limit = Math.min(50, Number(fields.get('limit')))
    const said = fields.get('since')
    const since = said === null ? 0 : Date.parse(said.length > 10 ? `${said}Z` : said)
    const all = [...this.orders.values()].map((order) => ({ order, version: this.#shown(order, behind)! })).filter(({ version }) => belongs(version) && version.updated >= since - 1000)
      .sort((a, b) => a.version.updated - b.version.updated || a.order.id.localeCompare(b.order.id))
    const page = all.slice(start, start + limit)
    return ok(page.map(({ order, version }) => orderJson(order, version, this.#now(), this.leavesOut)), { paging: all.length > start + limit ? { next: `https://joom.simulated/api/v2/order/multi-get?start=${String(start + limit)}` } : {} })
  }

  #changed({ path, fields, request }: Asked): Answer {
    const id = fields.get('id') ?? ''
    if (!this.orders.has(id)) return answer(404, 4001, 'api.not_found', {})
    const { state } = this.truth(id)
    const number = fields.get('tracking_number')
    const provider = fields.get('tracking_provider')
    const accepted = (intent: string, to: Parameters<ModelJoom['change']>[1]): Answer => {
      this.change(id, to)
      this.applied.push({ intent, orderId: id, request, at: this.#now() })
      return ok({ success: 'True' })
    }
    switch (path) {
      case 'order/fulfill-one': return state === 'APPROVED' ? accepted(`fulfill ${String(number)}`, { state: 'SHIPPED', provider, trackingNumber: number }) : impossible(id, state, 'shipped')
      case 'order/modify-tracking': return state === 'SHIPPED' ? accepted(`modify_tracking ${String(number)}`, { provider, trackingNumber: number }) : answer(400, 1000, 'Order not in SHIPPED state', {})
      case 'order/refund': return state === 'REFUNDED' ? impossible(id, state, 'refunded') : accepted(`refund ${String(fields.get('reason_note'))}`, { state: 'REFUNDED', refund: fields.get('reason_note') })
      default: return answer(404, 4001, `api.not_found: ${path}`, {})
    }
  }
}
