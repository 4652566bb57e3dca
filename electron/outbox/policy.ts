import { isStateNo, isUntold } from '../domain/advice.ts'
import { assertNever } from '../domain/assert-never.ts'
import type { CommandTrouble, Intent } from '../domain/command.ts'
import { urgencyOf } from '../domain/deadline.ts'
import type { Millis } from '../domain/ids.ts'
import { laterOf } from '../domain/last-updated.ts'
import type { Address, OrderFacts, OrderState } from '../domain/order.ts'
import { addressText, countText, type Difference } from '../domain/order-difference.ts'
import type { ChangeOutcome, UnreadOrder } from '../domain/outcome.ts'
import { likenessOf } from '../domain/recipient.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'

/** What a reading shows of an order, as far as commands care. */
export interface Observed {
  readonly state: OrderState
  readonly provider: string | null
  readonly trackingNumber: string | null
  readonly at: Millis
  /** Of what a command was made for, and of what stopped it before it left. What was written without them is not compared by them. */
  readonly recipientKey?: string | undefined
  readonly quantity?: number | null | undefined
  /** A text, as a person compares it, in what earlier versions wrote. */
  readonly address?: Address | string | undefined
  /** When the order was changed last, by Joom's own time. */
  readonly lastUpdated?: Millis | null | undefined
  /** What had changed where a command was stopped before it left. */
  readonly changed?: readonly Difference[] | undefined
}

/**
 * How far a command has come. `unknownSince`: the end of the latest sending whose outcome was not known, moved along where the
 * clock was set, and where the program was started later, the moment at which what it had sent before has surely arrived; `null` where every outcome was. `reads`: how often Joom was asked since the latest sending; `seen`: how often the
 * answer showed the order. `refusal`: Joom's no to a sending that followed such a one, while it is being found out what the
 * earlier did.
 */
export interface Progress {
  readonly sends: number
  readonly reads: number
  readonly seen: number
  readonly unknownSince: Millis | null
  readonly refusal: CommandTrouble | null
}

/** Where a command goes next, and why. */
export type Verdict =
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly trouble: CommandTrouble }
  | { readonly state: 'unknown'; readonly nextAt: Millis; readonly trouble: CommandTrouble; readonly hold?: 'needs_authorization' | 'throttled' }
  | { readonly state: 'due'; readonly nextAt: Millis; readonly trouble: CommandTrouble | null; readonly hold: 'offline' | 'needs_authorization' | 'throttled' | 'failing' | null }
  | { readonly state: 'conflict'; readonly trouble: CommandTrouble; readonly observed: Observed | null }

/** Milliseconds. `reads`: the wait before the first, second, … read-back; it grows, and the last one repeats. */
export interface Timing {
  readonly reads: readonly number[]
  /** The old state is believed when it has been seen this often … */
  readonly enoughReads: number
  /** … and this long after the answer was lost: a change may show late (a state change is visible a little later than its accepted call). */
  readonly settle: number
  /** A request whose answer nobody waits for any more, since the program has ended, may arrive for as long as an answer would have been waited for. */
  readonly strays: number
  /** The wait after a connection could not be made; it doubles up to the second value. */
  readonly offline: readonly [number, number]
}

export const usualTiming: Timing = { reads: [2000, 5000, 15_000, 30_000, 60_000, 300_000], enoughReads: 3, settle: 60_000, strays: 45_000, offline: [5000, 60_000] }

/** Undo lasts at most this long where the order is late: a shipment that is confirmed too late is refunded. */
export const lateUndo = 10_000
/** But for so long a mistake can be taken back, whatever the deadline is. */
export const leastUndo = 3000
/** Reading an order again and sending its command takes so long, mostly: it leaves so much before a deadline. */
export const onTheWay = 5000

/**
 * When a command leaves: after the undo window, which shrinks where the order is late already or would become late in it.
 *
 * | the order | Undo, where no shorter one is set |
 * |---|---|
 * | has no deadline, or more is left to it than the window and the way to Joom | as it is set |
 * | is late already | 10 s |
 * | becomes late in it | what is left to the deadline without the way to Joom, at least 3 s and at most 10 s |
 */
