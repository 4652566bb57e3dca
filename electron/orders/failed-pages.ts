import type { AroundPlace } from './around-place.ts'
import { isOfThePage, type PageTrouble } from './orders-page.ts'
import type { PageSize } from './page-size.ts'

/** A place is left out once it failed so often, one right behind such a place at once, and no more places than so many in one reading. */
const triesOfOne = 2
const mostSkipped = 150

export interface FailedNeeds {
  readonly around: AroundPlace
  readonly sizes: PageSize
  /** Told of a place of the list that is left out, since it cannot be read even alone, while others can. */
  readonly skipped: ((place: number, outcome: PageTrouble) => void) | undefined
  readonly signal: AbortSignal
}

/** A page that could not be read, and where it stands in what was read so far. */
export interface FailedPage {
  readonly start: number
  /** How many were asked for. */
  readonly size: number
  /** The place behind all that was read, and what was read there. */
  readonly next: number
  readonly seen: ReadonlyMap<string, unknown>
  /** Whether no page has come yet. */
  readonly isFirst: boolean
  /** Whether the page before looked like the last. */
  readonly doubted: boolean
  /** Whether it was asked for by a word of a next page that may mean nothing. */
  readonly blind: boolean
}

/**
 * What becomes of pages that cannot be read. Where there was an answer, smaller ones are asked for, down to a single order; one
 * that cannot be read even alone, while others behind it can, is left out and told. Where they cannot either, the server is down:
 * then, after a few more requests, the reading ends with its first trouble. Where it is the place behind the last, it is the end.
 */
export class FailedPages {
  readonly #needs: FailedNeeds
  /** What first kept a page from being read since the last that was, how often its first order failed alone, and how many were left out. */
  #trouble: PageTrouble | null = null
  #failedAlone = 0
  #leftOut = 0
  #leftOutLast = -1

  constructor(needs: FailedNeeds) {
    this.#needs = needs
  }

  /** The place that was left out last; -1: none. */
  get leftOutLast(): number {
    return this.#leftOutLast
  }

  /** A page came. */
  came(): void {
    this.#trouble = null
    this.#failedAlone = 0
  }

  /** @returns the place from which the list is read on, beyond `next` where that was left out; else what the reading ends with */
  async from(outcome: PageTrouble, { start, size, next, seen, isFirst, doubted, blind }: FailedPage): Promise<number | 'ended' | 'aborted' | PageTrouble> {
    const { around, sizes, skipped, signal } = this.#needs
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
    sizes.failed(start + size)
    if (size > 1 || start !== next) return next
    const inARow = this.#leftOutLast === next - 1
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
    this.#leftOutLast = next
    this.#failedAlone = 0
    sizes.skipped(inARow)
    return next + 1
  }
}
