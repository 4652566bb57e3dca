import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FulfilItem } from '../../../electron/contract/schemas.ts'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import { fulfilProblems, modifyProblems, refundProblems } from '../../../electron/outbox/checks.ts'
import type { NumberUse, Subject } from '../../../electron/outbox/journal.ts'

const id = (n: number): OrderId => n as OrderId
const subject = (n: number, given: Partial<Subject> = {}): Subject => ({ orderId: id(n), joomId: `J${n}`, connectionId: 1 as ConnectionId, environment: 'production', connected: true, twin: null, readable: true, state: 'APPROVED', provider: null, trackingNumber: null, recipient: `R${n}`, recipientKey: `key${n}`, quantity: 1, address: { name: `R${n}`, street1: null, street2: null, city: null, state: null, country: null, zip: null, phone: null }, lastUpdated: null, dueAt: null, open: null, ...given })
const finder = (...subjects: readonly Subject[]) => (wanted: OrderId) => subjects.find((one) => one.orderId === wanted)
const item = (n: number, given: Partial<FulfilItem> = {}): FulfilItem => ({ orderId: id(n), provider: 'China Post', trackingNumber: `RB00000000${n}CN`, shippingTime: '7-21', note: null, ...given })
const use = (n: number, trackingNumber: string, recipientKey = `key${n}`): NumberUse => ({ trackingNumber, environment: 'production', orderId: id(n), joomId: `J${n}`, recipient: `R${n}`, recipientKey })
const codes = (problems: readonly { readonly orderId: OrderId; readonly code: string }[]) => problems.map((one) => [one.orderId, one.code])

describe('before a shipment is confirmed', () => {
  it('nothing stands in the way of what is right', () => {
    expect(fulfilProblems([item(1), item(2)], finder(subject(1), subject(2)), [], false)).toEqual([])
  })

  it.each([
    ['provider_unknown', 'provider', { provider: 'USPSSS' }], ['tracking_empty', 'trackingNumber', { trackingNumber: ' ' }], ['tracking_characters', 'trackingNumber', { trackingNumber: 'RB-1' }], ['tracking_spreadsheet', 'trackingNumber', { trackingNumber: '9.40E+21' }],
    ['shipping_time', 'shippingTime', { shippingTime: '1-5' }], ['shipping_time', 'shippingTime', { shippingTime: 'soon' }]
  ])('%s is told at its field, %s', (code, field, given) => {
    expect(fulfilProblems([item(1, given)], finder(subject(1)), [], false)).toEqual([{ orderId: 1, code, field, other: null }])
  })

  it.each([
    ['not_approved', { state: 'SHIPPED' as const }], ['not_approved', { state: 'REQUIRE_REVIEW' as const }], ['busy', { open: { id: 9 as CommandId, state: 'waiting' as const } }], ['unreadable', { readable: false }], ['not_connected', { connected: false }], ['store_twice', { twin: id(8) }]
  ])('%s stops the order', (code, given) => {
    expect(fulfilProblems([item(1)], finder(subject(1, given)), [], false)).toMatchObject([{ orderId: 1, code, field: 'order' }])
  })

  it('an order that is gone, and one that is named twice, are told', () => {
    expect(fulfilProblems([item(7)], finder(), [], false)).toMatchObject([{ orderId: 7, code: 'gone', field: 'order' }])
    expect(fulfilProblems([item(1), item(1)], finder(subject(1)), [], false)).toMatchObject([{ orderId: 1, code: 'twice', field: 'order' }])
  })

  it('a correction does not stand in its own way', () => {
    expect(fulfilProblems([item(1)], finder(subject(1, { open: { id: 9 as CommandId, state: 'refused' } })), [], true)).toEqual([])
  })
})

