import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReceivedOrder } from '../../../electron/domain/order.ts'
import type { OrdersPage, PageOutcome } from '../../../electron/orders/orders-page.ts'
import { readPages, type PagesEnd } from '../../../electron/orders/read-pages.ts'
import { received } from '../../support/orders.ts'

/** What a server says of a next page: the truth; nothing (then the client takes full-looking pages for unfinished); that there is one, for ever. */
type Word = 'truth' | 'nothing' | 'always'
/** What happens to the list between two requests. `sold`: a new order, at the end or the beginning. `gone`: one leaves it. `moved`: one is updated and stands at the end. `times`: at once. */
type Event = { readonly kind: 'sold' | 'gone' | 'moved' | 'none'; readonly where: number; readonly times: number }

interface Listed { readonly id: string; updated: number }

/** A list on a server, as a model: pages are what stands there when a request arrives. */
function model({ orders, cap, word, newest = 'last', events = [], rounds = false }: { readonly orders: number; readonly cap: number; readonly word: Word; readonly newest?: 'first' | 'last'; readonly events?: readonly Event[]; readonly rounds?: boolean }) {
  let list: Listed[] = Array.from({ length: orders }, (_, i) => ({ id: `O${String(i)}`, updated: i }))
  const touched = new Set<string>()
  const waiting = [...events]
  let clock = orders
  let asked = 0
  const happen = (event: Event | undefined): void => {
    if (event === undefined || event.kind === 'none') return
    clock++
    const at = Math.floor(event.where * list.length)
    const one = list[at]
    if (event.kind === 'sold') {
      const fresh = { id: `N${String(clock)}`, updated: clock }
      touched.add(fresh.id)
      list = newest === 'last' ? [...list, fresh] : [fresh, ...list]
    } else if (one) {
      touched.add(one.id)
      list = list.filter((other) => other !== one)
      if (event.kind === 'moved') list.push({ id: one.id, updated: clock })
    }
  }
  return {
    /** Orders that were there all the time, as they are. */
    untouched: (): string[] => Array.from({ length: orders }, (_, i) => `O${String(i)}`).filter((id) => !touched.has(id)),
    asked: () => asked,
    page(wanted: number, limit: number): OrdersPage {
      asked++
      const start = wanted - (rounds ? wanted % Math.min(limit, cap) : 0)
      const event = waiting.shift()
      for (let i = 0; i < (event?.times ?? 0); i++) happen(event)
      const part = list.slice(start, start + Math.min(limit, cap))
      const count = part.length
      const more = { truth: start + count < list.length, nothing: count > 0 && (count >= limit || count % 50 === 0), always: true }[word]
      return { orders: part.map(({ id, updated }): ReceivedOrder => received(id, { lastUpdated: updated })), unreadable: [], count, mayHaveMore: count > 0 && more, saysNext: word !== 'nothing' && more, answeredAt: null }
    }
  }
}

async function read(server: { page(start: number, limit: number): OrdersPage }, { from = 0, signal = new AbortController().signal, most, long }: { readonly from?: number; readonly signal?: AbortSignal; readonly most?: number; readonly long?: boolean } = {}): Promise<{ end: PagesEnd; taken: Set<string>; next: number }> {
  const taken = new Set<string>()
  let next = from
  let nth = 0
  let clock = 0
  const end = await readPages({
    async ask(start, limit): Promise<PageOutcome> {
      const value = server.page(start, limit)
      // Long in coming: so as many are asked side by side as may be.
      clock += 100
      await new Promise((resolve) => { setImmediate(resolve) })
      return { kind: 'ok', value, requestId: null }
    },
    asking: () => ({ at: 0, nth: ++nth }), steady: () => ++clock, // An earlier reading has taken in what stands before.
    kept: (ids) => Promise.resolve(new Map(ids.filter((id) => Number(id.slice(1)) < from).map((id) => [id, Number(id.slice(1))]))),
    take: (page, _asked, to) => {
      for (const { facts } of page.orders) taken.add(facts.joomId)
      next = to
      return Promise.resolve()
    }
  }, { from, most, long, parallel: 6, signal })
  return { end, taken, next }
}

const words = fc.constantFrom<Word>('truth', 'always', 'nothing')
const enough = (orders: number, cap: number): number => 4 * Math.ceil(orders / Math.max(1, cap - 6)) + 40

