import { assertNever } from '../domain/assert-never.ts'
import type { Asked } from '../domain/asked.ts'
import type { Intent } from '../domain/command.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ChangeOutcome, ReadOutcome } from '../domain/outcome.ts'
import type { AttemptEnd, Work } from './journal.ts'
import { observedIn } from './observed.ts'
import { afterLostRead, afterRead, afterSend, type Progress, type Timing, type Verdict } from './policy.ts'

/** The calls that commands make of a store's Joom. */
export interface Sender {
  fulfil(joomId: string, how: { readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string; readonly note: string | null }): Promise<ChangeOutcome>
  modifyTracking(joomId: string, how: { readonly provider: string; readonly trackingNumber: string }): Promise<ChangeOutcome>
  refund(joomId: string, how: { readonly reasonCode: number; readonly note: string | null }): Promise<ChangeOutcome>
  getOrder(joomId: string): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
}

export interface RequestsNeeds {
  readonly now: () => Millis
  readonly timing: Timing
  readonly sender: (connection: ConnectionId) => Sender
  /** Gives what a read-back brought to whoever keeps the orders. */
  readonly seen: (connection: ConnectionId, order: ReceivedOrder, asked: Asked) => Promise<void>
  /** A request for an order that leaves now. */
  readonly asking: () => Asked
  /** Told of errors of our own: a bug or a disk, never Joom's no. */
  readonly failed: (error: unknown) => void
}

/** How a request ended, and where its command goes from there. */
export interface Ended {
  readonly end: AttemptEnd
  readonly verdict: Verdict
}

const send = (sender: Sender, joomId: string, intent: Intent): Promise<ChangeOutcome> => {
  switch (intent.kind) {
    case 'fulfill': return sender.fulfil(joomId, intent)
    case 'modify_tracking': return sender.modifyTracking(joomId, intent)
    case 'refund': return sender.refund(joomId, intent)
    default: return assertNever(intent)
  }
}

const endOf = (outcome: ChangeOutcome | ReadOutcome<unknown>): AttemptEnd => ({ outcome: outcome.kind, detail: 'message' in outcome ? outcome.message : null, requestId: 'requestId' in outcome ? outcome.requestId : null })

/** The requests that commands make of Joom, one at a time for each. Nothing is written here: who asks has the attempt on the disk before, and writes down how it ended. */
export class Requests {
  readonly #needs: RequestsNeeds

  constructor(needs: RequestsNeeds) {
    this.#needs = needs
  }

  /** Sends what a command asks for. An error of our own counts as an answer that was lost. @param progress with this sending counted */
  async send({ connectionId, joomId, intent }: Work, progress: Progress): Promise<Ended> {
    const { sender, now, timing, failed } = this.#needs
    const outcome = await send(sender(connectionId), joomId, intent).catch((error: unknown): ChangeOutcome => {
      failed(error)
      return { kind: 'unknown', message: 'An error inside Packbench', requestId: null }
    })
    return { end: endOf(outcome), verdict: afterSend(outcome, progress, now(), timing) }
  }

  /** Reads a command's order back. What Joom shows is kept before anything follows from it. @param progress with this asking counted */
  async readBack({ connectionId, joomId, intent, before }: Work, progress: Progress): Promise<Ended> {
    const { sender, now, timing, seen, asking, failed } = this.#needs
    const asked = asking()
    const outcome = await sender(connectionId).getOrder(joomId).catch((error: unknown): ReadOutcome<null> => {
      failed(error)
      return { kind: 'unavailable', message: 'An error inside Packbench', requestId: null }
    })
    const end = endOf(outcome)
    if (outcome.kind !== 'ok' || outcome.value === null || !('facts' in outcome.value)) return { end, verdict: afterLostRead(progress, now(), timing, end.detail) }
    const { facts } = outcome.value
    // As the answer has it: what is kept of the order has more, where earlier answers told it.
    const observed = observedIn(intent, before, facts, asked.at)
    await seen(connectionId, outcome.value, { ...asked, requestId: outcome.requestId })
    if (observed === null) return { end, verdict: afterLostRead(progress, now(), timing, null) }
    return { end: { ...end, detail: facts.state, showed: true }, verdict: afterRead(intent, before, observed, { ...progress, seen: progress.seen + 1 }, now(), timing) }
  }
}
