import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { Asked } from '../domain/asked.ts'
import type { Millis } from '../domain/ids.ts'
import type { ReadOutcome } from '../domain/outcome.ts'
import { ReadingPace } from './reading-pace.ts'

/** One page of a list call. `count`: all entities in it, readable or not. */
export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  readonly count: number
  readonly mayHaveMore: boolean
  /** Whether the answer itself spoke of a next page. */
  readonly saysNext: boolean
  /** When it was answered by Joom's own clock; `null` where that was not told. */
  readonly answeredAt: Millis | null
}
export type PageOutcome = ReadOutcome<OrdersPage>

/** What is told of a page that is asked for. */
export interface PageWatch {
  readonly signal: AbortSignal
  /** A request for it leaves now: the first, or another after one that brought nothing. */
  readonly leaves: () => void
  /** Its answer begins, and is still to be read. */
  readonly arrived: () => void
}

export interface PagesNeeds {
  readonly ask: (start: number, limit: number, watch: PageWatch) => Promise<PageOutcome>
  /** A number for a request that leaves now. */
  readonly asking: () => Asked
  /** Takes a page in, in the order of the list. `next`: everything before it has been taken in. `fresh`: how many of its orders this reading had not seen. */
  readonly take: (page: OrdersPage, asked: Asked, next: number, fresh: number) => Promise<void>
  /** Which of these orders are kept from before, with the time of their last change. */
  readonly kept: (joomIds: readonly string[]) => Promise<ReadonlyMap<string, Millis | null>>
  /** A clock that only goes forward. */
  readonly steady: () => Millis
}

export interface PagesOptions {
  /** Where to begin; what stands before has been taken in by an earlier reading. */
  readonly from: number
  /** How many orders the first page holds, where not as many as may be; each page after it holds three times as many, up to what may be. */
  readonly first?: number | undefined
  /** No more pages than so many. */
  readonly most?: number | undefined
  /** Most requests side by side. */
  readonly parallel: number
  /** Whether pages have to join, so that nothing is missed between them where the list moves; they do where it is left out. */
  readonly joined?: boolean | undefined
  /** Whether the list is long: then the page after the first is asked for before it is known where it begins. */
  readonly long?: boolean | undefined
  /** What earlier lists of the store have shown, and this one adds to. */
  readonly pace?: ReadingPace | undefined
  /** Given the writing of the last page where the reading need not wait for it. */
  readonly leave?: ((written: Promise<void>) => void) | undefined
  readonly signal: AbortSignal
}

/** `ended`: the whole list was read. `enough`: as many pages as were wanted. `aborted`: the signal. Else the first outcome that was no page. */
export type PagesEnd = 'ended' | 'enough' | 'aborted' | Exclude<PageOutcome, { readonly kind: 'ok' }>

/** The most a page may hold (reference: `order/multi-get`, limit). */
const limit = 500
/** Orders that two neighbouring pages share, so that it shows when the list has moved between them. */
const shared = 3
/** How far back a list that has moved is read again, one try after the other. */
const stepsBack = [50, 200, 800]
const mostSteps = 60
/** Pages in a row that may bring nothing new before the list is taken to be at its end: the very same page, or others. */
const mostIdle = { same: 3, other: 60 }
/** No server caps its pages below this: a short list, such as a few changes, is at its end without a word. */
const leastCap = 20

interface Fetch {
  /** The request that left last: what it brings is as new as that one, however often it was repeated. */
  readonly asked: () => Asked
  readonly outcome: Promise<PageOutcome>
  /** Asked for as large as may be: those that follow will be of the same size. */
  readonly full: boolean
  /** How long it took until the answer began, and how long it then was read; `null` while that is under way. */
  trip: Millis | null
  reading: Millis | null
  readonly drop: () => void
}

