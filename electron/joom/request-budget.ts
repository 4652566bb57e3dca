import type { Millis } from '../domain/ids.ts'
import type { AnswerHeaders } from './exchange.ts'
import { resetIn } from './throttle.ts'

/** What a request is to the budget. `command`: changes an order or reads one back. `list`: a page of many. `reading`: all else. */
export type RequestKind = 'command' | 'reading' | 'list'

/** Requests that may leave within a minute: of every kind together, and of the calls that list. */
export interface BudgetLimits {
  readonly requests: number
  readonly lists: number
}

/** What Joom states for the API that comes after this one; for this one it states none. */
export const statedLimits: BudgetLimits = { requests: 2000, lists: 50 }

/** A minute and a second: what leaves at the end of one minute here may arrive within the same minute there. */
const span = 61_000
/** The share of all requests that is left to commands, whatever else wants to leave. */
const keptForCommands = 0.25

/** What Joom said of a limit in its last answer: `left` more requests until `until`. */
interface Said { readonly limit: number; left: number; readonly until: Millis }
/** One answer's words of a limit; `limit`: `null` where it only says how many are left of it. */
interface Words { readonly limit: number | null; readonly remaining: number; readonly until: Millis }

/** One limit: what left within the last minute, and what Joom says of it. */
class Pool {
  readonly #times: Millis[] = []
  #said: Said | null = null
  #limitSaid = Infinity
  #underWay = 0

  /** @returns milliseconds until one more may leave while the share `kept` of the limit stays free; 0 for now */
  wait(limit: number, kept: number, now: Millis): Millis {
    while ((this.#times[0] ?? Infinity) <= now - span) this.#times.shift()
    const most = Math.max(1, Math.floor(Math.min(limit, this.#limitSaid) * (1 - kept)))
    const inTheWay = this.#times.at(-most)
    const own = this.#times.length < most || inTheWay === undefined ? 0 : inTheWay + span - now
    const said = this.#said
    const theirs = said !== null && now < said.until && said.left <= Math.floor(said.limit * kept) ? said.until - now : 0
    return Math.max(own, theirs)
  }

  leave(now: Millis): void {
    this.#times.push(now)
    this.#underWay++
    if (this.#said !== null) this.#said.left--
  }

  /** A request has ended, with whatever its answer said of this limit. */
  end(said: Words | null, now: Millis): void {
    this.#underWay = Math.max(0, this.#underWay - 1)
    if (said === null) return
    this.#limitSaid = said.limit ?? this.#limitSaid
    // Those under way may not be counted there yet.
    const left = said.remaining - this.#underWay
    const sameMinute = this.#said !== null && now < this.#said.until && Math.abs(said.until - this.#said.until) < 2000
    // A limit that is not named is at least what is left of it: a share of ours could be more than the whole of theirs.
    const limit = said.limit ?? Math.max(sameMinute ? this.#said?.limit ?? 0 : 0, said.remaining + 1)
    this.#said = { limit, left: sameMinute ? Math.min(left, this.#said?.left ?? left) : left, until: said.until }
  }
}

/**
 * How many requests of one store may leave when, as a pure rule over a clock that only goes forward: never more than the
 * limits within any minute, nor more than Joom's own words allow (`X-Rate-Limit-Limit`, `-Remaining`, `-Reset`),
 * and none at all while Joom wants to be left alone. A quarter of all requests is left to commands.
 */
export class RequestBudget {
  readonly #limits: () => BudgetLimits
  readonly #all = new Pool()
  readonly #lists = new Pool()
  #heldUntil: Millis = -Infinity

  /** @param limits asked anew each time, so that a changed setting holds at once */
  constructor(limits: () => BudgetLimits) {
    this.#limits = limits
  }

  /** @returns milliseconds until a request of this kind may leave; 0 for now */
  wait(kind: RequestKind, now: Millis): Millis {
    const { requests, lists } = this.#limits()
    const all = this.#all.wait(requests, kind === 'command' ? 0 : keptForCommands, now)
    return Math.max(0, this.#heldUntil - now, all, kind === 'list' ? this.#lists.wait(lists, 0, now) : 0)
  }

  /** A request leaves now. */
  leave(kind: RequestKind, now: Millis): void {
    this.#all.leave(now)
    if (kind === 'list') this.#lists.leave(now)
  }

  /** The request has ended. @param headers of its answer; `null` where none came */
  end(kind: RequestKind, headers: AnswerHeaders | null, now: Millis): void {
    const said = headers === null ? null : readSaid(headers, now)
    const { requests, lists } = this.#limits()
    // The answer to a list speaks of the limit that is nearer: a lower one than that of all requests is the lists' own. Where none is named, ours is taken for it.
    const ofLists = kind === 'list' && said !== null && (said.limit === null ? said.remaining < lists : said.limit < requests)
    this.#all.end(ofLists ? null : said, now)
    if (kind === 'list') this.#lists.end(ofLists ? said : null, now)
  }

  /** Joom wants to be left alone until then. */
  hold(until: Millis): void {
    this.#heldUntil = Math.max(this.#heldUntil, until)
  }
}

function readSaid(headers: AnswerHeaders, now: Millis): Words | null {
  const number = (name: string): number | null => (/^\s*\d{1,9}(\.\d+)?\s*$/.test(headers[name] ?? '') ? Number(headers[name]) : null)
  const limit = number('x-rate-limit-limit')
  const remaining = number('x-rate-limit-remaining')
  if (remaining === null) return null
  return { limit: limit === null || limit < 1 ? null : limit, remaining, until: now + Math.min(resetIn(headers, null) ?? 60_000, 3_600_000) }
}
