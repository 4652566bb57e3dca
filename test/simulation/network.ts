import type { Exchange, ExchangeRequest, SendOnce } from '../../electron/joom/exchange.ts'
import type { Addresses } from './addresses.ts'
import type { Dice } from './dice.ts'
import { faultOf, type Weather } from './faults.ts'
import { count, type Figures } from './figures.ts'
import { outside, type Life, type Machine } from './machine.ts'
import { longestBehind, type Answer, type ModelJoom } from './model-joom.ts'
import type { Trace } from './trace.ts'

/** Packbench gives an answer up after so long. */
const patience = 45_000
/** What was given up still arrives at Joom so much later at most: longer ago it is dropped on the way. */
const longestLate = 30_000

const text = new TextEncoder()
const garbage = ['<html><body>502 Bad Gateway</body></html>', '{"code":0,"mess', '', 'null', '{"message":"ok"}', '{"code":0,"data":{"success":"False"}}']

export interface NetworkNeeds {
  readonly machine: Machine
  readonly joom: ModelJoom
  readonly addresses: Addresses
  readonly dice: Dice
  /** What is rolled for the second delivery of a change. */
  readonly more: Dice
  readonly trace: Trace
  readonly figures: Figures
  /** Of the store, for the trace. */
  readonly name: string
}

/** Between the application and Joom: where requests and answers are lost, late, doubled and spoilt. */
export class Network {
  weather: Weather
  /** For how many seconds Joom asks to be left alone; `null` for a few. */
  pause: number | null = null
  readonly #needs: NetworkNeeds
  #requests = 0

  constructor(needs: NetworkNeeds, weather: Weather) {
    this.#needs = needs
    this.weather = weather
  }

  /** The way out of one life of the application: its answers reach nobody once it is over. */
  wayOut(life: Life): SendOnce {
    return (request) => this.#send(request, life)
  }

  #send({ method, url, form, headers, signal }: ExchangeRequest, life: Life): Promise<Exchange> {
    const { machine, joom, addresses, dice, more, trace, figures, name: store } = this.#needs
    const { promise, resolve } = Promise.withResolvers<Exchange>()
    const nth = ++this.#requests
    const path = url.pathname.replace('/api/v2/', '')
    const fields = form ?? url.searchParams
    const fault = faultOf(this.weather, dice, method === 'GET')
    count(figures, 'requests')
    if (fault !== null) count(figures, `fault ${fault}`)
    const mark = `#${store === '' ? '' : `${store}/`}${String(nth)}`
    const name = `${mark} ${path} ${fields.get('id') ?? ''} ${fields.get('tracking_number') ?? fields.get('reason_note') ?? ''}`.trimEnd()
    trace.say(machine.steady(), `app   → ${name}${fault === null ? '' : `  (${fault})`}`)
    const left = machine.steady()
    if (path === 'order/fulfill-one') addresses.leaves(fields.get('id') ?? '', fields.get('tracking_number') ?? '', left)
    const give = (after: number, exchange: () => Exchange): void => {
      machine.after(after, life, () => {
        const answer = exchange()
        trace.say(machine.steady(), `app   ← ${mark} ${answer.kind === 'answer' ? `${String(answer.status)} ${answer.whole ? new TextDecoder().decode(answer.body).slice(0, 90) : 'cut'}` : answer.kind}`)
        if (method === 'GET' && answer.kind === 'answer' && answer.whole && answer.status === 200) addresses.answered(new TextDecoder().decode(answer.body), left, machine.steady())
        resolve(answer)
      })
    }
    const lost = (): Exchange => ({ kind: 'lost', message: 'the connection was reset (ECONNRESET)' })
    const answered = (status: number, body: string, whole = true): Exchange => ({
      kind: 'answer', status, whole, flaw: whole ? '' : 'aborted', body: whole ? text.encode(body) : new Uint8Array(),
      headers: { date: new Date(joom.clock()).toUTCString(), 'request-id': `r${String(nth)}`, ...(status === 429 && { 'retry-after': String(this.pause ?? dice.between(1, 20)) }) }
    })
    signal?.addEventListener('abort', () => { resolve(lost()) }, { once: true })

    const there = fault === 'late' ? patience + dice.between(0, longestLate) : dice.chance(0.2) ? dice.between(500, 8000) : dice.between(5, 500)
    const back = dice.chance(0.2) ? dice.between(500, 8000) : dice.between(5, 500)
    const asked = { method, path, fields, token: (headers['authorization'] ?? '').replace('Bearer ', ''), request: nth }
    const deliver = (answer: (given: Answer) => void): void => {
      const behind = fault === 'stale' ? dice.between(1000, longestBehind) : 0
      const given = joom.handle(asked, behind)
      trace.say(machine.steady(), `joom    ${mark} ${String(given.status)} ${given.body.slice(0, 100)}`)
      answer(given)
    }
    if (fault === 'not_sent') give(dice.between(1, 10_000), () => ({ kind: 'not_sent', message: 'connect ECONNREFUSED' }))
    else if (fault === 'lost_before') give(dice.between(100, patience), lost)
    else if (fault === 'error_before') give(there + back, () => answered(dice.pick([500, 502, 503]), 'upstream'))
    else if (fault === 'throttled') give(there + back, () => answered(429, '{"code":9000,"message":"throttled","data":{}}'))
    else {
      machine.after(there, outside, () => {
        deliver((given) => {
          if (fault === 'lost_after') give(dice.between(1, patience - there), lost)
          else if (fault === 'error_after') give(back, () => answered(dice.pick([500, 502, 504]), given.body))
          else if (fault === 'cut') give(back, () => answered(given.status, given.body, false))
          else if (fault === 'garbled') give(back, () => answered(given.status, dice.pick(garbage)))
          else if (fault !== 'late' && fault !== 'answer_of_second') give(back, () => answered(given.status, given.body))
        })
      })
      if (fault === 'late') give(patience, lost)
      if (fault === 'delivered_twice' || fault === 'answer_of_second') {
        // Between the two the access may end; or Joom counts both, and the second is one too many.
        const second = fault === 'answer_of_second' && method === 'POST' && path.startsWith('order/') ? more.pick(['served', 'served', 'expired', 'throttled'] as const) : 'served'
        machine.after(there + dice.between(1, 5000), outside, () => {
          if (second === 'throttled') {
            give(back, () => answered(429, '{"code":9000,"message":"throttled","data":{}}'))
            return
          }
          if (second === 'expired') joom.endAccess()
          deliver((given) => { if (fault === 'answer_of_second') give(back, () => answered(given.status, given.body)) })
        })
      }
    }
    return promise
  }
}