export function leavesAt(now: Millis, undoSeconds: number, dueAt: Millis | null): Millis {
  const usual = undoSeconds * 1000
  if (dueAt === null || urgencyOf(dueAt, now + usual + onTheWay) !== 'late') return now + usual
  const left = dueAt > now ? Math.max(leastUndo, dueAt - now - onTheWay) : lateUndo
  return now + Math.min(usual, lateUndo, left)
}

const number = (text: string | null): string => normaliseTracking(text ?? '')
const word = (text: string | null): string => {
  const said = (text ?? '').normalize('NFKC').trim()
  // What stands in brackets behind a name. Not by a pattern, which would take its time over what Joom may answer.
  const bracket = said.endsWith(')') ? said.indexOf('(') : -1
  return (bracket < 0 ? said : said.slice(0, bracket)).toLocaleLowerCase('en').replace(/[^a-z0-9]/gu, '')
}

/** Whether what is seen is what the command asked for. */
export function isApplied(intent: Intent, seen: Observed): boolean {
  switch (intent.kind) {
    case 'fulfill': return seen.state === 'SHIPPED' && number(seen.trackingNumber) === number(intent.trackingNumber)
    case 'modify_tracking': return seen.state === 'SHIPPED' && number(seen.trackingNumber) === number(intent.trackingNumber) && word(seen.provider) === word(intent.provider)
    case 'refund': return seen.state === 'REFUNDED'
    default: return assertNever(intent)
  }
}

/**
 * What the answer to a read-back shows of its order. What it leaves out of the parcel is as it was before the command, where
 * nothing that it says of it is another.
 *
 * @param before what Joom had when the command was made
 * @returns `null` where it leaves out what would tell whether the command was done: such a reading shows neither that Joom has it nor that it has not
 */
export function observedIn(intent: Intent, before: Observed, { state, shipment }: Pick<OrderFacts, 'state' | 'shipment'>, at: Millis): Observed | null {
  const { provider, trackingNumber, leftOut = [] } = shipment
  const [isUnnumbered, isUncarried] = [leftOut.includes('trackingNumber'), leftOut.includes('provider')]
  if (state === 'SHIPPED' && intent.kind !== 'refund' && isUnnumbered) return null
  if (state === 'SHIPPED' && intent.kind === 'modify_tracking' && isUncarried && number(trackingNumber) === number(intent.trackingNumber)) return null
  const isAnother = (!isUnnumbered && number(trackingNumber) !== number(before.trackingNumber)) || (!isUncarried && word(provider) !== word(before.provider))
  const asBefore = (isLeftOut: boolean): boolean => isLeftOut && !isAnother
  return { state, provider: asBefore(isUncarried) ? before.provider : provider, trackingNumber: asBefore(isUnnumbered) ? before.trackingNumber : trackingNumber, at }
}

const isAsBefore = (before: Observed, seen: Observed): boolean =>
  seen.state === before.state && number(seen.trackingNumber) === number(before.trackingNumber) && word(seen.provider) === word(before.provider)

const trouble = (code: string, message: string | null, requestId: string | null = null, joomCode: string | null = null): CommandTrouble => ({ code, message, joomCode, requestId })

/**
 * What follows from the answer to a sending, or from its absence.
 *
 * | outcome | earlier sendings | next |
 * |---|---|---|
 * | accepted | any | done |
 * | refused, since the order's state does not allow it | any | unknown: read back what it has become, and who did it: perhaps this command |
 * | refused, since this call is not authorized although the sign-in is fine | any | unknown: of a request that was delivered twice it is the answer to one; refused once the old state has settled |
 * | refused otherwise, or invalid before it left | none was lost | refused: Joom's words, a person corrects |
 * | refused or invalid | one was lost | unknown: perhaps the lost one was applied and this is why; read back |
 * | unauthorized | any | unknown: of a request that was delivered twice it is the answer to one; the store is held until it is signed in, where the token could not be renewed |
 * | throttled | any | unknown, the store is held until the window ends: the same |
 * | either, and no request was made | any | due, the store is held |
 * | not sent | any | due after a wait, longer after each sending before it, the store is held; Undo is free as before |
 * | unknown | any | unknown: read back before anything is sent again |
 *
 * @param progress with this sending counted
 */
