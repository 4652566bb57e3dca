import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fulfil, graceAfterDue, joomActs, modifyTracking, refund } from '../../../electron/rehearsal/order-life.ts'
import type { OrderFacts, State } from '../../../electron/rehearsal/store-order.ts'
import { anOrder, aShipment, hour, noon } from './an-order.ts'

const states: readonly State[] = ['APPROVED', 'SHIPPED', 'REFUNDED', 'REQUIRE_REVIEW']
const inState = (state: State): OrderFacts =>
  anOrder({ state, shipment: state === 'SHIPPED' ? aShipment() : null, refund: state === 'REFUNDED' ? { by: 'REFUNDED BY MERCHANT', at: noon, reason: 'Other', note: 'x' } : null })
const fulfilment = { id: '123456789009876543210164', provider: 'EMS', trackingNumber: 'XY99', shippingTime: null, note: 'on its way' }
const correction = { id: fulfilment.id, provider: 'SPSR', trackingNumber: 'NEW1' }
const store = (...orders: OrderFacts[]) => orders.map((truth) => ({ truth, shown: null }))

describe('fulfilling', () => {
  it('ships an approved order and says when and how', () => {
    expect(fulfil(anOrder(), fulfilment, noon)).toMatchObject({ state: 'SHIPPED', updatedAt: noon, shipment: { at: noon, provider: 'EMS', trackingNumber: 'XY99', shippingTime: null, note: 'on its way', confirmed: false } })
  })

  it.each([['SHIPPED', 1002, 'fulfilled already'], ['REFUNDED', 1000, "can't go from 'refunded' to 'shipped'"], ['REQUIRE_REVIEW', 1000, "can't go from 'requireReview' to 'shipped'"]] as const)('is refused for a %s order', (state, code, words) => {
    expect(() => fulfil(inState(state), fulfilment, noon)).toThrow(expect.objectContaining({ http: 400, code, message: expect.stringContaining(words) }))
  })

  it('says that Joom has cancelled where it has', () => {
    const cancelled = anOrder({ state: 'REFUNDED', refund: { by: 'REFUNDED BY JOOM', at: noon, reason: 'late', note: null } })
    expect(() => fulfil(cancelled, fulfilment, noon)).toThrow("can't go from 'cancelledByJoom' to 'shipped'")
  })
})

describe('changing the tracking', () => {
  it('changes a shipped order, again and again', () => {
    const once = modifyTracking(inState('SHIPPED'), correction, noon + 1)
    expect(once.shipment).toMatchObject({ provider: 'SPSR', trackingNumber: 'NEW1', trackedAt: noon + 1, at: noon, shippingTime: '7-21' })
    expect(modifyTracking(once, { ...correction, trackingNumber: 'NEW2' }, noon + 2).shipment?.trackingNumber).toBe('NEW2')
  })

  it('keeps the number where none is given', () => {
    expect(modifyTracking(inState('SHIPPED'), { ...correction, trackingNumber: '' }, noon + 1).shipment).toMatchObject({ provider: 'SPSR', trackingNumber: 'AB12', trackedAt: noon })
  })

  it.each(states.filter((state) => state !== 'SHIPPED'))('is refused for a %s order', (state) => {
    expect(() => modifyTracking(inState(state), correction, noon)).toThrow('Order not in SHIPPED state')
  })

  it('is refused once the carrier has confirmed the number', () => {
    expect(() => modifyTracking(anOrder({ state: 'SHIPPED', shipment: aShipment({ confirmed: true }) }), correction, noon)).toThrow('confirmed already')
  })
})

describe('refunding', () => {
  it.each(states.filter((state) => state !== 'REFUNDED'))('refunds a %s order and keeps its shipment', (state) => {
    const before = inState(state)
    const after = refund(before, { id: before.id, reasonCode: 2, note: null }, noon)
    expect(after).toMatchObject({ state: 'REFUNDED', shipment: before.shipment, refund: { by: 'REFUNDED BY MERCHANT', at: noon, reason: 'Product is out of stock' } })
  })

  it('is refused a second time', () => {
    expect(() => refund(inState('REFUNDED'), { id: 'x', reasonCode: 1, note: null }, noon)).toThrow("can't go from 'refunded' to 'refunded'")
  })
})

