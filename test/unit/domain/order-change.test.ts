import { describe, expect, it } from 'vitest'
import { carriageFlaw, noteMost, noteOf, refundFlaw, shipmentFlaw, type Shipment } from '../../../electron/domain/order-change.ts'
import { pageFlaw } from '../../../electron/domain/page-request.ts'
import { providers } from '../../../electron/domain/providers.ts'

const good: Shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: null }

describe('a shipment', () => {
  it('goes with every provider of the list, and with USPS, which only the samples have', () => {
    for (const provider of [...providers, 'USPS']) expect(shipmentFlaw('A1', { ...good, provider })).toBeNull()
    for (const provider of ['', 'USPSSSSSSSSSSSSSSSSSSSSSSSSS', 'china post', 'China Post (中国邮政)']) expect(shipmentFlaw('A1', { ...good, provider })).toEqual({ field: 'tracking_provider', reason: 'not_accepted' })
  })

  it.each([['', 'empty'], ['RR 123', 'characters'], ['RR-123', 'characters'], ['ＲＲ１２３', 'characters'], ['straße1', 'characters'], ['9.40E+21', 'spreadsheet'], ['A'.repeat(51), 'too_long']])('is stopped with the number “%s”: %s', (trackingNumber, reason) => {
    expect(shipmentFlaw('A1', { ...good, trackingNumber })).toEqual({ field: 'tracking_number', reason })
    expect(carriageFlaw('A1', { ...good, trackingNumber })).toEqual({ field: 'tracking_number', reason })
  })

  it('goes with letters and digits of any case, without a number, and without a time', () => {
    for (const trackingNumber of ['12345679', 'lp00123456', 'A'.repeat(50), null]) expect(shipmentFlaw('A1', { ...good, trackingNumber })).toBeNull()
    expect(shipmentFlaw('A1', { ...good, shippingTime: null })).toBeNull()
  })

  it.each(['1-2', '0', 'soon', '14-7', '', '14'])('is stopped with the time “%s”', (shippingTime) => { expect(shipmentFlaw('A1', { ...good, shippingTime })).toEqual({ field: 'shipping_time', reason: 'not_days' }) })

  it.each([['', 'empty'], ['  ', 'empty'], ['A\u0000', 'characters'], ['\ud800', 'characters'], ['x'.repeat(60_001), 'too_long']])('is stopped without an order: %j', (id, reason) => {
    expect(shipmentFlaw(id, good)).toEqual({ field: 'id', reason })
    expect(refundFlaw(id, { reasonCode: 1, note: null })).toEqual({ field: 'id', reason })
  })
  it.each(['26VE349M', '123456789009876543210164', '1477559781667847272-215-56-629-1654639508'])('goes with the id %s', (id) => { expect(shipmentFlaw(id, good)).toBeNull() })
})

describe('a note', () => {
  it.each([['', 'empty'], [' \n ', 'empty'], ['seen\u0000', 'characters'], ['a\u0085b', 'characters'], ['half \ud83d', 'characters'], ['x'.repeat(noteMost + 1), 'too_long']])('does not go out as %j: %s', (note, reason) => {
    expect(shipmentFlaw('A1', { ...good, note })).toEqual({ field: 'ship_note', reason })
    expect(refundFlaw('A1', { reasonCode: 1, note })).toEqual({ field: 'reason_note', reason })
  })
  it.each(['Thank you 🧸', 'two\nlines\tand more', 'شكرا', 'x'.repeat(noteMost)])('goes out as %j', (note) => {
    expect(shipmentFlaw('A1', { ...good, note })).toBeNull()
    expect(refundFlaw('A1', { reasonCode: -1, note })).toBeNull()
  })
  it.each([[null, null], ['  ', null], ['\u0000 ', null], [' a\r\nb\u0000c\u009f ', 'a\nbc'], ['half \ud83d', 'half \ufffd'], ['🧸', '🧸']])('typed as %j is sent as %j', (typed, sent) => { expect(noteOf(typed)).toBe(sent) })
})

describe('a refund', () => {
  it('has a reason of the table, -1 with its note, or the 18 of the sample', () => {
    for (const reasonCode of [1, 2, 3, 18]) expect(refundFlaw('A1', { reasonCode, note: null })).toBeNull()
    expect(refundFlaw('A1', { reasonCode: -1, note: 'Lost' })).toBeNull()
    for (const note of [null, '', ' ']) expect(refundFlaw('A1', { reasonCode: -1, note })).toEqual({ field: 'reason_note', reason: 'empty' })
    for (const reasonCode of [0, 4, -2, 1.5, NaN]) expect(refundFlaw('A1', { reasonCode, note: 'x' })).toEqual({ field: 'reason_code', reason: 'not_accepted' })
  })
})

it.each([
  [{ start: 0, limit: 1 }, null], [{ start: 19_500, limit: 500, since: 0 }, null], [{ start: -1, limit: 50 }, { field: 'start', reason: 'out_of_range' }], [{ start: 0.5, limit: 50 }, { field: 'start', reason: 'not_whole' }],
  [{ start: 0, limit: 0 }, { field: 'limit', reason: 'out_of_range' }], [{ start: 0, limit: 501 }, { field: 'limit', reason: 'out_of_range' }], [{ start: 0, limit: NaN }, { field: 'limit', reason: 'not_whole' }],
  [{ start: 0, limit: 50, since: NaN }, { field: 'since', reason: 'not_a_moment' }], [{ start: 0, limit: 50, since: -1 }, { field: 'since', reason: 'not_a_moment' }], [{ start: 0, limit: 50, since: Infinity }, { field: 'since', reason: 'not_a_moment' }]
])('the page %j: %j', (page, flaw) => { expect(pageFlaw(page)).toEqual(flaw) })
