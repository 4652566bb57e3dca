import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageOutcome } from '../../../electron/orders/orders-page.ts'
import { readPages, type PagesEnd } from '../../../electron/orders/read-pages.ts'
import { wholePage } from '../../../electron/orders/whole-pages.ts'
import { received } from '../../support/orders.ts'

const http500: PageOutcome = { kind: 'unavailable', message: 'HTTP 500', requestId: null, answered: true }
const no: PageOutcome = { kind: 'refused', httpStatus: 400, code: '1000', message: 'start is out of range', data: null, requestId: null }

/** A list on a server that does what the reference does not say. */
interface Odd {
  readonly orders: number
  readonly cap: number
  /** `start` goes down to a whole page: of as many as are asked for, or as are served. */
  readonly rounds: 'no' | 'asked' | 'served'
  /** Places of orders that spoil the page that they stand in. */
  readonly spoilt: readonly number[]
  /** Orders that are in the list; the others are taken out of their page. */
  readonly listed: (place: number) => boolean
  readonly word: 'truth' | 'always' | 'nothing'
  readonly beyond: 'empty' | 'refused' | 'failed'
  readonly telling: boolean
}
const usual: Odd = { orders: 900, cap: 500, rounds: 'no', spoilt: [], listed: () => true, word: 'truth', beyond: 'empty', telling: true }

async function read(own: Partial<Odd>, { from = 0, long = true, joined, at }: { readonly from?: number; readonly long?: boolean; readonly joined?: boolean; readonly at?: (nth: number) => PageOutcome | null } = {}): Promise<{ end: PagesEnd; taken: ReadonlySet<number>; left: number[]; asked: number }> {
  const odd = { ...usual, ...own }
  const taken = new Set<number>()
  const left: number[] = []
  let asked = 0
  const ask = (wanted: number, limit: number): PageOutcome => {
    const served = Math.min(limit, odd.cap)
    const start = wanted - (odd.rounds === 'no' ? 0 : wanted % (odd.rounds === 'asked' ? limit : served))
    const end = Math.min(odd.orders, start + served)
    if (start >= odd.orders && start > 0 && odd.beyond !== 'empty') return odd.beyond === 'refused' ? no : http500
    if (odd.spoilt.some((place) => place >= start && place < end)) return http500
    const orders = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i).filter(odd.listed).map((place) => received(`O${String(place)}`, { lastUpdated: place }))
    const saysNext = odd.word === 'always' || (odd.word === 'truth' && end < odd.orders)
    return { kind: 'ok', value: { orders, unreadable: [], count: orders.length, mayHaveMore: orders.length > 0 && (saysNext || orders.length >= limit || orders.length % 50 === 0), saysNext, nextStart: saysNext && odd.telling ? start + served : null, answeredAt: null }, requestId: 'r-1' }
  }
  const end = await readPages({
    ask: (start, limit) => Promise.resolve(at?.(asked++) ?? ask(start, limit)),
    asking: () => ({ at: 0, nth: 1 }), steady: () => 0, kept: (ids) => Promise.resolve(new Map(ids.filter((id) => Number(id.slice(1)) < from).map((id) => [id, Number(id.slice(1))]))),
    skipped: (place) => { left.push(place) },
    take: (page) => {
      for (const { facts } of page.orders) taken.add(Number(facts.joomId.slice(1)))
      return Promise.resolve()
    }
  }, { from, long, joined, parallel: 6, signal: new AbortController().signal })
  return { end, taken, left, asked: at ? asked : NaN }
}
const count = (nth = 0) => ({ at: (): null => { nth++; return null }, get asked() { return nth } })
const missing = ({ orders, spoilt, listed }: Odd, taken: ReadonlySet<number>, from = 0): number[] => Array.from({ length: orders - from }, (_, i) => from + i).filter((place) => listed(place) && !spoilt.includes(place) && !taken.has(place))

const rounding = fc.constantFrom<Odd['rounds']>('asked', 'served', 'no')
const words = fc.constantFrom<Odd['word']>('truth', 'always', 'nothing')
const beyonds = fc.constantFrom<Odd['beyond']>('empty', 'refused', 'failed')