/**
 * Reads a list of orders page by page, whatever the server makes of `start` and `limit`: pages of any size, no word of
 * paging, a next page for ever, the same page for ever. Ends in any case. Where no page has spoken of a next one, one that
 * may be as long as the server makes them is followed by one more question. While a page is read and taken in, the next ones
 * are on their way, more of them side by side the longer answers take; they are taken in in the order of the list, and what
 * was asked beyond its end is let go.
 *
 * The list may move while it is read. Each page begins with the last orders of the one before; where none of them is there as
 * it was, orders have left the list before this place and others have moved over the edge: it is read again from further
 * back. An order that has itself moved has changed, and whoever reads changes from before this reading began finds it.
 */
export async function readPages({ ask, asking, take, kept, steady }: PagesNeeds, { from, first = limit, most = Infinity, parallel, joined: joining = true, long = false, pace = new ReadingPace(), leave, signal }: PagesOptions): Promise<PagesEnd> {
  const seen = new Map<string, Millis | null>()
  const fetches = new Map<number, Fetch>()
  let next = from
  let pages = 0
  const overlap = joining ? shared : 0
  /** How many orders before `next` are asked for once more. */
  let joint = from > 0 ? overlap : 0
  let back = 0
  let reach = from
  /** Pages in a row that did not join, and steps back so far: a server that joins nothing is taken as it is. */
  let unjoined = 0
  let steps = 0
  let nothingNew = 0
  /** Whether a page has spoken of a next one: then the last is the one that does not. */
  let spoken = false
  /** Whether the page before looked like the last. */
  let doubted = false
  let last: readonly string[] = []
  let wide = pace.wide(limit, parallel)
  /** The writing of the last page, and of the one before. */
  let taking = Promise.resolve()
  let written = Promise.resolve()
  /** From the beginning of one page to that of the next, while pages follow each other. */
  let stride: number | null = long && first >= limit ? limit - overlap : null
  let furthest = 0

  const dropAll = (): void => {
    for (const { drop } of fetches.values()) drop()
    fetches.clear()
  }
  const fetch = (start: number): Fetch => {
    const known = fetches.get(start)
    if (known) return known
    const letGo = new AbortController()
    let asked = asking()
    const leaves = (): void => { asked = asking() }
    const began = steady()
    const arrived = (): void => {
      made.trip ??= steady() - began
      askAhead()
    }
    const size = Math.min(limit, first * 3 ** pages)
    const outcome = ask(start, size, { signal: AbortSignal.any([signal, letGo.signal]), leaves, arrived }).then((answer) => {
      made.reading = steady() - began - (made.trip ??= steady() - began)
      return answer
    })
    outcome.catch(() => undefined) // whoever waits for it hears of it; where nobody does, nobody has to
    const made: Fetch = { asked: () => asked, outcome, full: size === limit, trip: null, reading: null, drop: () => { letGo.abort() } }
    fetches.set(start, made)
    furthest = start
    return made
  }
  /** As many are under way as shall be, and not many more are here already. */
  const askAhead = (): void => {
    const underWay = (): number => [...fetches.values()].filter(({ trip }) => trip === null).length
    while (stride !== null && underWay() < wide && fetches.size <= wide && pages + fetches.size < most) {
      const start = furthest + stride
      // Where pages come in another size than before, what was asked for earlier may lie ahead of what was asked for last.
      if (fetches.has(start)) furthest = start
      else fetch(start)
    }
  }

  try {
    for (;;) {
      const start = Math.max(0, next - joint - back)
      // What was asked ahead stands at other places where pages come in another size.
      if (pages > 0 && !fetches.has(start)) {
        dropAll()
        stride = null
      }
      const fetched = fetch(start)
      if (pages === 0) askAhead()
      const outcome = await fetched.outcome
      fetches.delete(start)
      if (signal.aborted) return 'aborted'
      if (outcome.kind !== 'ok') {
        if (!doubted || outcome.kind !== 'refused') return outcome
        // The page before looked like the last, and this one was to begin beyond it: some refuse that.
        await taking
        return 'ended'
      }
      const page = outcome.value
      pages++

      if (joint > 0 && start > 0) {
        const joined = await isJoined(page, seen, pages === 1 || seen.size === 0 ? kept : null)
        const further = stepsBack.find((step) => step > back)
        if (!joined && further !== undefined && unjoined < 2 && steps < mostSteps) {
          back = further
          steps++
          continue
        }
        unjoined = joined ? 0 : unjoined + 1
      }
      back = 0
      const ids = idsOf(page)
      const fresh = ids.reduce((count, id) => (seen.has(id) ? count : count + 1), 0)
      const upTo = start + page.count
      next = upTo
      const same = ids.length > 0 && ids.every((id, i) => id === last[i])
      last = ids
      if (fresh > 0) nothingNew = 0
      else if (next > reach || page.count <= joint) nothingNew += same ? mostIdle.other / mostIdle.same : 1
      reach = Math.max(reach, next)
      // The last few once more are the end, unless there is word of more: pages differ in length on some servers. A page of nothing but known ones is a list that has moved a lot, or a server that repeats itself.
      spoken ||= page.saysNext
      const doubtful = !page.mayHaveMore && joining && !spoken && (long || page.count >= leastCap)
      const ended = page.count === 0 || !(page.mayHaveMore || doubtful) || (fresh === 0 && ((page.count <= joint && !page.saysNext) || nothingNew >= mostIdle.other))
      joint = page.count <= 2 * shared ? 0 : overlap
      if (ended) stride = null
      else if (pages < most) {
        fetch(next - joint)
        // After the first page that looked like the last, one question is enough; where that brought more, pages are as short as that.
        if (doubtful && !doubted) stride = null
        else if (fetched.full) stride = page.count - joint
        askAhead()
      }
      doubted = doubtful

      // One page is written and one waits for that while the next is read, not more: a disk is slow now and then.
      await written
      written = taking
      taking = taking.then(async () => {
        const before = steady()
        await take(page, { ...fetched.asked(), requestId: outcome.requestId }, upTo, fresh)
        pace.wrote(steady() - before, page.count)
      })
      taking.catch(() => undefined) // thrown where it is awaited
      for (const { facts } of page.orders) seen.set(facts.joomId, facts.lastUpdated)
      for (const order of page.unreadable) seen.set(order.joomId ?? order.raw, null)
      pace.came(fetched.trip ?? 0, fetched.reading ?? 0, page.count)
      if (ended || pages >= most) {
        if (leave) {
          leave(taking)
          taking = Promise.resolve()
        } else await taking
        return ended ? 'ended' : 'enough'
      }
      wide = pace.wide(limit, parallel)
    }
  } finally {
    // An answer that begins only now asks for no further page.
    stride = null
    dropAll()
    await taking.catch(() => undefined)
  }
}

const idsOf = (page: OrdersPage): string[] => [...page.orders.map((order) => order.facts.joomId), ...page.unreadable.map((order) => order.joomId ?? order.raw)]

/**
 * Whether one of the page's first orders was read before and has not changed since: then nothing that has not changed stands
 * between the pages.
 * @param kept for the first page of a reading that goes on: what an earlier one took in
 */
async function isJoined(page: OrdersPage, seen: ReadonlyMap<string, Millis | null>, kept: PagesNeeds['kept'] | null): Promise<boolean> {
  const edge = page.orders.slice(0, shared + 1)
  if (edge.some(({ facts }) => seen.get(facts.joomId) === facts.lastUpdated)) return true
  if (edge.length === 0 && page.unreadable.some((order) => seen.has(order.joomId ?? order.raw))) return true
  if (kept === null) return false
  const before = await kept(edge.map(({ facts }) => facts.joomId))
  return edge.some(({ facts }) => before.get(facts.joomId) === facts.lastUpdated)
}
