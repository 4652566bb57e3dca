import { describe, expect, it } from 'vitest'
import type { Habits } from '../../support/other-joom.ts'
import { everyChange, everyReading } from '../joom/every-call.ts'
import { expectSame, otherRoom } from './other-room.ts'

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)
const turned = (at: number): string => `${second(at).slice(5, 10)}-${second(at).slice(0, 4)}`

const sets: Readonly<Record<string, Partial<Habits>>> = {
  'no orders': { orders: 0 },
  'bare orders, real numbers': { wrapped: 'bare', numbers: 'real', yes: true, code: '0', message: 'msg', detail: 'shipping_detail' },
  'a wrapper in small letters': { wrapped: 'order', code: '0.0', message: 'none' },
  'pages of 50, no paging': { cap: 50, paging: 'absent' }, 'pages of 37, no paging': { cap: 37, paging: 'absent' }, 'pages of 37, the page before alone': { cap: 37, paging: 'prev' },
  'doubled question marks, a no beyond the end': { cap: 100, paging: 'doubled', beyond: '400' }, 'no data beyond the end': { paging: 'null', cap: 50, beyond: 'missing' }, 'None for next': { paging: 'word' },
  'a next page for ever, refused': { paging: 'always', beyond: '400' }, 'a next page for ever, out of range': { paging: 'always', beyond: '416' },
  'whole pages alone, refused beyond': { orders: 150, cap: 50, paging: 'absent', beyond: '400' },
  'one order, not in a list': { orders: 1, aloneBare: true }, 'one bare order, not in a list': { orders: 1, aloneBare: true, wrapped: 'bare' }, 'a last page that is no list': { orders: 101, cap: 50, aloneBare: true },
  'the newest first': { order: 'newest', cap: 50 }, 'since without the moment itself': { since: 'after' }, 'since by days': { since: 'day' }, 'since not minded': { since: 'ignored' },
  'brotli': { body: 'br' }, 'a byte order mark': { body: 'bom' }, 'answers in pieces': { body: 'pieces' }, 'connections closed': { close: true },
  'blanks around ids': { id: (n) => ` id-${String(n)} ` }, 'numbers for ids': { id: (n) => String(9_007_199_254_740_993_000n + BigInt(n)), numericIds: true }, 'odd ids': { id: (n) => `#/&?é 中 %41+${String(n)}` }, 'ids that differ in capitals': { id: (n) => (n % 2 ? 'q' : 'Q') + String(n >> 1) },
  'days alone': { date: (at) => second(at).slice(0, 10) }, 'the month first, with a time': { date: (at) => `${turned(at)} ${second(at).slice(11)}` }, 'an offset': { date: (at) => `${second(at + 7_200_000)}+02:00` }, 'seconds since 1970': { date: (at) => Math.floor(at / 1000) }, 'no dates': { date: () => null },
  'no Date': { noDate: true }, 'a clock a day ahead': { clock: () => Date.now() + 86_400_000 },
  'odd limits': { headers: () => ({ 'X-RATE-LIMIT-Limit': '50;w=60', 'X-Rate-Limit-Remaining': 'many', 'X-Rate-Limit-Reset': '2026-01-01' }) }
}

describe.each(Object.entries(sets))('a server with this habit: %s', (name, habits) => {
  it('is read whole, then for what has changed, and every call has its answer', async () => {
    const room = await otherRoom({ orders: 120, ...habits })
    const { joom, sync, client, id } = room
    expect(await sync.refresh(id)).toMatchObject([{ error: null, incomplete: null }])
    await expectSame(room)
    const [first, ...rest] = [...joom.orders.values()]
    const review = rest.find(({ state }) => state === 'REQUIRE_REVIEW')
    const updated = (habits.clock ?? Date.now)()
    if (first) Object.assign(first, { state: 'SHIPPED', tracking: 'PANEL1', provider: 'DHL', updated })
    if (review) Object.assign(review, { state: 'REFUNDED', updated })
    const before = joom.asked.length
    expect(await sync.refresh(id)).toMatchObject([{ error: null, incomplete: null }])
    await expectSame(room)
    // By days everything of a day is told of again: how many pages that takes depends on the hour.
    if (habits.since !== 'ignored' && habits.paging !== 'always') expect(joom.asked.length - before).toBeLessThanOrEqual(habits.since === 'day' || name === 'days alone' ? 6 : 2)
    if (first) expect(await client.getOrder(first.id.trim())).toMatchObject({ kind: 'ok', value: { facts: { joomId: first.id.trim(), state: 'SHIPPED', quantity: 2, product: { sku: 'Dandelion <0> & Co' }, shipTo: { country: 'US' } } } })
    expect(await client.getOrder('nobody')).toMatchObject({ kind: 'ok', value: null })
    if ('paging' in habits || 'date' in habits || 'since' in habits) return
    for (const [called, call] of Object.entries(everyReading)) expect([called, (await call(client)).kind]).toEqual([called, 'ok'])
    for (const [called, call] of Object.entries(everyChange)) expect([called, (await call(client)).kind]).toEqual([called, called.startsWith('order/') ? 'refused' : 'accepted'])
  })
})