describe('a server that rounds the beginning of a page down to whole pages', () => {
  it('is read whole', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 20, max: 500 }), rounding, words, beyonds, fc.boolean(), async (orders, cap, rounds, word, beyond, joined) => {
      const odd = { ...usual, orders, cap, rounds, word, beyond }
      const { at, ...counted } = count()
      const { end, taken, left } = await read(odd, { joined: joined || word === 'nothing', at })
      expect([end, missing(odd, taken), left]).toEqual(['ended', [], []])
      expect(counted.asked).toBeLessThan(4 * Math.ceil(orders / cap) + 60)
    }), { numRuns: 400 })
  })

  it('is read around what spoils its pages, which is told and nothing else', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 20, max: 500 }), rounding, fc.constantFrom<Odd['word']>('truth', 'nothing'), fc.uniqueArray(fc.integer({ min: 0, max: 1199 }), { maxLength: 6 }), async (orders, cap, rounds, word, places) => {
      const spoilt = places.filter((place) => place < orders - 1)
      const odd = { ...usual, orders, cap, rounds, word, spoilt }
      const { end, taken, left } = await read(odd)
      expect([end, missing(odd, taken), [...new Set(left)].toSorted((a, b) => a - b)]).toEqual(['ended', [], spoilt.toSorted((a, b) => a - b)])
    }), { numRuns: 400 })
  })

  it('is read on from anywhere', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1500 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 20, max: 500 }), rounding, async (orders, part, cap, rounds) => {
      const odd = { ...usual, orders, cap, rounds }
      const from = Math.floor(orders * part)
      const { end, taken } = await read(odd, { from })
      expect([end, missing(odd, taken, from)]).toEqual(['ended', []])
    }), { numRuns: 300 })
  })

  it('gets windows that begin at a multiple of their length, overlap where they can, and go on', () => {
    fc.assert(fc.property(fc.nat({ max: 30_000 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.constantFrom(0, 3), fc.nat({ max: 30 }), (next, most, longest, overlap, back) => {
      const from = Math.max(0, next - back)
      const { start, limit } = wholePage(next, most, longest, overlap, from)
      expect(start % limit).toBe(0)
      expect(start).toBeGreaterThanOrEqual(from)
      expect(start).toBeLessThanOrEqual(next)
      expect(start + limit).toBeGreaterThan(next)
      expect(start + limit).toBeLessThanOrEqual(next + most)
      expect(limit).toBeLessThanOrEqual(longest)
    }))
    const widths = Array.from({ length: 200 }, (_, i) => wholePage(500 + i * 97, 500, 500, 3, 0)).map(({ start, limit }, i) => start + limit - (500 + i * 97))
    expect(Math.min(...widths)).toBeGreaterThan(200)
  })
})

describe('a server that takes what does not belong into the list out of its pages', () => {
  it('is read whole, also where pages are empty', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 20, max: 500 }), fc.constantFrom(1, 2, 7, 100, 1000), fc.integer({ min: 0, max: 45 }), beyonds, fc.boolean(), fc.boolean(), async (orders, cap, every, emptyPages, beyond, telling, joined) => {
      const odd = { ...usual, orders, cap, beyond, telling: telling || every < 3, listed: (place: number) => (!telling || place >= emptyPages * cap) && place % every === 0 }
      const { at, ...counted } = count()
      const { end, taken } = await read(odd, { joined, at })
      expect([end, missing(odd, taken)]).toEqual(['ended', []])
      expect(counted.asked).toBeLessThan(12 * Math.ceil(orders / cap) + 60)
    }), { numRuns: 300 })
  })

  it('and speaks of a next page for ever while it gives none ends it with a few questions', async () => {
    for (const orders of [0, 3, 900]) {
      const { at, ...counted } = count()
      expect((await read({ orders, word: 'always' }, { at })).end).toBe('ended')
      expect(counted.asked).toBeLessThan(10)
    }
  })

  it('and gives nothing for longer than anybody follows is told, not taken for read', async () => {
    const { end } = await read({ orders: 100_000, cap: 500, listed: (place) => place < 20 })
    expect(end).toMatchObject({ kind: 'unreadable', message: '100 pages in a row hold no orders, and each speaks of a next one', requestId: 'r-1' })
  })

  it('is asked again where a page is empty for a moment', async () => {
    for (const when of [0, 1, 2, 3]) {
      const empty: PageOutcome = { kind: 'ok', value: { orders: [], unreadable: [], count: 0, mayHaveMore: false, saysNext: true, nextStart: null, answeredAt: null }, requestId: null }
      const { end, taken } = await read({ cap: 100 }, { at: (nth) => nth === when ? empty : null })
      expect([end, taken.size]).toEqual(['ended', 900])
    }
  })
})
