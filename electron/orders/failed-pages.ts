import type { AroundPlace } from './around-place.ts'
import { isOfThePage, type PageTrouble } from './orders-page.ts'
import type { PageSize } from './page-size.ts'

/** A place is left out once it failed so often, one right behind such a place at once, and no more places than so many in one reading. */
const triesOfOne = 2
const mostSkipped = 150
/** Pieces are read again from so many orders before them, and so often. */
const stepBack = 20
const mostAgain = 3

export interface FailedNeeds {
  readonly around: AroundPlace
  readonly sizes: PageSize
  /** What was read. */
  readonly seen: ReadonlyMap<string, unknown>
  /** Told of a place of the list that is left out, since it cannot be read even alone, while others can. */
  readonly skipped: ((place: number, outcome: PageTrouble) => void) | undefined
  readonly signal: AbortSignal
}

/** A page that could not be read, and where it stands in what was read so far. */
export interface FailedPage {
  readonly start: number
  /** How many were asked for. */
  readonly size: number
  /** The place behind all that was read. */
  readonly next: number
  /** Whether no page has come yet. */
  readonly isFirst: boolean
  /** Whether the page before looked like the last. */
  readonly doubted: boolean
  /** Whether it was asked for by a word of a next page that may mean nothing. */
  readonly blind: boolean
}

/** What came in pieces that do not join, since it could not be read as one page: from this place on. */
interface Pieces {
  readonly from: number
  /** From here on it can be told whether the list has moved: the order before, where that can be read. `null`: that was read by an earlier reading, so it cannot. */
  readonly edge: number | null
}

/**
 * What becomes of pages that cannot be read. Where there was an answer, smaller ones are asked for, down to a single order; one
 * that cannot be read even alone, while others behind it can, is left out and told. Where they cannot either, the server is down:
 * then, after a few more requests, the reading ends with its first trouble. Where it is the place behind the last, it is the end.
 *
 * The list may move meanwhile, and the pieces do not join. What came in pieces is read once more where nothing had to be left out;
 * else it is asked for as one page once an order behind has come: where that brings anything else, or the place that was left out
 * can be read now, the list has moved, and all of it is read again.
 */
export class FailedPages {
  readonly #needs: FailedNeeds
  /** What first kept a page from being read since the last that was, how often its first order failed alone, and how many were left out. */
  #trouble: PageTrouble | null = null
  #failedAlone = 0
  #leftOut = 0
  #leftOutLast = -1
  /** What comes in pieces now; what did before places that were left out, the first of them, until an order behind them has come. */
  #pieces: Pieces | null = null
  #hole: (Pieces & { readonly first: number }) | null = null
  /** The farthest place from which pieces were read once more, and how often that was in a row. */
  #readAgain = -1
  #timesAgain = 0

  constructor(needs: FailedNeeds) {
    this.#needs = needs
  }

  /** The place that was left out last; -1: none. */
  get leftOutLast(): number {
    return this.#leftOutLast
  }

  /**
   * A page came.
   * @param joins whether pages have to join, and can @param isLast whether it looks like the last
   * @returns the place from which the list is read again, since it has moved while pages could not be read, or may have; `null`: it goes on
   */
  async came(joins: boolean, isLast: boolean): Promise<number | null> {
    this.#trouble = null
    this.#failedAlone = 0
    const [hole, pieces] = [this.#hole, this.#pieces]
    this.#hole = null
    if (!joins) this.#pieces = null
    else if (hole !== null) return await this.#stands(hole) ? null : this.#again(hole)
    else if (pieces !== null && (isLast || !this.#needs.sizes.narrow)) return this.#again(pieces)
    return null
  }

  /** How much of what was read up to a place is sure to be whole: not what came in pieces. */
  sureTo(place: number): number {
    return Math.min(place, (this.#hole ?? this.#pieces)?.from ?? place)
  }

  /** From a little before, where what could not be read may stand by now. @returns `null` where that was done often enough */
  #again({ from }: Pieces): number | null {
    this.#pieces = null
    this.#timesAgain = from > this.#readAgain ? 1 : this.#timesAgain + 1
    this.#readAgain = Math.max(from, this.#readAgain)
    if (this.#timesAgain > mostAgain) return null
    const { sizes } = this.#needs
    const place = Math.max(0, from - stepBack)
    // Pages that are as small as their shared edge would lead nowhere.
    if (sizes.narrow || sizes.at(place) < stepBack) sizes.skipped(false)
    if (this.#leftOutLast >= place) this.#leftOutLast = -1
    return place
  }

  /** Whether the list is as it was when the order before the places that are left out was read, and the last of these still cannot be read. */
  async #stands({ edge, first }: Pieces & { readonly first: number }): Promise<boolean> {
    const { around, seen } = this.#needs
    return edge !== null && (first === edge || await around.stands(edge, first - edge, seen)) && !await around.comes(this.#leftOutLast)
  }

  /** @returns the place from which the list is read on, beyond `next` where that was left out; else what the reading ends with */
  async from(outcome: PageTrouble, { start, size, next, isFirst, doubted, blind }: FailedPage): Promise<number | 'ended' | 'aborted' | PageTrouble> {
    const { around, sizes, seen, skipped, signal } = this.#needs
    /** Whether a reading that goes on does so where there is nothing any more: the list has become shorter, and its beginning comes. It is read from there then. */
    const isAstray = async (): Promise<boolean> => isFirst && next > 0 && await around.comes(0)
    const isBehindAll = !isFirst && start === next
    if (blind && (outcome.kind === 'refused' || (isOfThePage(outcome) && await around.whatIsWrongBeyond(next) !== null))) return 'ended'
    // The page before looked like the last, or spoke of a next one that is not there.
    if (outcome.kind === 'refused' && (doubted || (isBehindAll && await around.isEnd(next, seen)))) return 'ended'
    if (signal.aborted) return 'aborted'
    if (outcome.kind === 'refused' && await isAstray()) return 0
    if (!isOfThePage(outcome)) return outcome
    this.#trouble ??= outcome
    this.#pieces ??= { from: next, edge: isFirst && next > 0 ? null : this.#leftOutLast === next - 1 ? next : next - 1 }
    sizes.failed(start + size)
    if (size > 1 || start !== next) return next
    const inARow = next > 0 && this.#leftOutLast === next - 1
    if (isBehindAll && !inARow && this.#failedAlone === 0 && await around.isEnd(next, seen)) return 'ended'
    const elsewhere = await around.whatIsWrongBeyond(next)
    if (elsewhere === 'aborted') return elsewhere
    if (elsewhere !== null && isOfThePage(elsewhere) && await isAstray()) {
      sizes.skipped(false)
      return 0
    }
    if (elsewhere !== null) return isOfThePage(elsewhere) ? this.#trouble : elsewhere
    if (++this.#failedAlone < triesOfOne && !inARow) return next
    if (++this.#leftOut > mostSkipped) return this.#trouble
    skipped?.(next, outcome)
    this.#hole ??= { ...this.#pieces, first: next }
    this.#pieces = null
    this.#leftOutLast = next
    this.#failedAlone = 0
    sizes.skipped(inARow)
    return next + 1
  }
}
