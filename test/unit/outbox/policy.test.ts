import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../electron/domain/command.ts'
import { hour } from '../../../electron/domain/deadline.ts'
import type { Address } from '../../../electron/domain/order.ts'
import { recipientKey } from '../../../electron/domain/recipient.ts'
import { isApplied, type Observed } from '../../../electron/outbox/observed.ts'
import { afterLostRead, afterRead, afterSend, beforeSend, leavesAt, usualTiming, withoutReading, type Progress } from '../../../electron/outbox/policy.ts'

const now = 1_800_000_000_000
const fulfil: Intent = { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RB123456785CN', shippingTime: '7-21', note: null }
const modify: Intent = { kind: 'modify_tracking', provider: 'China Post', trackingNumber: 'RB123456785CN' }
const refund: Intent = { kind: 'refund', reasonCode: 2, note: null }
const approved: Observed = { state: 'APPROVED', provider: null, trackingNumber: null, at: now }
const shipped = (trackingNumber: string, provider = 'China Post'): Observed => ({ state: 'SHIPPED', provider, trackingNumber, at: now })
const progress = (given: Partial<Progress> = {}): Progress => ({ sends: 1, reads: 1, seen: 1, unknownSince: now - 1000, refusal: null, ...given })
const settled = progress({ seen: usualTiming.enoughReads, unknownSince: now - usualTiming.settle })

describe('when a command leaves', () => {
  it('is after the undo window', () => {
    expect(leavesAt(now, 30, now + 5 * hour)).toBe(now + 30_000)
    expect(leavesAt(now, 30, null)).toBe(now + 30_000)
    expect(leavesAt(now, 0, now + hour)).toBe(now)
  })

  const table: readonly (readonly [left: number, undo: number, seconds: number])[] = [
    // Late already: there is nothing to be in time for.
    [-3600, 30, 10], [0, 30, 10], [-3600, 5, 5], [0, 600, 10],
    // In time: at the deadline it is at Joom, and there is always a moment to take it back.
    [300, 600, 10], [14, 30, 9], [10, 30, 5], [8, 30, 3], [5, 30, 3], [1, 30, 3], [1, 2, 2], [1, 0, 0], [5, 5, 3],
    // No deadline in the window, nor on the way.
    [36, 30, 30], [35, 30, 10], [31, 30, 10], [12, 5, 5]
  ]
  it.each(table)('with %i s left and an Undo of %i s is after %i s', (left, undo, seconds) => {
    expect(leavesAt(now, undo, now + left * 1000)).toBe(now + seconds * 1000)
  })
})

describe('after an answer to a sending', () => {
  it('is done where Joom accepted', () => {
    expect(afterSend({ kind: 'accepted', message: '', requestId: 'r' }, progress(), now, usualTiming)).toEqual({ state: 'done' })
  })

  const no = { kind: 'refused', httpStatus: 400, code: '1000', message: 'api.bad_request', data: null, requestId: 'r1' } as const

  it('stands before a person with Joom’s words where Joom refused', () => {
    expect(afterSend(no, progress({ unknownSince: null }), now, usualTiming)).toEqual({ state: 'refused', trouble: { code: 'refused', message: 'api.bad_request', joomCode: '1000', requestId: 'r1' } })
  })

  it('is read back where Joom refused because of the order’s state: it tells who changed it, perhaps this very command', () => {
    const state = { ...no, code: '1002', message: "logic.order.invalid_status_transition: can't go from 'shipped' to 'shipped'", data: '5' }
    expect(afterSend({ ...state, message: 'The tracking number for this order is confirmed already, it cannot be changed.' }, progress({ unknownSince: null }), now, usualTiming)).toMatchObject({ state: 'refused' })
    for (const unknownSince of [null, now - 1000]) expect(afterSend(state, progress({ unknownSince }), now, usualTiming)).toEqual({ state: 'unknown', nextAt: now + 2000, trouble: { code: 'refused', message: state.message, joomCode: '1002', requestId: 'r1', data: '5' } })
  })

  it('is read back where Joom refused after an earlier sending was lost: that one may be why', () => {
    expect(afterSend(no, progress({ sends: 2 }), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now })
  })

  it('stands before a person where a parameter was found wrong before it left, and is read back first where an earlier sending was lost', () => {
    const invalid = { kind: 'invalid', field: 'tracking_number', reason: 'characters' } as const
    expect(afterSend(invalid, progress({ unknownSince: null }), now, usualTiming)).toEqual({ state: 'refused', trouble: { code: 'invalid', message: 'tracking_number: characters', joomCode: null, requestId: null } })
    expect(afterSend(invalid, progress({ sends: 2 }), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now })
  })

  it('is never sent again, but read back, where no answer came', () => {
    expect(afterSend({ kind: 'unknown', message: 'reset', requestId: null }, progress(), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now + 2000 })
  })

  it('waits and holds the store where nothing was sent, longer each time', () => {
    const waits = [1, 2, 3, 20].map((sends) => afterSend({ kind: 'not_sent', message: 'ECONNREFUSED' }, progress({ sends }), now, usualTiming))
    expect(waits.map((verdict) => verdict.state === 'due' && verdict.nextAt - now)).toEqual([5000, 10_000, 20_000, 60_000])
    expect(waits[0]).toMatchObject({ hold: 'offline' })
  })

  it('is read back where it was turned away, since it may have been delivered twice: after the pause that Joom asks for, or the sign-in, or at once where the token is new by now', () => {
    expect(afterSend({ kind: 'throttled', until: now + 7000, requestId: null }, progress(), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now + 7000, hold: 'throttled' })
    expect(afterSend({ kind: 'unauthorized', message: 'revoked', requestId: null }, progress(), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now, hold: 'needs_authorization' })
    const renewed = afterSend({ kind: 'unauthorized', message: 'expired', requestId: null, renewed: true }, progress(), now, usualTiming)
    expect(renewed).toMatchObject({ state: 'unknown', nextAt: now + 2000 })
    expect(renewed).not.toHaveProperty('hold')
  })

  it('is read back where its call is turned away although the sign-in is fine, and is refused in Joom’s words once the old state has settled', () => {
    const alone = { kind: 'refused', httpStatus: 401, code: '4000', message: 'order/fulfill-one: no', data: null, requestId: 'r1', call: 'order/fulfill-one' } as const
    const next = afterSend(alone, progress({ unknownSince: null }), now, usualTiming)
    expect(next).toEqual({ state: 'unknown', nextAt: now + 2000, trouble: { code: 'refused', message: 'order/fulfill-one: no', joomCode: '4000', requestId: 'r1' } })
    const { call, ...plain } = alone
    expect([call, afterSend(plain, progress({ unknownSince: null }), now, usualTiming)]).toMatchObject(['order/fulfill-one', { state: 'refused' }])
  })

  it('waits to be sent where no request was made, since a pause or an ended sign-in was known before', () => {
    expect(afterSend({ kind: 'throttled', until: now + 7000, requestId: null, unsent: true }, progress(), now, usualTiming)).toMatchObject({ state: 'due', nextAt: now + 7000, hold: 'throttled' })
    expect(afterSend({ kind: 'unauthorized', message: 'revoked', requestId: null, unsent: true }, progress(), now, usualTiming)).toMatchObject({ state: 'due', hold: 'needs_authorization' })
  })
})

describe('after reading back', () => {
  it.each([
    ['a shipment with our number', fulfil, approved, shipped('rb123456785cn')],
    ['our correction', modify, shipped('OLD1'), shipped('RB123456785CN', 'China Post (中国邮政)')],
    ['a refund', refund, approved, { ...approved, state: 'REFUNDED' as const }]
  ])('is done where Joom shows %s', (_what, intent, before, seen) => {
    expect(afterRead(intent, before, seen, progress(), now, usualTiming)).toEqual({ state: 'done' })
  })

  it.each([
    ['another number', fulfil, shipped('XX1'), 'shipped_otherwise'], ['a refund', fulfil, { ...approved, state: 'REFUNDED' as const }, 'refunded_meanwhile'],
    ['a review', fulfil, { ...approved, state: 'REQUIRE_REVIEW' as const }, 'review_meanwhile'], ['a shipment in place of a refund', refund, shipped('XX1'), 'shipped_meanwhile'], ['a word nobody knows', fulfil, { ...approved, state: 'OTHER' as const }, 'changed_otherwise']
  ])('stands before a person where Joom shows %s', (_what, intent, seen, code) => {
    expect(afterRead(intent, approved, seen, settled, now, usualTiming)).toMatchObject({ state: 'conflict', trouble: { code }, observed: seen })
  })

  it('asks again while the old state may only lag', () => {
    expect(afterRead(fulfil, approved, approved, progress({ reads: 50, seen: 2, unknownSince: now - 10 * usualTiming.settle }), now, usualTiming)).toMatchObject({ state: 'unknown' })
    expect(afterRead(fulfil, approved, approved, progress({ reads: 10, seen: 10, unknownSince: now - usualTiming.settle + 1 }), now, usualTiming)).toMatchObject({ state: 'unknown' })
  })

  it('sends again only where the old state was seen often enough and long enough', () => {
    expect(afterRead(fulfil, approved, approved, settled, now, usualTiming)).toMatchObject({ state: 'due', nextAt: now })
    expect(afterRead(modify, shipped('OLD1'), shipped('OLD1'), settled, now, usualTiming)).toMatchObject({ state: 'due' })
  })

  it('takes Joom’s no for the answer where the lost sending has left no trace', () => {
    const refusal = { code: 'refused', message: 'no', joomCode: '1000', requestId: null }
    expect(afterRead(fulfil, approved, approved, { ...settled, refusal }, now, usualTiming)).toEqual({ state: 'refused', trouble: refusal })
    expect(afterRead(fulfil, approved, shipped('RB123456785CN'), { ...settled, refusal }, now, usualTiming)).toEqual({ state: 'done' })
  })

  it('leaves a refund that was not seen to a person', () => {
    expect(afterRead(refund, approved, approved, settled, now, usualTiming)).toMatchObject({ state: 'conflict', trouble: { code: 'refund_not_seen' } })
  })

  it('learns nothing from a reading that failed', () => {
    expect(afterLostRead(progress({ reads: 3 }), now, usualTiming, 'reset')).toMatchObject({ state: 'unknown', nextAt: now + 30_000 })
    expect(afterLostRead({ ...settled, reads: 99 }, now, usualTiming, 'reset')).toMatchObject({ state: 'unknown', nextAt: now + 300_000 })
  })

  it('asks soon again once it is answered, however often it was asked in vain', () => {
    expect(afterRead(fulfil, approved, approved, progress({ reads: 99, seen: 1 }), now, usualTiming)).toMatchObject({ state: 'unknown', nextAt: now + 5000 })
  })
})

describe('right before it leaves', () => {
  const home: Address = { name: 'Ann', street1: 'Old Street 1', street2: null, city: 'Aytos', state: null, country: 'BG', zip: '8500', phone: '+359 1' }
  const told = (address: Partial<Address>): Pick<Observed, 'recipientKey' | 'address'> => ({ recipientKey: recipientKey({ ...home, ...address }), address: { ...home, ...address } })
  const whole: Observed = { ...approved, ...told({}), quantity: 1, lastUpdated: 7000 }
  const lines = 'Ann\nOld Street 1\n8500 Aytos\nBG\n+359 1'

  it('goes where the order is as it was, read another time or told with less', () => {
    expect(beforeSend(fulfil, whole, { ...whole, at: now + 1, ...told({ name: 'ann', phone: null }), provider: '', lastUpdated: 8000 }, null)).toBeNull()
    expect(beforeSend(fulfil, approved, { ...whole, quantity: 7 }, null)).toBeNull()
    expect(beforeSend(modify, shipped('OLD1', 'China Post'), shipped('old1', 'China Post (中国邮政)'), null)).toBeNull()
    // A correction to what is there already is what the person wanted sent.
    expect(beforeSend(modify, shipped('RB123456785CN'), shipped('RB123456785CN'), null)).toBeNull()
  })

  it.each([
    ['the address', told({ street1: 'New Street 2' }), 'order_changed', { field: 'address', before: lines, after: lines.replace('Old Street 1', 'New Street 2') }],
    ['a line less', told({ zip: null }), 'order_changed', { field: 'address', before: lines, after: lines.replace('8500 ', '') }],
    ['a line more, since Joom’s own time of the last change', { ...told({ street2: 'Flat 9' }), lastUpdated: 8000 }, 'order_changed', { field: 'address', before: lines, after: lines.replace('8500', 'Flat 9\n8500') }],
    ['the quantity', { quantity: 3 }, 'order_changed', { field: 'quantity', before: '1', after: '3' }],
    ['a quantity that is not told any more', { quantity: null }, 'order_changed', { field: 'quantity', before: '1', after: null }],
    ['a refund', { state: 'REFUNDED' }, 'refunded_meanwhile', { field: 'state', before: 'APPROVED', after: 'REFUNDED' }],
    ['a review', { state: 'REQUIRE_REVIEW' }, 'review_meanwhile', { field: 'state', before: 'APPROVED', after: 'REQUIRE_REVIEW' }],
    ['a shipment with another number', { state: 'SHIPPED', trackingNumber: 'XX1', provider: 'DHL' }, 'shipped_otherwise', { field: 'tracking', before: null, after: 'XX1 · DHL' }]
  ] as const)('stops with the difference where it is %s', (_what, change, code, difference) => {
    const verdict = beforeSend(fulfil, whole, { ...whole, ...change }, null)
    expect(verdict).toMatchObject({ state: 'conflict', trouble: { code } })
    expect(verdict?.state === 'conflict' && verdict.observed?.changed).toContainEqual(difference)
  })

  it('compares the key alone where an earlier version kept the address as a text', () => {
    const kept: Observed = { ...whole, address: lines }
    expect(beforeSend(fulfil, kept, { ...whole, at: now + 1 }, null)).toBeNull()
    const verdict = beforeSend(fulfil, kept, { ...whole, ...told({ street2: 'Flat 9' }) }, null)
    expect(verdict).toMatchObject({ state: 'conflict', trouble: { code: 'order_changed' }, observed: { changed: [{ field: 'address', before: lines, after: lines.replace('8500', 'Flat 9\n8500') }] } })
  })

  it('goes where only more is told than was known, and the order has not changed since by Joom’s own time', () => {
    const little: Observed = { ...whole, ...told({ street1: null, zip: null }), quantity: null }
    for (const lastUpdated of [7000, null, undefined]) expect(beforeSend(fulfil, little, { ...whole, ...told({ street2: 'Flat 9' }), lastUpdated }, null)).toBeNull()
    expect(beforeSend(fulfil, { ...little, lastUpdated: null }, whole, null)).toBeNull()
    // By the day alone it may be the same change.
    const midnight = Date.UTC(2026, 0, 20)
    expect(beforeSend(fulfil, { ...little, lastUpdated: midnight }, { ...whole, lastUpdated: midnight + 7_200_000 }, null)).toBeNull()
    const updated = beforeSend(fulfil, little, { ...whole, lastUpdated: 8000 }, null)
    expect(updated?.state === 'conflict' && updated.observed?.changed?.map(({ field }) => field)).toEqual(['address', 'quantity'])
  })

  it('goes where a parcel that is on its way got a part more: it goes where it goes', () => {
    const away: Observed = { ...whole, ...shipped('OLD1', 'DHL') }
    expect(beforeSend(modify, away, { ...away, ...told({ street2: 'Flat 9' }), lastUpdated: 8000 }, null)).toBeNull()
    expect(beforeSend(modify, away, { ...away, ...told({ street1: 'New Street 2' }) }, null)).toMatchObject({ state: 'conflict' })
  })

  it('is compared by its key where an earlier version wrote the address as a text', () => {
    const old: Observed = { ...whole, address: lines }
    expect(beforeSend(fulfil, old, whole, null)).toBeNull()
    const verdict = beforeSend(fulfil, old, { ...whole, ...told({ street2: 'Flat 9' }) }, null)
    expect(verdict?.state === 'conflict' && verdict.observed?.changed).toMatchObject([{ field: 'address', before: lines }])
  })

  it('is done where the order is by now what was asked for', () => {
    expect(beforeSend(fulfil, whole, { ...whole, ...shipped('rb123456785cn', 'DHL') }, null)).toEqual({ state: 'done' })
    expect(beforeSend(refund, whole, { ...whole, state: 'REFUNDED' }, null)).toEqual({ state: 'done' })
    // Also where a person had it sent again for the order as it was then: refunded.
    expect(beforeSend(refund, { ...whole, state: 'REFUNDED' }, { ...whole, state: 'REFUNDED' }, null)).toEqual({ state: 'done' })
  })

  it('is refused where its number has got to another recipient, unless it has moved on anyway', () => {
    expect(beforeSend(fulfil, whole, whole, 'THEIRS')).toEqual({ state: 'refused', trouble: { code: 'number_taken', message: 'THEIRS', joomCode: null, requestId: null } })
    expect(beforeSend(fulfil, whole, { ...whole, ...shipped('RB123456785CN', 'DHL') }, 'THEIRS')).toEqual({ state: 'done' })
    expect(beforeSend(fulfil, whole, { ...whole, quantity: 3 }, 'THEIRS')).toMatchObject({ state: 'conflict' })
  })

  it('waits where the store cannot be asked, and stands before a person where Joom says nothing of the order', () => {
    expect([1, 2, 20].map((tries) => withoutReading({ kind: 'unavailable', message: 'reset', requestId: null }, tries, now, usualTiming)).map((verdict) => verdict.state === 'due' && verdict.nextAt - now)).toEqual([5000, 10_000, 60_000])
    expect(withoutReading({ kind: 'throttled', until: now + 7, requestId: null }, 1, now, usualTiming)).toMatchObject({ state: 'due', hold: 'throttled', nextAt: now + 7 })
    expect(withoutReading({ kind: 'unauthorized', message: '', requestId: 'r' }, 1, now, usualTiming)).toMatchObject({ state: 'due', hold: 'needs_authorization' })
    // The order waits longer each time; the store goes on with the others.
    expect([1, 2, 9].map((tries) => withoutReading({ kind: 'doubted', requestId: null }, tries, now, usualTiming))).toMatchObject([5000, 10_000, 60_000].map((wait) => ({ state: 'due', nextAt: now + wait, hold: null })))
    expect(withoutReading({ kind: 'unavailable', message: 'HTTP 503', requestId: 'r', answered: true }, 2, now, usualTiming)).toMatchObject({ state: 'due', hold: 'failing', nextAt: now + 10_000, trouble: { code: 'failing' } })
    // Joom's no that is not about this order is waited out; about the order, or where it stays, a person looks.
    const no = { kind: 'refused', httpStatus: 403, code: '9999', message: 'Maintenance', data: null, requestId: 'r' } as const
    expect([1, 2, 9].map((tries) => withoutReading(no, tries, now, usualTiming))).toMatchObject([5000, 10_000, 60_000].map((wait) => ({ state: 'due', nextAt: now + wait, hold: null, trouble: { code: 'not_read', message: 'Maintenance', requestId: 'r', joomCode: '9999' } })))
    expect(withoutReading(no, 3, now, usualTiming, true)).toMatchObject({ state: 'conflict', observed: null, trouble: { code: 'not_read', joomCode: '9999' } })
    const gone = [{ ...no, code: '1004', message: 'not found' }, { kind: 'not_there', requestId: 'r' }, { kind: 'not_understood', requestId: 'r' }] as const
    for (const unread of gone) {
      expect([1, 2, 9].map((tries) => withoutReading(unread, tries, now, usualTiming))).toMatchObject([2000, 5000, 300_000].map((wait) => ({ state: 'due', nextAt: now + wait, hold: null, trouble: { code: 'not_read', requestId: 'r' } })))
      expect(withoutReading(unread, 3, now, usualTiming, true)).toMatchObject({ state: 'conflict', observed: null, trouble: { code: 'not_read', requestId: 'r' } })
    }
  })
})

describe('whatever happens', () => {
  const state = fc.constantFrom('APPROVED' as const, 'SHIPPED' as const, 'REFUNDED' as const, 'REQUIRE_REVIEW' as const, 'OTHER' as const)
  const number = fc.constantFrom(null, '', 'RB123456785CN', 'OTHER1')
  const observed = fc.record({ state, provider: fc.constantFrom(null, 'China Post', 'DHL'), trackingNumber: number, at: fc.constant(now) })
  const intents = fc.constantFrom(fulfil, modify, refund)

  it('nothing is sent again while Joom shows anything but the old state, seen often and long enough', () => {
    fc.assert(fc.property(intents, observed, observed, fc.nat(10), fc.nat(200_000), (intent, before, seen, times, ago) => {
      const verdict = afterRead(intent, before, seen, { sends: 1, reads: 10, seen: times, unknownSince: now - ago, refusal: null }, now, usualTiming)
      if (verdict.state === 'due') {
        expect(seen.state).toBe(before.state)
        expect(times).toBeGreaterThanOrEqual(usualTiming.enoughReads)
        expect(ago).toBeGreaterThanOrEqual(usualTiming.settle)
        expect(intent.kind).not.toBe('refund')
      }
      expect(verdict.state === 'done').toBe(isApplied(intent, seen))
    }))
  })
})
