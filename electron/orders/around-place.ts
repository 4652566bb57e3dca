import { idsOf, isOfThePage, type PageOutcome, type PageTrouble } from './orders-page.ts'

/** How far behind a place that cannot be read others are asked for: where none of them comes either, it is not the place. */
const beyond = [1, 10, 100]

/** No store has so many orders. */
const farBehind = 1_000_000

/** Questions after a few orders around a place of a list that could not be read, to tell what is wrong with it. */
export class AroundPlace {
  readonly #ask: (start: number, limit: number) => Promise<PageOutcome>
  readonly #signal: AbortSignal
  /** A place that came before: asked for first, so that a long stretch takes one such question a place. */
  #good = -1

  constructor(ask: (start: number, limit: number) => Promise<PageOutcome>, signal: AbortSignal) {
    this.#ask = ask
    this.#signal = signal
  }

  /**
   * Whether the list ends before this place: the order before it, which has been read, comes together with it as the only one.
   * Some servers refuse to be asked beyond the end, or fail. Where those two were rounded down to a whole page, which ends
   * before this place, a window is asked for that begins at a multiple of its length and reaches beyond it.
   */
  async isEnd(place: number, seen: ReadonlyMap<string, unknown>): Promise<boolean> {
    if (place === 0) return false
    const known = async (start: number, limit: number): Promise<number | null> => {
      const outcome = await this.#ask(start, limit)
      return outcome.kind === 'ok' && idsOf(outcome.value).every((id) => seen.has(id)) ? outcome.value.count : null
    }
    const count = await known(place - 1, 2)
    if (count !== 2) return count === 1
    let limit = 2
    while (place % limit === 0) limit++
    return await known(place - place % limit, limit) === place % limit
  }

  /** Whether so many orders from a place on come as one page, and all of them were read before. */
  async stands(place: number, count: number, seen: ReadonlyMap<string, unknown>): Promise<boolean> {
    const outcome = await this.#ask(place, count)
    return outcome.kind === 'ok' && outcome.value.count === count && idsOf(outcome.value).every((id) => seen.has(id))
  }

  /** Whether what stands at a place can be asked for, or lies behind the end of a list that says so. */
  async comes(place: number): Promise<boolean> {
    return (await this.#ask(place, 1)).kind === 'ok'
  }

  /**
   * What a server's word of a next page is worth, by what it says far behind any end: `always`, it means nothing; `true`, there
   * it says no such thing; `unsure`, it refuses to be asked there, or fails. Else what kept it from being asked.
   */
  async wordOfNext(place: number): Promise<'always' | 'true' | 'unsure' | 'aborted' | PageTrouble> {
    const outcome = await this.#ask(place + farBehind, 1)
    if (this.#signal.aborted) return 'aborted'
    if (outcome.kind === 'ok') return outcome.value.saysNext || outcome.value.count > 0 ? 'always' : 'true'
    return outcome.kind === 'refused' || isOfThePage(outcome) ? 'unsure' : outcome
  }

  /** @returns `null` where a place behind this one can be asked for, or lies behind the end of the list; else what kept it from being read */
  async whatIsWrongBeyond(place: number): Promise<PageTrouble | 'aborted' | null> {
    let met: PageTrouble | null = null
    for (const other of [...(this.#good > place ? [this.#good] : []), ...beyond.map((far) => place + far)]) {
      const outcome = await this.#ask(other, 1)
      if (this.#signal.aborted) return 'aborted'
      if (outcome.kind === 'ok' || outcome.kind === 'refused') {
        this.#good = other
        return null
      }
      met = outcome
      if (!isOfThePage(outcome)) break
    }
    return met
  }
}
