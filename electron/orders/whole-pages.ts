import type { OrdersPage } from './orders-page.ts'

/** A part of a list: so many orders from the place on. */
export interface Window {
  readonly start: number
  readonly limit: number
}

/** A page that begins so little before its place may do so because the list has moved. */
export const mayHaveMoved = 8

/** Orders that are read once more for it, at most. */
const mostAgain = 20

/**
 * The window that brings the most beyond a place, and begins at a multiple of its own length: a server that rounds `start` down to
 * whole pages answers it as any other does.
 * @param next the place behind all that was read
 * @param most how many orders behind that, at most
 * @param longest how long the window may be
 * @param overlap how many orders before it are to be in the window; left out where that cannot be
 * @param from nothing before this place may be in the window
 */
export function wholePage(next: number, most: number, longest: number, overlap: number, from: number): Window {
  let best: Window = { start: next, limit: 1 }
  const edge = Math.max(0, next - overlap)
  const earliest = Math.max(from, edge - mostAgain)
  for (let limit = 2; limit <= longest; limit++) {
    const start = edge - edge % limit
    const end = start + limit
    if (start >= earliest && end <= next + most && end > best.start + best.limit) best = { start, limit }
  }
  return best
}

/**
 * Where a page begins for which a server has rounded `start` down to whole pages.
 * @param brings whether there is an order in it that was not read before
 * @param lengths that its whole pages may have
 * @param places of orders that were read before; those of pages with something unreadable in them are not known
 * @returns `null` where it begins where it should, as far as its orders show
 */
export function roundedTo(page: OrdersPage, start: number, brings: boolean, lengths: readonly number[], places: ReadonlyMap<string, number>): number | null {
  const nth = page.orders.findIndex(({ facts }) => places.has(facts.joomId))
  const place = places.get(page.orders[nth]?.facts.joomId ?? '')
  if (place === undefined) return null
  // What is unreadable may stand before it or behind.
  const latest = place - nth
  const earliest = latest - page.unreadable.length
  const off = (begins: number): number => Math.max(0, earliest - begins, begins - latest)
  if (off(start) === 0) return null
  const [nearest] = lengths.map((length) => start - start % length).filter((begins) => begins < start).sort((a, b) => off(a) - off(b))
  // The list may have moved a little as well; or that is all that has happened.
  const slack = nearest === undefined || (start - nearest <= mayHaveMoved && !brings) ? 0 : (start - nearest) / 2
  return nearest !== undefined && off(nearest) <= slack ? nearest : null
}