export function afterSend(outcome: ChangeOutcome, progress: Progress, now: Millis, timing: Timing): Verdict {
  switch (outcome.kind) {
    case 'accepted': return { state: 'done' }
    case 'invalid': return afterNo(trouble('invalid', `${outcome.field}: ${outcome.reason}`), progress, now)
    case 'refused': {
      const no = { ...trouble('refused', outcome.message, outcome.requestId, outcome.code), ...(outcome.data !== null && { data: outcome.data }) }
      return isStateNo(outcome) || outcome.call !== undefined ? { state: 'unknown', nextAt: now + waitBeforeRead(0, timing), trouble: no } : afterNo(no, progress, now)
    }
    case 'unauthorized': {
      if (outcome.renewed) return { state: 'unknown', nextAt: now + waitBeforeRead(0, timing), trouble: trouble('unknown_outcome', outcome.message, outcome.requestId) }
      return { state: outcome.unsent ? 'due' : 'unknown', nextAt: now, trouble: trouble('unauthorized', outcome.message, outcome.requestId), hold: 'needs_authorization' }
    }
    case 'throttled': return { state: outcome.unsent ? 'due' : 'unknown', nextAt: outcome.until, trouble: trouble('throttled', null, outcome.requestId), hold: 'throttled' }
    case 'not_sent': return offline(outcome.message, progress.sends, now, timing)
    case 'unknown': return { state: 'unknown', nextAt: now + waitBeforeRead(0, timing), trouble: trouble('unknown_outcome', outcome.message, outcome.requestId) }
    default: return assertNever(outcome)
  }
}

/** A wait that doubles, up to the longest. @param tries with this one counted */
const doubled = (tries: number, { offline: [first, last] }: Timing): Millis => Math.min(last, first * 2 ** Math.min(tries - 1, 10))

/** @param tries with this one counted */
function offline(message: string, tries: number, now: Millis, timing: Timing, hold: 'offline' | 'failing' = 'offline'): Verdict & { readonly state: 'due' } {
  return { state: 'due', nextAt: now + doubled(tries, timing), trouble: trouble(hold, message), hold }
}

/**
 * What becomes of a command whose order has to be read again before it leaves, and cannot be.
 *
 * | why | next |
 * |---|---|
 * | unauthorized, throttled | due, the store is held, as after a sending |
 * | no connection, no answer, none that can be read | due after a wait that doubles, the store is held |
 * | Joom's answer is older than what is known, or its clock was set | due after such a wait, the others go on |
 * | Joom refuses, and not because it does not know the order | due after such a wait, the others go on; a conflict where it stays so for this order |
 * | Joom does not know the order, or tells nothing of it that makes sense | due after the waits of read-backs, the others go on; a conflict where it stays so, since an answer of a moment is no reason to call a person |
 * | it has an id that no request can name | conflict: a person looks |
 *
 * @param tries how often in a row the store could not be reached, or, where it answered, this order was not shown; with this one
 * @param stays whether this order was not shown so often, and others were or so much time has passed, that waiting is no use
 */
