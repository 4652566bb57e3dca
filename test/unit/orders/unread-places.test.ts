import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageOutcome } from '../../../electron/orders/orders-page.ts'
import { readPages, type PagesEnd } from '../../../electron/orders/read-pages.ts'
import { UnreadPlaces } from '../../../electron/orders/unread-places.ts'
import { received } from '../../support/orders.ts'

const http500: PageOutcome = { kind: 'unavailable', message: 'HTTP 500', requestId: null, answered: true }
const notJson: PageOutcome = { kind: 'unreadable', message: 'no JSON', requestId: null }

/** Reads a list of so many orders from a server that fails where `bad` says so of a page. */
async function read(orders: number, bad: (start: number, end: number) => PageOutcome | null, from = 0, always = false): Promise<{ end: PagesEnd; taken: Set<string>; left: number[]; asked: number }> {
  const taken = new Set<string>()
  const left: number[] = []
  let asked = 0
  const end = await readPages({
    ask: (start, limit): Promise<PageOutcome> => {
      asked++
      const to = Math.min(orders, start + limit)
      const list = Array.from({ length: Math.max(0, to - start) }, (_, i) => received(`O${String(start + i)}`))
      return Promise.resolve(bad(start, to) ?? { kind: 'ok', value: { orders: list, unreadable: [], count: list.length, mayHaveMore: always ? list.length > 0 : to < orders, saysNext: always || to < orders, answeredAt: null }, requestId: null })
    },
    asking: () => ({ at: 0, nth: 1 }), steady: () => 0, kept: () => Promise.resolve(new Map()),
    skipped: (place) => { left.push(place) },
    take: (page) => {
      for (const { facts } of page.orders) taken.add(facts.joomId)
      return Promise.resolve()
    }
  }, { from, long: true, parallel: 6, signal: new AbortController().signal })
  return { end, taken, left, asked }
}
const holds = (places: readonly number[], outcome: PageOutcome) => (start: number, end: number): PageOutcome | null => places.some((place) => place >= start && place < end) ? outcome : null

describe('a list with an order that spoils its page', () => {
  it.each([[[601], http500], [[601], notJson], [[0], http500], [[899], http500], [[499, 500], notJson], [[3, 4, 5, 300, 896], http500]] as const)('brings all others, and tells which places could not be read (%j)', async (places, outcome) => {
    const { end, taken, left, asked } = await read(900, holds(places, outcome))
    expect([end, taken.size, left]).toEqual(['ended', 900 - places.length, [...places]])
    expect(asked).toBeLessThan(25 * places.length + 15)
  })

  it('reads pages that are too long in smaller ones, and leaves nothing out', async () => {
    const { end, taken, left, asked } = await read(3000, (start, to) => to - start > 400 ? notJson : null)
    expect([end, taken.size, left]).toEqual(['ended', 3000, []])
    expect(asked).toBeLessThan(45)
  })

  it('brings all around a hundred in a row', async () => {
    const places = Array.from({ length: 100 }, (_, i) => 250 + i)
    const { end, taken, left, asked } = await read(900, holds(places, http500))
    expect([end, taken.size, left]).toEqual(['ended', 800, places])
    expect(asked).toBeLessThan(230)
  })

  it.each([[900, 'refused'], [500, 'refused'], [4, 'refused'], [900, http500], [900, notJson]] as const)('ends well where a server of %i orders speaks of a next page for ever, and does not answer behind the last', async (orders, beyond) => {
    const no: PageOutcome = beyond === 'refused' ? { kind: 'refused', httpStatus: 400, code: '1000', message: 'start', data: null, requestId: null } : beyond
    const { end, taken, left } = await read(orders, (start) => start >= orders ? no : null, 0, true)
    expect([end, taken.size, left]).toEqual(['ended', orders, []])
  })

  it('does not take a no in the middle of a list for its end', async () => {
    const no: PageOutcome = { kind: 'refused', httpStatus: 403, code: '1000', message: 'closed', data: null, requestId: null }
    let asked = 0
    expect(await read(900, () => ++asked > 1 ? no : null, 0, true)).toMatchObject({ end: no })
    expect(await read(900, holds([500], no), 0, true)).toMatchObject({ end: no })
  })

  it.each([[0, 5], [600, 5]])('ends with one trouble and a few requests where the server is down (from %i)', async (from, most) => {
    const { end, left, asked } = await read(900, () => http500, from)
    expect([end, left]).toEqual([http500, []])
    // The pages that were asked ahead, and then these.
    expect(asked).toBeLessThanOrEqual(most + 6)
    const lost: PageOutcome = { kind: 'unavailable', message: 'ECONNRESET', requestId: null }
    expect(await read(900, () => lost, from)).toMatchObject({ end: lost, left: [] })
  })

  it('ends where everything behind a place fails, and where nearly everything does', async () => {
    expect(await read(900, (_start, end) => end > 450 ? http500 : null)).toMatchObject({ end: http500, left: [] })
    const { end, left } = await read(900, (start, to) => Array.from({ length: Math.max(0, to - start) }, (_, i) => start + i).some((place) => place % 2 === 1) ? notJson : null)
    expect(end).toEqual(notJson)
    expect(left).toHaveLength(150)
  })

  it('tries the first of all twice as well before it is left out', async () => {
    let nth = 0
    const { end, taken, left } = await read(900, () => ++nth <= 2 ? http500 : null)
    expect([end, taken.size, left]).toEqual(['ended', 900, []])
  })

  it('leaves nothing out for a server that answers only now and then', async () => {
    let nth = 0
    const { end, taken, left } = await read(900, () => ++nth % 3 === 0 ? http500 : null)
    expect([end, taken.size, left]).toEqual(['ended', 900, []])
  })
})

