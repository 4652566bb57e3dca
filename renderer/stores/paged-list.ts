import { shallowRef, triggerRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'

/** Rows of a long list, the answer to a query, of which only some are held. */
export interface PagedList<Row, Query> {
  /** The row at a place, or `undefined` while it is not here. Reading it makes the reader depend on the list. */
  at(index: number): Row | undefined
  /** Every row held, with its place, in the order of the list. */
  held(): IterableIterator<readonly [number, Row]>
  /** Says which places are on the screen (`to` not included): what of them is missing is fetched. */
  show(from: number, to: number): void
  /**
   * Reads what is on the screen anew; what is held stays until the answer is put in place.
   * @returns a function that puts the new rows in place of all that is held, and does nothing if something newer came first
   */
  reread(query: Query): Promise<Result<() => void>>
}

export interface PagedListOptions<Row, Query> {
  readonly query: Query
  readonly fetch: (query: Query, offset: number, limit: number) => Promise<Result<readonly Row[]>>
  readonly pageSize: number
  /** How many pages are held at most; the farthest from the screen go first. */
  readonly maxPages: number
  readonly failed: (error: AppError) => void
}

/** Holds the pages around what is on the screen. An answer that belongs to an earlier state of the list is dropped. */
export function createPagedList<Row, Query>({ query: first, fetch, pageSize, maxPages, failed }: PagedListOptions<Row, Query>): PagedList<Row, Query> {
  const pages = shallowRef(new Map<number, readonly Row[]>())
  const underWay = new Set<number>()
  let query = first
  let rereads = 0
  let generation = 0
  let shown = { from: 0, to: 1 }

  const pagesShown = (): number[] => {
    const from = Math.floor(shown.from / pageSize)
    const to = Math.floor(Math.max(shown.from, shown.to - 1) / pageSize)
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  }

  function forgetFarPages(): void {
    const middle = (shown.from + shown.to) / 2 / pageSize
    const farthestFirst = [...pages.value.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    for (const page of farthestFirst.slice(0, Math.max(0, farthestFirst.length - maxPages))) pages.value.delete(page)
  }

  async function load(page: number): Promise<void> {
    const mine = generation
    underWay.add(page)
    const answer = await fetch(query, page * pageSize, pageSize)
    if (mine !== generation) return
    underWay.delete(page)
    if (!answer.ok) { failed(answer.error); return }
    pages.value.set(page, answer.value)
    forgetFarPages()
    triggerRef(pages)
  }

  function loadMissing(): void {
    for (const page of pagesShown()) if (!pages.value.has(page) && !underWay.has(page)) void load(page)
  }

  return {
    at: (index) => pages.value.get(Math.floor(index / pageSize))?.[index % pageSize],
    *held() {
      for (const page of [...pages.value.keys()].sort((a, b) => a - b)) {
        for (const [i, row] of (pages.value.get(page) ?? []).entries()) yield [page * pageSize + i, row] as const
      }
    },
    show(from, to) {
      shown = { from, to }
      loadMissing()
    },
    async reread(next) {
      rereads += 1
      const mine = rereads
      const wanted = pagesShown()
      const answers = await Promise.all(wanted.map(async (page) => ({ page, answer: await fetch(next, page * pageSize, pageSize) })))
      const fresh = new Map<number, readonly Row[]>()
      for (const { page, answer } of answers) {
        if (!answer.ok) return answer
        fresh.set(page, answer.value)
      }
      return { ok: true, value: () => {
        if (mine !== rereads) return
        generation += 1
        underWay.clear()
        query = next
        pages.value = fresh
        // The screen may have moved on while the answer was under way.
        loadMissing()
      } }
    }
  }
}