describe('what Joom does by itself', () => {
  it('refunds an order that has been overdue for a day, not a moment earlier', () => {
    const order = anOrder({ dueAt: noon })
    expect(joomActs(store(order), noon + graceAfterDue - 1, 0)).toEqual([])
    expect(joomActs(store(order), noon + graceAfterDue, 0)).toMatchObject([{ to: { state: 'REFUNDED', updatedAt: noon + graceAfterDue, refund: { by: 'REFUNDED BY JOOM', at: noon + graceAfterDue } } }])
  })

  it.each(['SHIPPED', 'REFUNDED', 'REQUIRE_REVIEW'] as const)('leaves an overdue %s order alone', (state) => {
    expect(joomActs(store({ ...inState(state), dueAt: noon }), noon + 100 * hour, 0)).toEqual([])
  })

  const shipped = (id: string, street: string, trackingNumber: string, trackedAt: number): OrderFacts =>
    anOrder({ id, state: 'SHIPPED', shipTo: { ...anOrder().shipTo, street_address1: street }, shipment: aShipment({ trackingNumber, trackedAt }) })

  it('refunds both orders of different recipients that share a number, whatever its capitals, when it has noticed', () => {
    const orders = store(shipped('A', 'Here 1', 'ab12', noon), shipped('B', 'There 2', 'AB12', noon + 5000), shipped('C', 'There 2', 'CD34', noon))
    expect(joomActs(orders, noon + 14_999, 10_000)).toEqual([])
    expect(joomActs(orders, noon + 15_000, 10_000).map(({ to }) => [to.id, to.refund?.by, to.refund?.at])).toEqual([['A', 'REFUNDED BY JOOM', noon + 15_000], ['B', 'REFUNDED BY JOOM', noon + 15_000]])
  })

  it('leaves one parcel with several orders of one recipient alone, another phone or not', () => {
    const [a, b] = [shipped('A', 'Here 1', 'AB12', noon), shipped('B', 'Here 1', 'AB12', noon)]
    expect(joomActs(store(a, { ...b, shipTo: { ...b.shipTo, phone_number: '1' } }), noon + hour, 0)).toEqual([])
  })

  it('lets both go where the number is corrected before it notices', () => {
    const [a, b] = [shipped('A', 'Here 1', 'AB12', noon), shipped('B', 'There 2', 'AB12', noon)]
    expect(joomActs(store(a, modifyTracking(b, { ...correction, id: 'B' }, noon + 1000)), noon + hour, 10_000)).toEqual([])
  })

  it('does not compare orders without a number', () => {
    expect(joomActs(store(shipped('A', 'Here 1', '', noon), shipped('B', 'There 2', '', noon)), noon + hour, 0)).toEqual([])
  })

  it('never acts twice, and never on what is refunded', () => {
    fc.assert(fc.property(fc.array(fc.record({ state: fc.constantFrom(...states), street: fc.constantFrom('A', 'B', 'C'), number: fc.constantFrom('', 'N1', 'N2'), late: fc.integer({ min: -50, max: 50 }) }), { maxLength: 12 }), (made) => {
      const orders = store(...made.map(({ state, street, number, late }, i) => ({ ...inState(state), id: String(i), dueAt: noon - late * hour, shipTo: { ...anOrder().shipTo, street_address1: street }, shipment: state === 'SHIPPED' ? aShipment({ trackingNumber: number }) : null })))
      const acts = joomActs(orders, noon, 0)
      expect(new Set(acts.map(({ to }) => to.id)).size).toBe(acts.length)
      expect(acts.every(({ order }) => order.truth.state === 'APPROVED' || order.truth.state === 'SHIPPED')).toBe(true)
      const after = orders.map((order) => ({ truth: acts.find((act) => act.order === order)?.to ?? order.truth, shown: null }))
      expect(joomActs(after, noon, 0)).toEqual([])
    }))
  })
})
