import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OrderBook } from '../../../electron/rehearsal/order-book.ts'
import { graceAfterDue, joomActs } from '../../../electron/rehearsal/order-life.ts'
import type { State, StoreOrder } from '../../../electron/rehearsal/store-order.ts'
import { anOrder, aShipment, hour, noon } from './an-order.ts'

interface Drawn { readonly state: State; readonly street: string; readonly number: string; readonly late: number }
const order = (id: string, { state, street, number, late }: Drawn): StoreOrder => ({
  truth: anOrder({ id, state, dueAt: noon - late * hour, shipTo: { ...anOrder().shipTo, street_address1: street }, shipment: state === 'SHIPPED' ? aShipment({ trackingNumber: number }) : null }), shown: null
})
const drawn = fc.record<Drawn>({
  state: fc.constantFrom('APPROVED', 'SHIPPED', 'REFUNDED', 'REQUIRE_REVIEW'), street: fc.constantFrom('A', 'B'), number: fc.constantFrom('', 'N1', 'n1', 'N2'), late: fc.integer({ min: -60, max: 60 })
})

describe('the orders in memory', () => {
  it('finds for Joom all that it would find by looking at each order, whatever has changed before and however the clock goes', () => {
    fc.assert(fc.property(fc.array(drawn, { minLength: 1, maxLength: 12 }), fc.array(fc.tuple(fc.nat(11), drawn, fc.integer({ min: -40, max: 40 })), { maxLength: 12 }), (made, changes) => {
      const book = new OrderBook(made.map((one, n) => order(String(n), one)))
      for (const [n, to, hours] of [[0, made[0]!, 0] as const, ...changes]) {
        if (n < made.length) book.put(order(String(n), to))
        const now = noon + hours * hour
        expect(joomActs(book.forJoom(now), now, 0)).toEqual(joomActs(book.all(), now, 0))
      }
    }))
  })

  it('offers only what Joom may act on', () => {
    const book = new OrderBook([order('0', { state: 'APPROVED', street: 'A', number: '', late: 0 }), order('1', { state: 'SHIPPED', street: 'A', number: 'N1', late: 0 }), order('2', { state: 'SHIPPED', street: 'B', number: 'N2', late: 0 })])
    expect(book.forJoom(noon)).toEqual([])
    expect(book.forJoom(noon + graceAfterDue).map(({ truth }) => truth.id)).toEqual(['0'])
    book.put(order('2', { state: 'SHIPPED', street: 'B', number: 'n1', late: 0 }))
    expect(book.forJoom(noon).map(({ truth }) => truth.id)).toEqual(['1', '2'])
    book.put(order('1', { state: 'REFUNDED', street: 'A', number: '', late: 0 }))
    expect(book.forJoom(noon)).toEqual([])
  })

  it('lists what belongs to a list as it is now, also where nothing has changed since and where a change shows late', () => {
    const book = new OrderBook(['0', '1'].map((id) => order(id, { state: 'APPROVED', street: 'A', number: '', late: 0 })))
    const open = (now: number): string[] => book.list('open', ({ state }) => state === 'APPROVED', now).map(({ id }) => id)
    expect([open(noon), open(noon)]).toEqual([['0', '1'], ['0', '1']])
    const shipped = order('0', { state: 'SHIPPED', street: 'A', number: 'N1', late: 0 })
    book.put({ ...shipped, shown: { until: noon + 5, facts: anOrder({ id: '0' }) } })
    expect([open(noon), open(noon + 4), open(noon + 5)]).toEqual([['0', '1'], ['0', '1'], ['1']])
    book.put(shipped)
    book.put(order('1', { state: 'REFUNDED', street: 'A', number: '', late: 0 }))
    expect(open(noon + 6)).toEqual([])
  })

  it('finds an order by its id, as it is now, and takes none that it has not', () => {
    const book = new OrderBook([order('0', { state: 'APPROVED', street: 'A', number: '', late: 0 })])
    const shipped = order('0', { state: 'SHIPPED', street: 'A', number: 'N1', late: 0 })
    book.put(shipped)
    expect([book.get('0'), book.get('1'), book.all()]).toEqual([shipped, null, [shipped]])
    expect(() => { book.put(order('1', { state: 'APPROVED', street: 'A', number: '', late: 0 })) }).toThrow('no order 1')
  })
})
