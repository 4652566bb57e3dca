import type { Asked } from '../domain/asked.ts'
import type { Millis } from '../domain/ids.ts'
import { AroundPlace } from './around-place.ts'
import { idsOf, isJoined, isOfThePage, shared, type OrdersPage, type PageOutcome, type PageTrouble } from './orders-page.ts'
import { PageSize } from './page-size.ts'
import { ReadingPace } from './reading-pace.ts'
import { mayHaveMoved, roundedTo, wholePage, type Window } from './whole-pages.ts'

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
/** Pages in a row without an order, each with word of a next one, that are followed. */
const mostEmpty = 100
/** No server caps its pages below this: a short list, such as a few changes, is at its end without a word. */
const leastCap = 20
/** A place is left out once it failed so often, one right behind such a place at once, and no more places than so many in one reading. */
const triesOfOne = 2
const mostSkipped = 150

interface Fetch {
  /** The request that left last: what it brings is as new as that one, however often it was repeated. */
  readonly asked: () => Asked
  readonly outcome: Promise<PageOutcome>
  /** How many were asked for. */
  readonly size: number
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
 *
 * Servers that round `start` down to whole pages, of as many as were asked for or as they give, are known by what their pages
 * begin with: from then on, and wherever a reading goes on, windows are asked for that begin at a multiple of their length. Where
 * a server takes out of a page what does not belong into the list, pages are short or empty, and the next one begins where the
 * answer says. Its word of a next page behind an empty one counts only where it is not said far behind any end as well, and no
 * more than `mostEmpty` times in a row: then the reading ends as unreadable.
 *
 * Where a page cannot be read though there was an answer, smaller ones are asked for, down to a single order; one that cannot
 * be read even alone, while others behind it can, is left out and told. Where they cannot either, the server is down: then,
 * after a few more requests, the reading ends with its first trouble. Where it is the place behind the last, it is the end.
 */
export async function readPages({ ask, asking, take, kept, skipped, steady }: PagesNeeds, { from, first = limit, most = Infinity, parallel, joined: joining = true, long = false, pace = new ReadingPace(), leave, signal }: PagesOptions): Promise<PagesEnd> {
  const seen = new Map<string, Millis | null>()
  const places = new Map<string, number>()
  const fetches = new Map<number, Fetch>()
  const sizes = new PageSize(first, limit)
  const around = new AroundPlace((start, size) => ask(start, size, { signal, leaves: () => undefined, arrived: () => undefined }), signal)
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
  /** What first kept a page from being read since the last that was, how often its first order failed alone, and how many were left out. */
  let trouble: PageTrouble | null = null
  let failedAlone = 0
  let leftOut = 0
  let leftOutLast = -1
  let wide = pace.wide(limit, parallel)
  /** Whether the server rounds `start` down to whole pages. */
  let rounds = false
  /** Whether it takes orders out of its pages, so that the places of the list are not those of its orders. */
  let picks = false
  /** What the server's word of a next page is worth, once that mattered; whether a page was empty when it was asked for last, and how many were in a row. */
  let word: 'always' | 'true' | 'unsure' | null = null
  let wasEmpty = false
  let emptyPages = 0
  /** Whether such a word is followed that may mean nothing: where nothing comes there, it is the end. */
  let isBlind = false
  let longest = 0
  /** The writing of the last page, and of the one before. */
  let taking = Promise.resolve()
  let written = Promise.resolve()
  /** From the beginning of one page to that of the next, while pages follow each other. */
  let stride: number | null = long && first >= limit && from === 0 ? limit - overlap : null
  let furthest = 0

  const isGivenUp = (): boolean => signal.aborted
  /** Whether a reading that goes on does so where there is nothing any more: the list has become shorter, and its beginning comes. It is read from there then. */
  const isAstray = async (): Promise<boolean> => pages === 0 && next > 0 && await around.comes(0)
  const dropAll = (): void => {
    for (const { drop } of fetches.values()) drop()
    fetches.clear()
  }
  /** What is asked for next. */
  const window = (): Window => {
    const wanted = Math.max(0, next - back)
    if (rounds || pages === 0) return wholePage(wanted, sizes.at(wanted), sizes.most, joint > 0 && wanted > 0 ? shared : 0, leftOutLast + 1)
    const start = Math.max(0, next - joint - back)
    return { start, limit: sizes.at(start) }
  }
  const fetch = ({ start, limit: size }: Window): Fetch => {
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
    const outcome = ask(start, size, { signal: AbortSignal.any([signal, letGo.signal]), leaves, arrived }).then((answer) => {
      made.reading = steady() - began - (made.trip ??= steady() - began)
      return answer
    })
    outcome.catch(() => undefined) // whoever waits for it hears of it; where nobody does, nobody has to
    const made: Fetch = { asked: () => asked, outcome, size, trip: null, reading: null, drop: () => { letGo.abort() } }
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
      else fetch({ start, limit: sizes.at(start) })
    }
  }

