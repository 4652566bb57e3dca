import type { Asked } from '../domain/asked.ts'
import type { Millis } from '../domain/ids.ts'
import { AroundPlace } from './around-place.ts'
import { FailedPages } from './failed-pages.ts'
import { FollowingNext, leastCap } from './following-next.ts'
import { idsOf, isJoined, shared, type AskForPage, type OrdersPage, type PageTrouble } from './orders-page.ts'
import { PageSize } from './page-size.ts'
import { PagesAhead } from './pages-ahead.ts'
import { ReadingPace } from './reading-pace.ts'
import { mayHaveMoved, roundedTo, wholePage, type Window } from './whole-pages.ts'

export interface PagesNeeds {
  readonly ask: AskForPage
  /** A number for a request that leaves now. */
  readonly asking: () => Asked
  /** Takes a page in, in the order of the list. `next`: everything before it has been taken in. `fresh`: how many of its orders this reading had not seen. */
  readonly take: (page: OrdersPage, asked: Asked, next: number, fresh: number) => Promise<void>
  /** Which of these orders are kept from before, with the time of their last change. */
  readonly kept: (joomIds: readonly string[]) => Promise<ReadonlyMap<string, Millis | null>>
  /** Told of a place of the list that is left out, since it cannot be read even alone, while others can. */
  readonly skipped?: ((place: number, outcome: PageTrouble) => void) | undefined
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
export type PagesEnd = 'ended' | 'enough' | 'aborted' | PageTrouble

/** The most a page may hold (reference: `order/multi-get`, limit). */
const limit = 500
/** How far back a list that has moved is read again, one try after the other. */
const stepsBack = [50, 200, 800]
const mostSteps = 60
/** Pages in a row that may bring nothing new before the list is taken to be at its end: the very same page, or others. */
const mostIdle = { same: 3, other: 60 }

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
 *
 * Servers that round `start` down to whole pages, of as many as were asked for or as they give, are known by what their pages
 * begin with: from then on, and wherever a reading goes on, windows are asked for that begin at a multiple of their length. Where
 * a server takes out of a page what does not belong into the list, the next one begins where the answer says (`FollowingNext`).
 * An order that spoils every page that it stands in is left out and told (`FailedPages`).
 */
export async function readPages({ ask, asking, take, kept, skipped, steady }: PagesNeeds, { from, first = limit, most = Infinity, parallel, joined: joining = true, long = false, pace = new ReadingPace(), leave, signal }: PagesOptions): Promise<PagesEnd> {
  const seen = new Map<string, Millis | null>()
  const places = new Map<string, number>()
  const sizes = new PageSize(first, limit)
  const around = new AroundPlace((start, size) => ask(start, size, { signal, leaves: () => undefined, arrived: () => undefined }), signal)
  const following = new FollowingNext(around)
  const failed = new FailedPages({ around, sizes, seen, skipped, signal })
  const overlap = joining ? shared : 0
  let pages = 0
  let wide = pace.wide(limit, parallel)
  const ahead = new PagesAhead({
    ask, asking, steady, signal, size: (start) => sizes.at(start), wide: () => wide, wanted: (more) => pages + more <= most
  }, long && first >= limit && from === 0 ? limit - overlap : null)
  let next = from
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
  /** Whether the server rounds `start` down to whole pages. */
  let rounds = false
  /** The writing of the last page, and of the one before. */
  let taking = Promise.resolve()
  let written = Promise.resolve()

  /** What is asked for next. */
  const window = (): Window => {
    const wanted = Math.max(0, next - back)
    if (rounds || pages === 0) return wholePage(wanted, sizes.at(wanted), sizes.most, joint > 0 && wanted > 0 ? shared : 0, failed.leftOutLast + 1)
    const start = Math.max(0, next - joint - back)
    return { start, limit: sizes.at(start) }
  }

  try {
    for (;;) {
      const asked = window()
      const { start } = asked
      /** How many of its orders were read before. */
      const lap = rounds || pages === 0 ? Math.max(0, next - back - start) : joint
      // What was asked ahead stands at other places where pages come in another size.
      if (pages > 0 && !ahead.has(start)) ahead.letGo()
      const fetched = ahead.page(asked)
      if (pages === 0) ahead.fill()
      const outcome = await fetched.outcome
      ahead.done(start)
      if (signal.aborted) return 'aborted'
      if (outcome.kind !== 'ok') {
        const readOn = await failed.from(outcome, { start, size: fetched.size, next, isFirst: pages === 0, doubted, blind: following.blind })
        if (readOn === 'ended') await taking
        if (typeof readOn !== 'number') return readOn
        ahead.letGo()
        joint = 0
        back = 0
        // What was left out may have been the last.
        if (readOn > next) doubted = true
        next = readOn
        continue
      }
      const page = outcome.value
      const ids = idsOf(page)
      const fresh = ids.reduce((count, id) => (seen.has(id) ? count : count + 1), 0)
      // An order that has changed since may stand elsewhere now.
      for (const { facts } of page.orders) if (seen.get(facts.joomId) !== facts.lastUpdated) places.delete(facts.joomId)
      // A window that begins at a multiple of its length is rounded only where the server gives less than that.
      const isWhole = rounds && (fresh === 0 || page.count >= fetched.size)
      const rounded = following.picks || isWhole ? null : roundedTo(page, start, fresh > 0, [page.count, following.longest, fetched.size], places)
      const isMoved = rounded !== null && start - rounded <= mayHaveMoved && fresh > 0
      const begins = rounded ?? start
      const readTo = rounded === null ? start + page.count : Math.max(next, rounded + page.count)
      const moreKnown = ids.length - fresh > Math.max(lap, reach - start)
      const led = await following.from(page, { start, size: fetched.size, next, readTo, fresh, lap, moreKnown, rounds, rounded: rounded !== null, requestId: outcome.requestId })
      if (led === 'again') {
        ahead.letGo()
        continue
      }
      if (led === 'aborted' || (typeof led === 'object' && led !== null)) return led
      const follows = led !== null
      const upTo = led ?? readTo
      pages++
      sizes.came(fetched.size, upTo)
      const again = await failed.came(joining && !rounds && !follows && steps < mostSteps, !page.mayHaveMore)
      if (again !== null) {
        ahead.letGo()
        next = again
        joint = Math.min(overlap, next - failed.leftOutLast - 1)
        back = 0
        doubted = false
        steps++
        continue
      }
      if (((rounded !== null && !isMoved) || following.picks) && rounds === following.picks) {
        rounds = !following.picks
        ahead.letGo()
      }
      if (rounds && page.count < fetched.size) sizes.capAt(Math.max(page.count, leastCap))

      if (!follows && joint > 0 && start > 0) {
        const joined = await isJoined(page, seen, pages === 1 || seen.size === 0 || start < from ? kept : null)
        const further = stepsBack.find((step) => step > back)
        if (!joined && further !== undefined && unjoined < 2 && steps < mostSteps) {
          back = further
          steps++
          continue
        }
        unjoined = joined ? 0 : unjoined + 1
      }
      const wentBack = back > 0
      back = 0
      next = upTo
      const same = ids.length > shared && ids.every((id, i) => id === last[i])
      last = ids
      if (fresh > 0) nothingNew = 0
      else if (!wentBack && (next > reach || page.count <= lap || rounded !== null)) nothingNew += same ? mostIdle.other / mostIdle.same : 1
      reach = Math.max(reach, next)
      // The last few once more are the end, unless there is word of more: pages differ in length on some servers. A page of nothing but known ones is a list that has moved a lot, or a server that repeats itself.
      spoken ||= page.saysNext
      const doubtful = !page.mayHaveMore && joining && !spoken && (long || page.count >= leastCap)
      const isOver = page.count === 0 || !(page.mayHaveMore || doubtful) || (fresh === 0 && ((page.count <= lap && (!page.saysNext || following.meansNothing)) || nothingNew >= mostIdle.other))
      const ended = isOver && !follows
      // Small pages that were asked for so, behind what was left out, share one order.
      const isSmall = page.count <= 2 * shared
      joint = follows || sizes.narrow ? 0 : !isSmall ? overlap : !rounds && page.count === fetched.size ? Math.min(overlap, 1) : 0
      if (ended) ahead.stride = null
      else if (pages < most) {
        ahead.page(window())
        // After the first page that looked like the last, one question is enough; where that brought more, pages are as short as that.
        if ((doubtful && !doubted) || rounds || follows) ahead.stride = null
        else if (sizes.isMost(fetched.size) && !sizes.narrow) ahead.stride = page.count - joint
        ahead.fill()
      }
      doubted = doubtful

      const surely = failed.sureTo(following.blind ? readTo : upTo)
      // One page is written and one waits for that while the next is read, not more: a disk is slow now and then.
      await written
      written = taking
      taking = taking.then(async () => {
        const before = steady()
        await take(page, { ...fetched.asked(), requestId: outcome.requestId }, surely, fresh)
        pace.wrote(steady() - before, page.count)
      })
      taking.catch(() => undefined) // thrown where it is awaited
      for (const [nth, { facts }] of page.orders.entries()) {
        seen.set(facts.joomId, facts.lastUpdated)
        if (page.unreadable.length === 0) places.set(facts.joomId, begins + nth)
      }
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
    ahead.letGo()
    await taking.catch(() => undefined)
  }
}
