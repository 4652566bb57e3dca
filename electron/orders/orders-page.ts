import type { Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ReadOutcome } from '../domain/outcome.ts'

/** One page of a list call. `count`: all entities in it, readable or not. */
export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  readonly count: number
  readonly mayHaveMore: boolean
  /** Whether the answer itself spoke of a next page. */
  readonly saysNext: boolean
  /** Where the next page begins, by the word of the answer; `null` or left out where it says nothing. */
  readonly nextStart?: number | null
  /** When it was answered by Joom's own clock; `null` where that was not told. */
  readonly answeredAt: Millis | null
}
export type PageOutcome = ReadOutcome<OrdersPage>
export type PageTrouble = Exclude<PageOutcome, { readonly kind: 'ok' }>
export type PageRefused = Extract<PageOutcome, { readonly kind: 'refused' }>

/** What is told of a page that is asked for. */
export interface PageWatch {
  readonly signal: AbortSignal
  /** A request for it leaves now: the first, or another after one that brought nothing. */
  readonly leaves: () => void
  /** Its answer begins, and is still to be read. */
  readonly arrived: () => void
}
export type AskForPage = (start: number, limit: number, watch: PageWatch) => Promise<PageOutcome>

/** Orders that two neighbouring pages share, so that it shows when the list has moved between them. */
export const shared = 3

/** Whether it may be for what stands in the page that it could not be read: there was an answer. */
export const isOfThePage = (outcome: PageTrouble): boolean => outcome.kind === 'unreadable' || (outcome.kind === 'unavailable' && outcome.answered === true)

/** The names of what stands in a page; of what has none, its text. */
export const idsOf = (page: OrdersPage): string[] => [...page.orders.map((order) => order.facts.joomId), ...page.unreadable.map((order) => order.joomId ?? order.raw)]

/**
 * Whether one of the page's first orders was read before and has not changed since: then nothing that has not changed stands
 * between the pages.
 * @param kept for the first page of a reading that goes on: what an earlier one took in
 */
export async function isJoined(page: OrdersPage, seen: ReadonlyMap<string, Millis | null>, kept: ((joomIds: readonly string[]) => Promise<ReadonlyMap<string, Millis | null>>) | null): Promise<boolean> {
  const edge = page.orders.slice(0, shared + 1)
  if (edge.some(({ facts }) => seen.get(facts.joomId) === facts.lastUpdated)) return true
  if (edge.length === 0 && page.unreadable.some((order) => seen.has(order.joomId ?? order.raw))) return true
  if (kept === null) return false
  const before = await kept(edge.map(({ facts }) => facts.joomId))
  return edge.some(({ facts }) => before.get(facts.joomId) === facts.lastUpdated)
}