  try {
    for (;;) {
      const asked = window()
      const { start } = asked
      /** How many of its orders were read before. */
      const lap = rounds || pages === 0 ? Math.max(0, next - back - start) : joint
      // What was asked ahead stands at other places where pages come in another size.
      if (pages > 0 && !fetches.has(start)) {
        dropAll()
        stride = null
      }
      const fetched = fetch(asked)
      if (pages === 0) askAhead()
      const outcome = await fetched.outcome
      fetches.delete(start)
      if (isGivenUp()) return 'aborted'
      if (outcome.kind !== 'ok') {
        const isBehindAll = pages > 0 && start === next
        if (isBlind && (outcome.kind === 'refused' || (isOfThePage(outcome) && await around.whatIsWrongBeyond(next) !== null))) {
          await taking
          return 'ended'
        }
        // The page before looked like the last, or spoke of a next one that is not there.
        if (outcome.kind === 'refused' && (doubted || (isBehindAll && await around.isEnd(next, seen)))) {
          await taking
          return 'ended'
        }
        if (isGivenUp()) return 'aborted'
        if (outcome.kind === 'refused' && await isAstray()) {
          next = 0
          continue
        }
        if (!isOfThePage(outcome)) return outcome
        trouble ??= outcome
        dropAll()
        stride = null
        joint = 0
        back = 0
        sizes.failed(start + fetched.size)
        if (fetched.size > 1 || start !== next) continue
        const inARow = leftOutLast === next - 1
        if (isBehindAll && !inARow && failedAlone === 0 && await around.isEnd(next, seen)) {
          await taking
          return 'ended'
        }
        const elsewhere = await around.whatIsWrongBeyond(next)
        if (elsewhere === 'aborted') return elsewhere
        if (elsewhere !== null && isOfThePage(elsewhere) && await isAstray()) {
          next = 0
          sizes.skipped(false)
          continue
        }
        if (elsewhere !== null) return isOfThePage(elsewhere) ? trouble : elsewhere
        if (++failedAlone < triesOfOne && !inARow) continue
        if (++leftOut > mostSkipped) return trouble
        skipped?.(next, outcome)
        leftOutLast = next++
        failedAlone = 0
        sizes.skipped(inARow)
        // It may have been the last.
        doubted = true
        continue
      }
      const page = outcome.value
      const ids = idsOf(page)
      const fresh = ids.reduce((count, id) => (seen.has(id) ? count : count + 1), 0)
      // A window that begins at a multiple of its length is rounded only where the server gives less than that.
      const isWhole = rounds && (fresh === 0 || page.count >= fetched.size)
      const rounded = picks || isWhole ? null : roundedTo(page, start, fresh > 0, [page.count, longest, fetched.size], places)
      const isMoved = rounded !== null && start - rounded <= mayHaveMoved && fresh > 0
      const begins = rounded ?? start
      const readTo = rounded === null ? start + page.count : Math.max(next, rounded + page.count)
      let upTo = readTo
      // Its places in the list are not those of its orders: others were taken out of it.
      const step = start + Math.min(fetched.size, Math.max(longest, leastCap))
      const moreKnown = ids.length - fresh > Math.max(lap, reach - start)
      const leadsOn = (page.nextStart ?? (fresh === 0 && (moreKnown || rounds) ? step : 0)) > upTo
      const isThin = page.count === 0 || (leadsOn && (picks || ((rounded === null || rounds) && (fresh === 0 || moreKnown))))
      if (page.saysNext && (isThin || (fresh === 0 && page.count <= lap)) && word === null) {
        const tried = await around.wordOfNext(next)
        if (tried === 'aborted' || typeof tried === 'object') return tried
        word = tried
      }
      // Perhaps it is empty for a moment only.
      if (page.count === 0 && page.saysNext && !wasEmpty && word !== 'always') {
        wasEmpty = true
        dropAll()
        stride = null
        continue
      }
      pages++
      trouble = null
      failedAlone = 0
      const follows = page.saysNext && isThin && word !== 'always'
      if (follows) picks = true
      if (((rounded !== null && !isMoved) || picks) && rounds === picks) {
        rounds = !picks
        dropAll()
        stride = null
      }
      if (rounds && page.count < fetched.size) sizes.capAt(Math.max(page.count, leastCap))
      if (follows) {
        const told = page.nextStart ?? 0
        upTo = Math.max(next + 1, told > start && told <= start + fetched.size ? told : step)
      }
      sizes.came(fetched.size, upTo)
      isBlind = (follows && word === 'unsure') || (isBlind && fresh === 0)
      wasEmpty = false
      emptyPages = page.count === 0 ? emptyPages + 1 : 0
      longest = Math.max(longest, page.count)
      if (emptyPages > mostEmpty) return { kind: 'unreadable', message: `${String(mostEmpty)} pages in a row hold no orders, and each speaks of a next one`, requestId: outcome.requestId }

      if (!follows && joint > 0 && start > 0) {
        const joined = await isJoined(page, seen, pages === 1 || seen.size === 0 ? kept : null)
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
      const isOver = page.count === 0 || !(page.mayHaveMore || doubtful) || (fresh === 0 && ((page.count <= lap && (!page.saysNext || word === 'always')) || nothingNew >= mostIdle.other))
      const ended = isOver && !follows
      joint = follows || page.count <= 2 * shared || sizes.narrow ? 0 : overlap
      if (ended) stride = null
      else if (pages < most) {
        fetch(window())
        // After the first page that looked like the last, one question is enough; where that brought more, pages are as short as that.
        if ((doubtful && !doubted) || rounds || follows) stride = null
        else if (sizes.isMost(fetched.size) && !sizes.narrow) stride = page.count - joint
        askAhead()
      }
      doubted = doubtful

      const isUnsure = isBlind
      // One page is written and one waits for that while the next is read, not more: a disk is slow now and then.
      await written
      written = taking
      taking = taking.then(async () => {
        const before = steady()
        await take(page, { ...fetched.asked(), requestId: outcome.requestId }, isUnsure ? readTo : upTo, fresh)
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
    stride = null
    dropAll()
    await taking.catch(() => undefined)
  }
}
