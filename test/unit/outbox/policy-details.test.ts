import { describe, expect, it } from 'vitest'
import type { CommandTrouble, Intent } from '../../../electron/domain/command.ts'
import type { ChangeOutcome, UnreadOrder } from '../../../electron/domain/outcome.ts'
import { isApplied, observedIn, type Observed } from '../../../electron/outbox/observed.ts'
import { afterKeptBack, afterLostRead, afterRead, afterSend, beforeSend, usualTiming, withoutReading, type Progress } from '../../../electron/outbox/policy.ts'
import { received } from '../../support/orders.ts'

const now = 1_800_000_000_000
const fulfil: Intent = { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RB123456785CN', shippingTime: '7-21', note: null }
const modify: Intent = { kind: 'modify_tracking', provider: 'China Post', trackingNumber: 'RB123456785CN' }
const approved: Observed = { state: 'APPROVED', provider: null, trackingNumber: null, at: now }
const shipped = (trackingNumber: string | null, provider: string | null = 'China Post'): Observed => ({ state: 'SHIPPED', provider, trackingNumber, at: now })
const lost: Progress = { sends: 1, reads: 1, seen: 1, unknownSince: now - 1000, refusal: null }
const settled: Progress = { ...lost, seen: usualTiming.enoughReads, unknownSince: now - usualTiming.settle }
const trouble = (code: string, message: string | null = null, requestId: string | null = null): CommandTrouble => ({ code, message, joomCode: null, requestId })

describe('what was asked for', () => {
  it('is there only where the order is shipped, with that number', () => {
    expect(isApplied(fulfil, shipped('rb 123456785 cn', null))).toBe(true)
    expect(isApplied(fulfil, shipped('RB123456785XX'))).toBe(false)
    // A provider of whatever length is compared at once.
    expect(isApplied(modify, shipped('RB123456785CN', `x${' ('.repeat(30_000)}x`))).toBe(false)
    expect(isApplied(fulfil, shipped(null))).toBe(false)
    expect(isApplied(modify, shipped('RB123456785XX'))).toBe(false)
    for (const state of ['APPROVED', 'REFUNDED', 'REQUIRE_REVIEW', 'OTHER'] as const) for (const intent of [fulfil, modify]) expect(isApplied(intent, { ...shipped('RB123456785CN'), state })).toBe(false)
  })

  it('is there for a correction only with its provider, however that is written', () => {
    for (const provider of ['China Post', 'CHINA  POST', 'chinapost', 'China-Post (中国邮政)', 'China Post (EMS) (x)', 'Ｃhina Post']) expect(isApplied(modify, shipped('RB123456785CN', provider))).toBe(true)
    for (const provider of ['DHL', null, '', 'China', '(China Post)', 'China (x) Post', 'China (x) Post Office', 'Hongkong Post (China Post)']) expect(isApplied(modify, shipped('RB123456785CN', provider))).toBe(false)
    // The words before the bracket count, those behind it too.
    expect(isApplied({ ...modify, provider: 'SF(Express) Cargo' }, shipped('RB123456785CN', 'SF'))).toBe(false)
    expect(isApplied({ ...modify, provider: 'SF(Express)' }, shipped('RB123456785CN', 'SF'))).toBe(true)
  })
})

describe('what a read-back shows', () => {
  const refund: Intent = { kind: 'refund', reasonCode: 2, note: null }
  const [number, provider] = [['trackingNumber'], ['provider']] as const
  const shows = (intent: Intent, before: Observed, seen: Observed, leftOut?: readonly ('provider' | 'trackingNumber')[]): Observed | null => {
    const { shipment } = received('A1', { shipment: { provider: seen.provider, trackingNumber: seen.trackingNumber, leftOut } }).facts
    return observedIn(intent, before, { state: seen.state, shipment }, now)
  }
  const [old, bare] = [shipped('OLD1', 'DHL'), shipped(null, null)]

  it.each<[string, Intent, Observed, Observed, readonly ('provider' | 'trackingNumber')[]]>([
    ['the number of a confirmation', fulfil, approved, shipped(null), number], ['the number of a correction', modify, old, shipped(null, 'DHL'), number],
    ['it where none was known either', modify, bare, bare, [...provider, ...number]], ['the provider, beside our number', modify, old, shipped('RB123456785CN', null), provider]
  ])('is neither that it is there nor that it is not, where it leaves out %s', (_what, intent, before, seen, leftOut) => {
    expect(shows(intent, before, seen, leftOut)).toBeNull()
  })

  it('is what it says, where nothing is left out', () => {
    for (const seen of [shipped('OLD2'), bare, approved, { ...approved, state: 'REFUNDED' as const }]) for (const intent of [fulfil, modify, refund]) expect(shows(intent, old, seen)).toEqual(seen)
  })

  it('is as before in what it leaves out, where that does not matter', () => {
    expect(shows(fulfil, approved, shipped('RB123456785CN', null), provider)).toEqual(shipped('RB123456785CN', null))
    expect(shows(modify, old, shipped('OLD1', null), provider)).toEqual(old)
    expect(shows(refund, old, bare, [...provider, ...number])).toEqual(old)
    expect(shows(refund, old, shipped(null, 'DHL'), number)).toEqual(old)
    expect(shows(modify, old, { ...approved, state: 'REFUNDED' }, number)).toMatchObject({ state: 'REFUNDED' })
  })

  it('takes nothing of the parcel before for another one', () => {
    expect(shows(modify, old, shipped('OLD2', null), provider)).toEqual(shipped('OLD2', null))
    expect(shows(refund, old, shipped(null, 'EMS'), number)).toEqual(shipped(null, 'EMS'))
  })
})

describe('what was there before', () => {
  it('is there no more where the number or the provider is another', () => {
    const old = shipped('OLD1', 'DHL')
    expect(afterRead(modify, old, old, settled, now, usualTiming)).toEqual({ state: 'due', nextAt: now, trouble: trouble('not_applied'), hold: null })
    expect(afterRead(modify, old, shipped('OLD2', 'DHL'), settled, now, usualTiming)).toMatchObject({ state: 'conflict', trouble: { code: 'shipped_otherwise' } })
    expect(afterRead(modify, old, shipped('OLD1', 'UPS'), settled, now, usualTiming)).toMatchObject({ state: 'conflict' })
    expect(afterRead(modify, old, shipped(null, 'DHL'), settled, now, usualTiming)).toMatchObject({ state: 'conflict' })
    expect(afterRead(fulfil, approved, { ...approved, trackingNumber: '', provider: '' }, settled, now, usualTiming)).toMatchObject({ state: 'due' })
  })

  it('is said with what is there now, as far as there is something', () => {
    const changedOf = (before: Observed, seen: Observed) => {
      const verdict = beforeSend(modify, before, seen, null)
      return verdict?.state === 'conflict' ? verdict.observed?.changed : verdict
    }
    expect(changedOf(shipped('OLD1', 'DHL'), shipped('OLD2', 'DHL'))).toEqual([{ field: 'tracking', before: 'OLD1 · DHL', after: 'OLD2 · DHL' }])
    expect(changedOf(shipped('OLD1', 'DHL'), shipped('OLD1', 'UPS'))).toEqual([{ field: 'tracking', before: 'OLD1 · DHL', after: 'OLD1 · UPS' }])
    expect(changedOf(shipped('OLD1', null), shipped('', 'UPS'))).toEqual([{ field: 'tracking', before: 'OLD1', after: null }])
    expect(changedOf(shipped('OLD1', 'DHL'), { ...shipped('OLD1', 'DHL'), state: 'OTHER' })).toEqual([{ field: 'state', before: 'SHIPPED', after: 'OTHER' }])
  })
})

describe('what a person is told', () => {
  it.each<[ChangeOutcome, CommandTrouble]>([
    [{ kind: 'unauthorized', message: 'expired', requestId: 'r', renewed: true }, trouble('unknown_outcome', 'expired', 'r')],
    [{ kind: 'unauthorized', message: 'revoked', requestId: 'r' }, trouble('unauthorized', 'revoked', 'r')],
    [{ kind: 'throttled', until: now, requestId: 'r' }, trouble('throttled', null, 'r')],
    [{ kind: 'unknown', message: 'reset', requestId: 'r' }, trouble('unknown_outcome', 'reset', 'r')],
    [{ kind: 'not_sent', message: 'no way' }, trouble('offline', 'no way')]
  ])('of a sending that came to %o', (outcome, told) => {
    expect(afterSend(outcome, lost, now, usualTiming)).toMatchObject({ trouble: told })
  })

  it.each<[UnreadOrder, 'due' | 'conflict', CommandTrouble]>([
    [{ kind: 'unauthorized', message: 'revoked', requestId: 'r' }, 'due', trouble('unauthorized', 'revoked', 'r')],
    [{ kind: 'throttled', until: now, requestId: 'r' }, 'due', trouble('throttled', null, 'r')],
    [{ kind: 'unavailable', message: 'reset', requestId: null }, 'due', trouble('offline', 'reset')],
    [{ kind: 'unreadable', message: 'no JSON', requestId: null }, 'due', trouble('offline', 'no JSON')],
    [{ kind: 'doubted', requestId: 'r' }, 'due', trouble('older_answer', null, 'r')],
    [{ kind: 'refused', httpStatus: 400, code: '1004', message: 'not yours', data: null, requestId: 'r' }, 'due', { ...trouble('not_read', 'not yours', 'r'), joomCode: '1004' }],
    [{ kind: 'invalid', field: 'id', reason: 'too_long' }, 'conflict', trouble('not_read', 'id: too_long')],
    [{ kind: 'not_there', requestId: 'r' }, 'due', trouble('not_read', null, 'r')],
    [{ kind: 'not_understood', requestId: 'r' }, 'due', trouble('not_read', null, 'r')]
  ])('of an order that could not be read: %o', (unread, state, told) => {
    const verdict = withoutReading(unread, 1, now, usualTiming)
    expect(verdict).toMatchObject({ state, trouble: told })
    if (state === 'conflict') expect(verdict).toMatchObject({ observed: null })
    if (told.code === 'not_read') expect(withoutReading(unread, 3, now, usualTiming, true)).toMatchObject({ state: 'conflict', trouble: told, observed: null })
  })

  it('of a reading that did not settle it', () => {
    expect(afterRead(fulfil, approved, approved, lost, now, usualTiming)).toEqual({ state: 'unknown', nextAt: now + 5000, trouble: trouble('unknown_outcome') })
    expect(afterLostRead(lost, now, usualTiming, 'reset')).toEqual({ state: 'unknown', nextAt: now + 5000, trouble: trouble('unknown_outcome', 'reset') })
  })

  it('of what was kept back: it is as it was', () => {
    expect(afterKeptBack('send', now)).toEqual({ state: 'due', nextAt: now, trouble: null, hold: null })
    expect(afterKeptBack('read', now)).toEqual({ state: 'unknown', nextAt: now, trouble: trouble('unknown_outcome') })
  })
})