describe('the firewall against a shared tracking number', () => {
  it('blocks it for another recipient in the same batch, however it was typed', () => {
    const problems = fulfilProblems([item(1, { trackingNumber: 'rb 1' }), item(2, { trackingNumber: 'RB1' })], finder(subject(1), subject(2)), [], false)
    expect(codes(problems)).toEqual([[1, 'tracking_same_elsewhere'], [2, 'tracking_same_elsewhere']])
    expect(problems[0]?.other).toEqual({ orderId: 2, joomId: 'J2', recipient: 'R2' })
  })

  it('blocks it for another recipient who has it with dashes and dots', () => {
    const problems = fulfilProblems([item(1, { trackingNumber: 'RB-1.23' }), item(2, { trackingNumber: 'RB123' })], finder(subject(1), subject(2)), [], false)
    expect(codes(problems)).toEqual([[1, 'tracking_characters'], [1, 'tracking_same_elsewhere'], [2, 'tracking_same_elsewhere']])
  })

  it('blocks it for another recipient in the whole history', () => {
    const problems = fulfilProblems([item(1)], finder(subject(1)), [use(77, 'RB000000001CN')], false)
    expect(problems).toMatchObject([{ code: 'tracking_same_elsewhere', other: { joomId: 'J77' } }])
  })

  it('lets orders of one recipient at one address travel in one parcel', () => {
    const same = { recipientKey: 'one' }
    expect(fulfilProblems([item(1, { trackingNumber: 'RB1' }), item(2, { trackingNumber: 'RB1' })], finder(subject(1, same), subject(2, same)), [use(3, 'RB1', 'one')], false)).toEqual([])
  })

  it('takes orders without any address for different recipients', () => {
    const nobody = { recipientKey: '' }
    expect(codes(fulfilProblems([item(1, { trackingNumber: 'RB1' }), item(2, { trackingNumber: 'RB1' })], finder(subject(1, nobody), subject(2, nobody)), [], false))).toEqual([[1, 'tracking_same_elsewhere'], [2, 'tracking_same_elsewhere']])
  })

  it('does not mind that an order has its own number already', () => {
    expect(modifyProblems([{ orderId: id(1), provider: 'EMS', trackingNumber: 'RB1' }], finder(subject(1, { state: 'SHIPPED' })), [use(1, 'RB1')], false)).toEqual([])
  })

  it('never lets a number through that two recipients share, whatever the batch', () => {
    const numbers = fc.constantFrom('RB1', 'rb 1', 'RB2', ' RB2 ', 'RB3')
    const orders = fc.array(fc.record({ number: numbers, recipient: fc.constantFrom('a', 'b', 'c') }), { minLength: 1, maxLength: 8 })
    const history = fc.array(fc.record({ number: fc.constantFrom('RB1', 'RB2', 'RB3'), recipient: fc.constantFrom('a', 'b', 'c') }), { maxLength: 5 })
    fc.assert(fc.property(orders, history, (batch, past) => {
      const subjects = batch.map(({ recipient }, n) => subject(n, { recipientKey: recipient }))
      const uses = past.map(({ number, recipient }, n) => use(100 + n, number, recipient))
      const problems = fulfilProblems(batch.map(({ number }, n) => item(n, { trackingNumber: number })), finder(...subjects), uses, false)
      const owners = Map.groupBy([...batch.map(({ number, recipient }) => ({ number: number.trim().replace(' ', '').toUpperCase(), recipient })), ...past], (one) => one.number)
      const shared = batch.some(({ number }) => new Set(owners.get(number.trim().replace(' ', '').toUpperCase())?.map((one) => one.recipient)).size > 1)
      expect(problems.length > 0).toBe(shared)
    }))
  })
})

describe('real orders and orders of the rehearsal', () => {
  const rehearsed = { environment: 'rehearsal' as const }

  it('never share a batch of any kind: those of the rehearsal are named, whatever else is right', () => {
    const find = finder(subject(1), subject(2, rehearsed), subject(3, { environment: 'custom' }), subject(4, rehearsed))
    expect(codes(fulfilProblems([1, 2, 3, 4].map((n) => item(n)), find, [], false))).toEqual([[2, 'mixed'], [4, 'mixed']])
    expect(codes(refundProblems([1, 2].map((n) => ({ orderId: id(n), reasonCode: 2, note: null })), find, false))).toEqual([[2, 'mixed']])
    const shipped = finder(subject(1, { state: 'SHIPPED' }), subject(2, { ...rehearsed, state: 'SHIPPED' }))
    expect(codes(modifyProblems([1, 2].map((n) => ({ orderId: id(n), provider: 'EMS', trackingNumber: `RB${String(n)}` })), shipped, [], false))).toEqual([[2, 'mixed']])
  })

  it('each go alone, and another address goes with Joom’s production', () => {
    expect(fulfilProblems([item(2), item(4)], finder(subject(2, rehearsed), subject(4, rehearsed)), [], false)).toEqual([])
    expect(fulfilProblems([item(1), item(3)], finder(subject(1), subject(3, { environment: 'custom' })), [], false)).toEqual([])
  })

  it('do not take each other’s tracking numbers', () => {
    expect(fulfilProblems([item(1)], finder(subject(1)), [{ ...use(77, 'RB000000001CN'), environment: 'rehearsal' }], false)).toEqual([])
    expect(fulfilProblems([item(1)], finder(subject(1, rehearsed)), [use(77, 'RB000000001CN')], false)).toEqual([])
    expect(codes(fulfilProblems([item(1)], finder(subject(1, rehearsed)), [{ ...use(77, 'RB000000001CN'), environment: 'rehearsal' }], false))).toEqual([[1, 'tracking_same_elsewhere']])
  })
})

describe('before a correction or a refund', () => {
  it('only shipped orders have their tracking corrected', () => {
    expect(modifyProblems([{ orderId: id(1), provider: 'EMS', trackingNumber: 'RB1' }], finder(subject(1)), [], false)).toMatchObject([{ orderId: 1, code: 'not_shipped', field: 'order' }])
  })

  it('a refund needs a note where the reason is another one, and an order that is not refunded', () => {
    expect(refundProblems([{ orderId: id(1), reasonCode: -1, note: '  ' }], finder(subject(1)), false)).toMatchObject([{ orderId: 1, code: 'note_needed', field: 'note' }])
    expect(refundProblems([{ orderId: id(1), reasonCode: 2, note: null }], finder(subject(1, { state: 'REFUNDED' })), false)).toMatchObject([{ orderId: 1, code: 'already_refunded', field: 'order' }])
    expect(refundProblems([{ orderId: id(1), reasonCode: 2, note: null }], finder(subject(1, { state: 'SHIPPED' })), false)).toEqual([])
  })
})