export function withoutReading(unread: UnreadOrder, tries: number, now: Millis, timing: Timing, stays = false): Verdict & { readonly state: 'due' | 'conflict' } {
  switch (unread.kind) {
    case 'unauthorized': return { state: 'due', nextAt: now, trouble: trouble('unauthorized', unread.message, unread.requestId), hold: 'needs_authorization' }
    case 'throttled': return { state: 'due', nextAt: unread.until, trouble: trouble('throttled', null, unread.requestId), hold: 'throttled' }
    case 'unavailable': return offline(unread.message, tries, now, timing, unread.answered === true ? 'failing' : 'offline')
    case 'unreadable': return offline(unread.message, tries, now, timing)
    case 'doubted': return { state: 'due', nextAt: now + doubled(tries, timing), trouble: trouble('older_answer', null, unread.requestId), hold: null }
    case 'refused': {
      const no = trouble('not_read', unread.message, unread.requestId, unread.code)
      if (stays) return { state: 'conflict', trouble: no, observed: null }
      return { state: 'due', nextAt: now + (isUntold(unread) ? waitBeforeRead(tries - 1, timing) : doubled(tries, timing)), trouble: no, hold: null }
    }
    case 'invalid': return { state: 'conflict', trouble: trouble('not_read', `${unread.field}: ${unread.reason}`), observed: null }
    case 'not_there': case 'not_understood': {
      const nothing = trouble('not_read', null, unread.requestId)
      return stays ? { state: 'conflict', trouble: nothing, observed: null } : { state: 'due', nextAt: now + waitBeforeRead(tries - 1, timing), trouble: nothing, hold: null }
    }
    default: return assertNever(unread)
  }
}

const parcel = ({ trackingNumber, provider }: Observed): string | null => (trackingNumber === null || trackingNumber === '' ? null : [trackingNumber, provider].filter((part) => part !== null).join(' · '))

const shown = (address: Observed['address']): string | null => (typeof address === 'object' ? addressText(address) : address ?? null)

/**
 * Whether a parcel for the one address would not reach the other. A part that was not told when the person decided and is told
 * now is another only where Joom's own time says that the order was changed since: keys are left out at times, and somebody who adds
 * their flat has moved all the same. What is left out now is kept as it was before it comes here (`storage/unsaid.ts`).
 */
function isElsewhere(before: Observed, seen: Observed, isUpdated: boolean): boolean {
  if (before.recipientKey === undefined || before.recipientKey === seen.recipientKey) return false
  if (typeof before.address !== 'object' || typeof seen.address !== 'object') return true
  const likeness = likenessOf(before.address, seen.address)
  return likeness === 'other' || (likeness === 'fuller' && isUpdated)
}

/** What of an order is not as it was. */
function differences(intent: Intent, before: Observed, seen: Observed): Difference[] {
  // Where a parcel is on its way, it goes where it goes.
  const isUpdated = intent.kind === 'fulfill' && laterOf(before.lastUpdated ?? null, seen.lastUpdated ?? null) !== 0
  const changed: Difference[] = []
  if (before.state !== seen.state) changed.push({ field: 'state', before: before.state, after: seen.state })
  if (number(before.trackingNumber) !== number(seen.trackingNumber) || word(before.provider) !== word(seen.provider)) changed.push({ field: 'tracking', before: parcel(before), after: parcel(seen) })
  if (isElsewhere(before, seen, isUpdated)) changed.push({ field: 'address', before: shown(before.address), after: shown(seen.address) })
  if (before.quantity !== undefined && before.quantity !== seen.quantity && (before.quantity !== null || isUpdated)) changed.push({ field: 'quantity', before: countText(before.quantity), after: countText(seen.quantity ?? null) })
  return changed
}

/**
 * What follows from the order as it is right before its command leaves.
 *
 * | the order is | next |
 * |---|---|
 * | refunded, and a refund was asked for | done: nothing is sent, also where the person decided knowing no better |
 * | as it was when the person decided | `null`: it leaves |
 * | by now what was asked for | done: nothing is sent |
 * | as it was, but its number has got to another recipient's order | refused: nothing is sent, a person enters another number |
 * | anything else | conflict: nothing is sent, the difference stands before a person |
 *
 * @param sharer Joom's id of the other recipient's order that has the number by now
 */