/** A list by the time of the last change, from a server that may say nothing of a next page, where some change while it is found out what spoils its pages; each then stands at its end. */
function movingList(orders: number, spoilt: readonly string[], moves: readonly { readonly at: number; readonly which: number | 'spoilt'; readonly mended: boolean }[], longest: number, isSilent: boolean) {
  const bad = new Set(spoilt)
  const touched = new Set<string>()
  let list = Array.from({ length: orders }, (_, i) => ({ id: `O${String(i)}`, updated: i }))
  /** How many requests there were since the first that failed. */
  let since = -1
  const move = (id: string, mended: boolean): void => {
    touched.add(id)
    if (mended) bad.delete(id)
    list = [...list.filter((order) => order.id !== id), { id, updated: 10_000 + since }]
  }
  return {
    /** Orders that can be read and stood there all the time, as they were. */
    untouched: (): string[] => list.map(({ id }) => id).filter((id) => !touched.has(id) && !bad.has(id)),
    page(start: number, limit: number): PageOutcome {
      if (since >= 0) since++
      for (const { which, mended } of moves.filter(({ at }) => at === since)) move(which === 'spoilt' ? spoilt[0] ?? '' : list[Math.floor(which * list.length)]?.id ?? '', mended)
      const part = list.slice(start, start + limit)
      if (part.length > longest || part.some(({ id }) => bad.has(id))) {
        since = Math.max(0, since)
        return http500
      }
      const saysNext = !isSilent && start + part.length < list.length
      return { kind: 'ok', value: { orders: part.map(({ id, updated }) => received(id, { lastUpdated: updated })), unreadable: [], count: part.length, mayHaveMore: saysNext || (part.length > 0 && isSilent && (part.length >= limit || part.length % 50 === 0)), saysNext, answeredAt: null }, requestId: null }
    }
  }
}

describe('a list that moves while it is looked for what spoils its pages', () => {
  const moves = fc.array(fc.record({ at: fc.integer({ min: 1, max: 40 }), which: fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constant('spoilt' as const)), mended: fc.boolean() }), { maxLength: 3 })

  it.each([['is read at once', fc.constant(null)], ['is cut off, and goes on', fc.integer({ min: 1, max: 50 })]])('brings every order that did not change where the reading %s', async (_how, cuts) => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 60, max: 900 }), fc.double({ min: 0, max: 0.8, noNaN: true }), fc.integer({ min: 1, max: 5 }), moves, fc.constantFrom(500, 150), fc.boolean(), cuts, async (orders, where, run, events, longest, isSilent, cut) => {
      const first = Math.floor(where * orders)
      const list = movingList(orders, Array.from({ length: Math.min(run, orders - first) }, (_, i) => `O${String(first + i)}`), events, longest, isSilent)
      const taken = new Map<string, number | null>()
      let [asked, next] = [0, 0]
      const read = (cutting: AbortController): Promise<PagesEnd> => readPages({
        ask: (start, limit) => {
          if (++asked === cut) cutting.abort()
          return Promise.resolve(list.page(start, limit))
        },
        asking: () => ({ at: 0, nth: 1 }), steady: () => 0, kept: (ids) => Promise.resolve(new Map(ids.flatMap((id) => taken.has(id) ? [[id, taken.get(id) ?? null] as const] : []))),
        take: (page, _asked, to) => {
          for (const { facts } of page.orders) taken.set(facts.joomId, facts.lastUpdated)
          next = Math.max(next, to)
          return Promise.resolve()
        }
      }, { from: next, long: true, parallel: 6, signal: cutting.signal })
      const end = await read(new AbortController())
      expect(end === 'aborted' ? await read(new AbortController()) : end).toBe('ended')
      expect(list.untouched().filter((id) => !taken.has(id))).toEqual([])
    }), { numRuns: 300 })
  })
})

describe('the places that are known', () => {
  it('are named, the first five of them, and counted', () => {
    const places = new UnreadPlaces([])
    expect(places.trouble()).toBeNull()
    for (const place of [0, 7, 8, 9]) places.add('whole', place, notJson)
    places.add('check', 2, { ...notJson, requestId: 'r-2' })
    places.add('changes', 3, { kind: 'throttled', until: 0, requestId: null })
    places.add('changes', 4, http500)
    expect(places.trouble()).toEqual({ kind: 'unreadable', message: 'place 1 of all orders: no JSON; place 8 of all orders: no JSON; place 9 of all orders: no JSON; place 10 of all orders: no JSON; place 3 of open orders: no JSON; and 2 more', requestId: null })
    expect(places.known).toHaveLength(7)
  })

  it('are told once each, with what was said last, and not of what is open before a whole, which brings it', () => {
    const places = new UnreadPlaces([{ list: 'changes', place: 4, message: 'no JSON', requestId: null }])
    places.add('changes', 4, { ...http500, requestId: 'r-3' })
    places.add('open', 5, notJson)
    expect(places.known).toEqual([{ list: 'changes', place: 4, message: 'HTTP 500', requestId: 'r-3' }])
    expect(places.trouble()).toEqual({ kind: 'unreadable', message: 'place 5 of changed orders: HTTP 500', requestId: 'r-3' })
  })

  it('do not become more and more', () => {
    const places = new UnreadPlaces([])
    for (let place = 0; place < 600; place++) places.add('changes', place, notJson)
    expect(places.known).toHaveLength(500)
    expect(places.known.at(-1)?.place).toBe(599)
  })
})
