import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../electron/domain/command.ts'
import type { Millis } from '../../../electron/domain/ids.ts'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import type { Observed } from '../../../electron/outbox/observed.ts'
import { afterLostRead, afterRead, afterSend, usualTiming, type Progress, type Verdict } from '../../../electron/outbox/policy.ts'

const start = 1_800_000_000_000
const none: Observed = { state: 'APPROVED', provider: null, trackingNumber: null, at: start }
const first: Observed = { state: 'SHIPPED', provider: 'DHL', trackingNumber: 'RB000000001CN', at: start }
const ours: Observed = { state: 'SHIPPED', provider: 'China Post', trackingNumber: 'RB123456785CN', at: start }
const commands: readonly { readonly intent: Intent; readonly before: Observed; readonly after: Observed }[] = [
  { intent: { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RB123456785CN', shippingTime: '7-21', note: null }, before: none, after: ours },
  { intent: { kind: 'modify_tracking', provider: 'China Post', trackingNumber: 'RB123456785CN' }, before: first, after: ours },
  { intent: { kind: 'refund', reasonCode: 2, note: null }, before: none, after: { ...none, state: 'REFUNDED' } }
]

/** What happens to a sending: what is answered, whether the change is made where the answer leaves that open, how late it is made or shows. */
interface Sending { readonly answer: ChangeOutcome['kind']; readonly made: boolean; readonly late: Millis }
/** What happens to a reading: whether an answer comes, and when it is made: when it is its turn, at once since a person wants to know, or when the machine has slept. */
interface Reading { readonly answered: boolean; readonly when: 'usual' | 'at once' | 'slept' }

const sendings = (latest: Millis) => fc.array(fc.record<Sending>({
  answer: fc.constantFrom('accepted', 'refused', 'invalid', 'unauthorized', 'throttled', 'not_sent', 'unknown', 'unknown', 'unknown'), made: fc.boolean(), late: fc.integer({ min: 0, max: latest })
}), { maxLength: 12 })
const readings = fc.array(fc.record<Reading>({ answered: fc.boolean(), when: fc.constantFrom('usual', 'at once', 'slept') }), { maxLength: 12 })

/** What leaves it open whether the change was made: what was turned away may be the second delivery. */
const open: readonly ChangeOutcome['kind'][] = ['unknown', 'unauthorized', 'throttled']
const answerOf = (kind: ChangeOutcome['kind'], now: Millis): ChangeOutcome => {
  switch (kind) {
    case 'accepted': return { kind, message: '', requestId: null }
    case 'refused': return { kind, httpStatus: 400, code: '1002', message: 'no', data: null, requestId: null }
    case 'invalid': return { kind, field: 'tracking_number', reason: 'characters' }
    case 'throttled': return { kind, until: now + 600_000, requestId: null }
    case 'not_sent': return { kind, message: 'ECONNREFUSED' }
    default: return { kind, message: '', requestId: null }
  }
}

/** One command from its first sending to its end, with the bookkeeping of the journal, against a Joom whose fortunes are given and that behaves when they are used up. */
function life({ intent, before, after }: (typeof commands)[number], fortunes: readonly Sending[], looks: readonly Reading[]) {
  const [toSend, toRead] = [[...fortunes], [...looks]]
  let now = start
  let progress: Progress = { sends: 0, reads: 0, seen: 0, unknownSince: null, refusal: null }
  let verdict: Verdict = { state: 'due', nextAt: now, trouble: null, hold: null }
  /** When the change is made and shows; more than one: it was made twice, where Joom does not notice. */
  const made: Millis[] = []
  const sent: { readonly at: Millis; readonly answer: ChangeOutcome['kind']; readonly asked: number; readonly lastSeen: 'nothing' | 'before' | 'after' }[] = []
  let asked = 0
  let lastSeen: 'nothing' | 'before' | 'after' = 'nothing'
  let steps = 0
  for (; (verdict.state === 'due' || verdict.state === 'unknown') && steps < 200; steps++) {
    const wait = verdict.nextAt - now
    expect(wait, 'it is looked at again, and soon').toBeGreaterThanOrEqual(0)
    expect(wait).toBeLessThanOrEqual(600_000)
    const reading = verdict.state === 'unknown' ? toRead.shift() ?? { answered: true, when: 'usual' } : null
    now = reading?.when === 'at once' ? now : verdict.nextAt + (reading?.when === 'slept' ? 600_000 : 0)
    const isMade = made.some((at) => at <= now)
    if (reading === null) {
      progress = { ...progress, sends: progress.sends + 1, reads: 0, seen: 0 }
      const { answer, made: makes, late } = toSend.shift() ?? { answer: 'accepted', made: true, late: 0 }
      // Joom accepts nothing that is made already, and says no to it.
      const outcome = answerOf(isMade && answer === 'accepted' ? 'refused' : answer, now)
      if (outcome.kind === 'accepted') made.push(now)
      if (open.includes(outcome.kind) && makes) made.push(now + late)
      sent.push({ at: now, answer: outcome.kind, asked, lastSeen })
      asked = 0
      lastSeen = 'nothing'
      verdict = afterSend(outcome, progress, now, usualTiming)
      if (verdict.state === 'unknown') progress = { ...progress, unknownSince: now }
    } else {
      progress = { ...progress, reads: progress.reads + 1 }
      if (!reading.answered) verdict = afterLostRead(progress, now, usualTiming, 'reset')
      else {
        asked++
        progress = { ...progress, seen: progress.seen + 1 }
        lastSeen = isMade ? 'after' : 'before'
        verdict = afterRead(intent, before, isMade ? after : before, progress, now, usualTiming)
      }
    }
    const why = 'trouble' in verdict ? verdict.trouble : null
    if (why?.code === 'refused' || why?.code === 'invalid') progress = { ...progress, refusal: why }
    else if (verdict.state === 'due') progress = { ...progress, refusal: null }
  }
  return { verdict, made, isMade: made.some((at) => at <= now), sent, steps }
}

const livesWith = (latest: Millis) => fc.tuple(fc.constantFrom(...commands), sendings(latest), readings).map(([command, ...fortunes]) => life(command, ...fortunes))
/** A change is made, and shows, before the old state is believed, as is said of Joom … */
const lives = livesWith(usualTiming.settle - 1)
/** … or long after it. */
const unpunctual = livesWith(usualTiming.settle * 20)
const runs = { numRuns: 500 }

describe('whatever happens to a command', () => {
  it('nothing is sent again after an answer was lost before Joom was asked often and long enough and showed the old state', () => {
    fc.assert(fc.property(unpunctual, ({ sent }) => {
      for (const [nth, { at, asked, lastSeen }] of sent.entries()) {
        const earlier = sent[nth - 1]
        if (earlier === undefined || !open.includes(earlier.answer)) continue
        expect(asked).toBeGreaterThanOrEqual(usualTiming.enoughReads)
        expect(at - earlier.at).toBeGreaterThanOrEqual(usualTiming.settle)
        expect(lastSeen).toBe('before')
      }
    }), runs)
  })

  it('the change is made at most once', () => {
    fc.assert(fc.property(lives, ({ made }) => { expect(made.length).toBeLessThanOrEqual(1) }), runs)
  })

  it('nothing is sent again by itself after Joom said no', () => {
    fc.assert(fc.property(unpunctual, ({ sent }) => { expect(sent.slice(0, -1).map(({ answer }) => answer).filter((answer) => answer === 'refused' || answer === 'invalid')).toEqual([]) }), runs)
  })

  it('it never ends as refused, or as not seen, where it was made', () => {
    fc.assert(fc.property(lives, ({ verdict, made }) => { if (verdict.state === 'refused' || verdict.state === 'conflict') expect(made).toEqual([]) }), runs)
    fc.assert(fc.property(unpunctual, ({ verdict, isMade }) => { if (verdict.state === 'refused' || verdict.state === 'conflict') expect(isMade).toBe(false) }), runs)
  })

  it('it is done only where it was made', () => {
    fc.assert(fc.property(unpunctual, ({ verdict, isMade }) => { if (verdict.state === 'done') expect(isMade).toBe(true) }), runs)
  })

  it('it comes to an end once Joom behaves', () => {
    fc.assert(fc.property(unpunctual, ({ verdict, steps }) => {
      expect(['done', 'refused', 'conflict']).toContain(verdict.state)
      expect(steps).toBeLessThan(150)
    }), runs)
  })
})