export function beforeSend(intent: Intent, before: Observed, seen: Observed, sharer: string | null): (Verdict & { readonly state: 'done' | 'refused' | 'conflict' }) | null {
  if (intent.kind === 'refund' && isApplied(intent, seen)) return { state: 'done' }
  const changed = differences(intent, before, seen)
  if (changed.length === 0) return sharer === null ? null : { state: 'refused', trouble: trouble('number_taken', sharer) }
  if (isApplied(intent, seen)) return { state: 'done' }
  return { state: 'conflict', trouble: trouble(isAsBefore(before, seen) ? 'order_changed' : conflictCode(intent, seen), null), observed: { ...seen, changed } }
}

function afterNo(why: CommandTrouble, progress: Progress, now: Millis): Verdict {
  return progress.unknownSince !== null ? { state: 'unknown', nextAt: now, trouble: why } : { state: 'refused', trouble: why }
}

/** How long to wait before the next read-back, after so many. */
export function waitBeforeRead(reads: number, timing: Timing): Millis {
  return timing.reads[Math.min(reads, timing.reads.length - 1)] ?? 60_000
}

/**
 * What follows from reading an order back after a sending whose outcome is not known. A reading that did not show the order is
 * no such one: `afterLostRead`.
 *
 * | seen | next |
 * |---|---|
 * | what was asked for | done |
 * | as before, not yet often or long enough | unknown: read again |
 * | as before, often and long enough | due: it was not applied; refused, where Joom has said no since; a refund: conflict, a person decides before money moves again |
 * | anything else | conflict: both truths stand before a person |
 *
 * @param before what Joom had when the command was made
 * @param progress with this reading counted
 */
export function afterRead(intent: Intent, before: Observed, seen: Observed, progress: Progress, now: Millis, timing: Timing): Verdict {
  if (isApplied(intent, seen)) return { state: 'done' }
  if (!isAsBefore(before, seen)) return { state: 'conflict', trouble: trouble(conflictCode(intent, seen), null), observed: seen }
  const settled = progress.seen >= timing.enoughReads && now - (progress.unknownSince ?? now) >= timing.settle
  if (!settled) return { state: 'unknown', nextAt: now + waitBeforeRead(progress.seen, timing), trouble: trouble('unknown_outcome', null) }
  if (progress.refusal) return { state: 'refused', trouble: progress.refusal }
  if (intent.kind === 'refund') return { state: 'conflict', trouble: trouble('refund_not_seen', null), observed: seen }
  return { state: 'due', nextAt: now, trouble: trouble('not_applied', null), hold: null }
}

/**
 * A read-back that did not show the order tells nothing of what became of it.
 *
 * | brought | next |
 * |---|---|
 * | no answer, or one that cannot be read | unknown: asked again, later each time |
 * | a shipped order without the number or the provider that would tell (`observedIn`) | the same |
 * | that Joom does not know the order, or will not tell | the same: a change that was made is not undone by that |
 *
 * It stays so for as long as it takes: however often it was asked in vain, nothing is sent again.
 *
 * @param progress with this asking counted
 */
export function afterLostRead(progress: Progress, now: Millis, timing: Timing, message: string | null): Verdict {
  return { state: 'unknown', nextAt: now + waitBeforeRead(progress.reads, timing), trouble: trouble('unknown_outcome', message) }
}

/** What was written down as begun and was kept back before it left: it is as it was before. */
export function afterKeptBack(kind: 'send' | 'read', now: Millis): Verdict {
  return kind === 'send' ? { state: 'due', nextAt: now, trouble: null, hold: null } : { state: 'unknown', nextAt: now, trouble: trouble('unknown_outcome', null) }
}

function conflictCode(intent: Intent, seen: Observed): string {
  if (seen.state === 'REFUNDED') return 'refunded_meanwhile'
  if (seen.state === 'REQUIRE_REVIEW') return 'review_meanwhile'
  if (seen.state === 'SHIPPED') return intent.kind === 'refund' ? 'shipped_meanwhile' : 'shipped_otherwise'
  return 'changed_otherwise'
}
