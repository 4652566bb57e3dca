import type { Intent } from '../domain/command.ts'
import type { Asked } from '../domain/asked.ts'
import { hour } from '../domain/deadline.ts'
import { laterOf } from '../domain/last-updated.ts'
import { notThere } from '../domain/order.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'
import type { Happening } from './history-repository.ts'
import type { JoomColumns } from './order-record.ts'
import { withoutRecipient } from './personal-columns.ts'
import type { Recency } from './recency.ts'
import type { OrderRecord } from './schema.ts'
import { unread, wasRead } from './unread.ts'
import { isTimeUnsaid, withUnsaid } from './unsaid.ts'

/** What is known of an order where an answer about it comes in: its record, and the command under way for it. */
export type Known = OrderRecord & { readonly under_way: Intent | null }

const addressColumns = ['to_name', 'to_street1', 'to_street2', 'to_city', 'to_state', 'to_country', 'to_zip'] as const

/**
 * How an answer stands to what is kept. `against`: it is the newer one although it tells of an earlier change, since Joom's
 * clock was set. `doubted`: it was asked for later, and shortly after, and tells of an earlier change: which of the two is
 * true is not known yet. `older`: what is kept was asked for later, or is known to be newer.
 */
export type Standing = 'newer' | 'against' | 'doubted' | 'older'

/**
 * Among answers that lie close together Joom's own time of the last update decides where both have one and they differ; else
 * the order in which they were asked for. What was asked for well after the other was taken in is the newer one, whatever it
 * tells: Joom's clock may have been set. Where what is kept stands as an answer that left its time out, it changed then or later
 * than the time that was known before: only an earlier time tells the two apart. This computer's clock has no say.
 * @param known with its raw JSON where the answer tells anything else
 */
export function standingOf(known: Pick<Known, 'id' | 'connection_id' | 'last_updated' | 'fetched_at'> & Partial<Pick<Known, 'raw'>>, answer: Pick<JoomColumns, 'last_updated'>, asked: Asked, recency: Recency): Standing {
  if (recency.isOvertaken(known.id, asked)) return 'older'
  const theirs = answer.last_updated ?? null
  const later = recency.isGivenUp(known.id, theirs) ? -1 : laterOf(known.last_updated, theirs)
  const isAskedEarlier = asked.nth < recency.takenOf(known.id)
  if (later > 0) return isAskedEarlier && known.raw !== undefined && isTimeUnsaid({ last_updated: known.last_updated, raw: known.raw }) ? 'older' : 'newer'
  if (later === 0) return isAskedEarlier ? 'older' : 'newer'
  if (recency.isWellAfter(known, asked)) return 'against'
  return isAskedEarlier ? 'older' : 'doubted'
}

/**
 * What a newer answer of Joom's means for an order that is known already: `null` where nothing of it is taken. One that shows the state from before a change of ours which Joom has accepted is not believed while the change settles: what shows
 * anything else was changed since. What an answer leaves unsaid is as it was known. A recipient who was erased because it is so long ago stays erased.
 * @param former the tracking numbers that the order had before, while a change of ours settles; `null` where none does
 */
export function merge(known: Known, answer: JoomColumns, former: ReadonlySet<string> | null): JoomColumns | null {
  const told = withoutRecipient(known, answer.readable === 1 ? withUnsaid(known, answer) : answer)
  const fresh = sameDeadline(known, told) ? { ...told, due_at: known.due_at } : told
  // What was read once is not thrown away for an answer that cannot be read.
  if (fresh.readable === 0 && wasRead(known)) return unread(known, fresh)
  if (former === null) return fresh
  const { state, state_word, shipped_date, provider, tracking_number, shipping_time, ship_note, due_at } = known
  const behind = fresh.state !== state ? fresh.state === 'APPROVED' || state === 'REFUNDED' : fresh.tracking_number !== tracking_number && former.has(normaliseTracking(fresh.tracking_number ?? ''))
  return behind ? { ...fresh, state, state_word, shipped_date, provider, tracking_number, shipping_time, ship_note, due_at } : fresh
}

/** Hours are whole ones that have begun to run out: within an hour two answers tell of one deadline, and the order keeps its place in the list. */
export function sameDeadline(known: Pick<Known, 'due_at' | 'fetched_at'>, answer: Pick<JoomColumns, 'due_at'>): boolean {
  return known.due_at != null && answer.due_at != null && known.fetched_at !== 0 && Math.abs(answer.due_at - known.due_at) < hour
}

/** What of an order changed at Joom, for its history. */
export function difference(known: Known, now: JoomColumns, at: number): Happening[] {
  const about = { at, connectionId: known.connection_id, orderId: known.id }
  if (now.readable === 0) return known.readable === 1 ? [{ ...about, kind: now.unreadable_reason === notThere ? 'order_gone_at_joom' : 'order_unreadable' }] : []
  const happenings: Happening[] = known.readable === 0 ? [{ ...about, kind: 'order_readable' }] : []
  if (!wasRead(known)) return happenings
  // Of what was kept before words were, the word may not be known.
  if (known.state !== now.state || (known.state_word !== null && known.state_word !== now.state_word)) happenings.push({ ...about, kind: 'state_changed_at_joom', params: { before: known.state_word ?? known.state, after: now.state_word ?? now.state } })
  // What was not told until now, of an order that has not changed since by Joom's own time, is told more fully, and is as it was.
  const isFuller = laterOf(known.last_updated, now.last_updated ?? null) === 0
  const isAnother = (column: (typeof addressColumns)[number] | 'quantity' | 'tracking_number'): boolean => known[column] !== now[column] && !(isFuller && known[column] === null)
  if (addressColumns.some(isAnother)) happenings.push({ ...about, kind: 'address_changed' })
  if (isAnother('quantity')) happenings.push({ ...about, kind: 'quantity_changed', params: { before: known.quantity, after: now.quantity ?? null } })
  if (known.state === 'SHIPPED' && now.state === 'SHIPPED' && isAnother('tracking_number')) {
    happenings.push({ ...about, kind: 'tracking_changed_at_joom', params: { before: known.tracking_number, after: now.tracking_number ?? null } })
  }
  return happenings
}

/** Whether a person should look at what happened: somebody else did it. What a command of ours that is under way asked for is its own doing. */
export function isElsewhere({ kind }: Happening, known: Known, now: JoomColumns): boolean {
  // A store that was made anew has changed nothing.
  if (known.fetched_at === 0 || kind === 'order_readable') return false
  const intent = known.under_way
  if (intent === null || (kind !== 'state_changed_at_joom' && kind !== 'tracking_changed_at_joom')) return true
  switch (intent.kind) {
    case 'fulfill': return !(now.state === 'SHIPPED' && now.tracking_number === intent.trackingNumber)
    case 'modify_tracking': return !(kind === 'tracking_changed_at_joom' && now.tracking_number === intent.trackingNumber)
    case 'refund': return now.state !== 'REFUNDED'
  }
}