describe('reading a list page by page', () => {
  it('brings every order, whatever the size of the pages and the word of the next one, and ends', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 120 }), words, fc.boolean(), async (orders, size, word, long) => {
      // Where nothing is said of a next page, a list of very few is believed to be whole.
      const cap = word === 'nothing' && !long ? Math.max(20, size) : size
      const server = model({ orders, cap, word })
      const { end, taken } = await read(server, { long })
      expect(end).toBe('ended')
      expect([...taken].sort()).toEqual(server.untouched().sort())
      expect(server.asked()).toBeLessThanOrEqual(enough(orders, cap) + (cap < 7 ? 2 * orders : 0) + (long ? 1 : 0) + (word === 'nothing' ? 1 : 0))
    }), { numRuns: 150 })
  })

  it('brings every order that did not change, however the list moves meanwhile', async () => {
    const at = (kind: Event['kind'], times: number): Event => ({ kind, where: 0, times })
    const onceLost: [number, number, Word, 'first' | 'last', Event[], boolean, boolean][] = [
      [20, 20, 'truth', 'first', [at('sold', 1), at('sold', 17), at('gone', 1)], false, false],
      [19, 20, 'truth', 'first', [at('sold', 18), at('sold', 1), at('sold', 25), at('sold', 23), at('sold', 3)], false, false],
      [78, 54, 'truth', 'first', [at('none', 1), at('gone', 39), at('gone', 38)], false, false],
      // What had been asked for ahead was asked for again and again, without end.
      [37, 55, 'always', 'first', [at('sold', 15), at('sold', 4), at('sold', 36), at('sold', 40), at('sold', 28), at('sold', 24)], false, false]
    ]
    const event = fc.record({ kind: fc.constantFrom<Event['kind']>('sold', 'gone', 'moved', 'none'), where: fc.double({ min: 0, max: 0.999, noNaN: true }), times: fc.integer({ min: 1, max: 40 }) })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 20, max: 100 }), words, fc.constantFrom<'first' | 'last'>('first', 'last'), fc.array(event, { maxLength: 20 }), fc.boolean(), fc.boolean(), async (orders, size, word, newest, events, long, rounds) => {
      const cap = word === 'nothing' && size % 2 === 0 ? 50 : size
      const server = model({ orders, cap, word, newest, events, rounds })
      const { end, taken } = await read(server, { long })
      expect(end).toBe('ended')
      expect(server.untouched().filter((id) => !taken.has(id))).toEqual([])
    }), { numRuns: 200, examples: onceLost })
  })

  it('ends where a server gives the same page for ever', async () => {
    const server = model({ orders: 30, cap: 30, word: 'always' })
    const { end, taken } = await read({ page: (_start, limit) => server.page(0, limit) })
    expect(end).toBe('ended')
    expect(taken.size).toBe(30)
    expect(server.asked()).toBeLessThan(40)
  })

  it('ends where every page brings other orders in no order at all', async () => {
    let last = 0
    const { end } = await read({ page: () => ({ orders: Array.from({ length: 10 }, () => received(`R${String(++last % 97)}`, { lastUpdated: last })), unreadable: [], count: 10, mayHaveMore: true, saysNext: true, answeredAt: null }) })
    expect(end).toBe('ended')
  })

  it('asks no more than it must where there is one page', async () => {
    for (const word of ['truth', 'nothing'] as const) {
      const server = model({ orders: 10, cap: 500, word })
      await read(server)
      expect(server.asked()).toBe(1)
    }
    const talkative = model({ orders: 10, cap: 500, word: 'always' })
    await read(talkative)
    // One that says so of its last few too is asked behind its end.
    expect(talkative.asked()).toBe(3)
  })

  it.each([[8, 2], [500, 3], [100, 1], [4, 3], [1, 1]])('goes on after a page of very few that speaks of a next one (pages of %i and %i)', async (long, few) => {
    const server = model({ orders: 1200, cap: 500, word: 'truth' })
    let nth = 0
    const { end, taken } = await read({ page: (start, limit) => server.page(start, Math.min(limit, ++nth % 2 === 1 ? long : few)) })
    expect([end, taken.size]).toEqual(['ended', 1200])
  })

  it('ends where a server gives the same few for ever, with word of a next page', async () => {
    const server = model({ orders: 3, cap: 3, word: 'always' })
    let first = true
    const { end, taken } = await read({ page: (_start, limit) => {
      if (!first) return server.page(0, limit)
      first = false
      return model({ orders: 20, cap: 20, word: 'always' }).page(0, limit)
    } })
    expect([end, taken.size]).toEqual(['ended', 20])
    expect(server.asked()).toBeLessThan(70)
  })

  it('asks once more after a page that may be as long as the server makes them, where it never speaks of a next one', async () => {
    for (const [orders, cap, requests] of [[19, 500, 1], [30, 500, 2], [49, 30, 3]] as const) {
      const server = model({ orders, cap, word: 'nothing' })
      const { taken } = await read(server)
      expect([orders, taken.size, server.asked()]).toEqual([orders, orders, requests])
    }
    const whole = model({ orders: 10, cap: 500, word: 'nothing' })
    await read(whole, { long: true })
    expect(whole.asked()).toBeLessThanOrEqual(3)
    const spoken = model({ orders: 70, cap: 40, word: 'truth' })
    await read(spoken)
    expect(spoken.asked()).toBe(2)
    const same = model({ orders: 30, cap: 30, word: 'nothing' })
    await read({ page: (_start, limit) => same.page(0, limit) })
    expect(same.asked()).toBeLessThan(8)
  })

  it.each([1, 3, 6, 7, 20, 50, 497, 500, 1000])('ends where a server that never speaks of a next page refuses a beginning beyond the %i orders it has', async (orders) => {
    const taken = new Set<string>()
    const list = Array.from({ length: orders }, (_, i) => received(`O${String(i)}`))
    const end = await readPages({
      ask: (start, limit): Promise<PageOutcome> => {
        const part = list.slice(start, start + limit)
        if (start >= orders) return Promise.resolve({ kind: 'refused', httpStatus: 404, code: '4001', message: 'not found', data: null, requestId: null })
        return Promise.resolve({ kind: 'ok', value: { orders: part, unreadable: [], count: part.length, mayHaveMore: part.length >= limit, saysNext: false, answeredAt: null }, requestId: null })
      },
      asking: () => ({ at: 0, nth: 1 }), steady: () => 0, kept: () => Promise.resolve(new Map()),
      take: (page) => {
        for (const { facts } of page.orders) taken.add(facts.joomId)
        return Promise.resolve()
      }
    }, { from: 0, long: true, parallel: 6, signal: new AbortController().signal })
    expect([end, taken.size]).toEqual(['ended', orders])
  })

  it('asks for the second page of a long list as soon as the first begins to come, and leaves its last page to be written where nobody waits for that', async () => {
    const told: string[] = []
    const answer = Promise.withResolvers<PageOutcome>()
    const writing = Promise.withResolvers<undefined>()
    const list = model({ orders: 700, cap: 500, word: 'truth' })
    const left: Promise<void>[] = []
    const reading = readPages({
      ask: (start, limit, { arrived }) => {
        told.push(`asked ${String(start)}`)
        if (start > 0) return Promise.resolve({ kind: 'ok', value: list.page(start, limit), requestId: null })
        queueMicrotask(arrived)
        return answer.promise
      },
      asking: () => ({ at: 0, nth: 0 }), steady: () => 0, kept: () => Promise.resolve(new Map()),
      take: async (_page, _asked, to) => {
        if (to === 700) await writing.promise
        told.push(`kept ${String(to)}`)
      }
    }, { from: 0, long: true, parallel: 6, leave: (written) => { left.push(written) }, signal: new AbortController().signal })
    await Promise.resolve()
    expect(told).toEqual(['asked 0', 'asked 497'])
    answer.resolve({ kind: 'ok', value: list.page(0, 500), requestId: null })
    expect(await reading).toBe('ended')
    expect(told.filter((what) => what.startsWith('kept'))).toEqual(['kept 500'])
    writing.resolve(undefined)
    await left[0]
    expect(told.slice(-1)).toEqual(['kept 700'])
  })

  it('goes on from where an earlier reading got', async () => {
    const server = model({ orders: 200, cap: 50, word: 'truth' })
    const { taken } = await read({ page: server.page.bind(server) }, { from: 120 })
    expect([...taken].filter((id) => Number(id.slice(1)) >= 120)).toHaveLength(80)
    expect(taken.has('O0')).toBe(false)
  })

  it('takes a page for as new as the request that brought it, not as the one that was lost before', async () => {
    let nth = 0
    let changeOfOurs = 0
    let taken = 0
    await readPages({
      ask: async (_start, _limit, { leaves }) => {
        leaves()
        await Promise.resolve()
        changeOfOurs = ++nth
        leaves()
        return { kind: 'ok', value: model({ orders: 1, cap: 50, word: 'truth' }).page(0, 50), requestId: null }
      },
      asking: () => ({ at: 0, nth: ++nth }), steady: () => 0, kept: () => Promise.resolve(new Map()),
      take: (_page, asked) => {
        taken = asked.nth
        return Promise.resolve()
      }
    }, { from: 0, parallel: 6, signal: new AbortController().signal })
    expect(taken).toBeGreaterThan(changeOfOurs)
  })

  it('takes no more once it is aborted, and no more pages than were wanted', async () => {
    const server = model({ orders: 300, cap: 50, word: 'truth' })
    const { end, taken } = await read(server, { most: 2 })
    expect(end).toBe('enough')
    expect(taken.size).toBe(97)
    const abort = new AbortController()
    let pages = 0
    const stopped = await read({ page: (start, limit) => {
      if (++pages === 3) abort.abort()
      return server.page(start, limit)
    } }, { signal: abort.signal })
    expect(stopped.end).toBe('aborted')
    expect(stopped.taken.size).toBeLessThan(300)
  })
})
