import { z } from 'zod'
import { type Command, commandStates, refundReasons } from '../domain/command.ts'
import { noteMost } from '../domain/order-change.ts'
import { orderStates } from '../domain/order.ts'
import { graveFindings } from '../domain/tracking-finding.ts'
import { commandId, connectionId, environment, millis, orderId, text, whole } from './common-schemas.ts'
import { attempt, historyEntry, orderDifference } from './order-schemas.ts'

const note = text(noteMost).nullable()
/** What is odd about a number, and of which a person has said that it is right all the same. */
const accepted = z.array(z.enum(graveFindings)).max(graveFindings.length).readonly().optional()
/** One order of a batch to be confirmed. */
export const fulfilItem = z.object({ orderId, provider: text(100), trackingNumber: text(200), shippingTime: text(20), note, accepted })
/** One order of a batch whose tracking is corrected. */
export const modifyItem = z.object({ orderId, provider: text(100), trackingNumber: text(200), accepted })
/** One order of a batch to be refunded. */
export const refundItem = z.object({ orderId, reasonCode: z.union(refundReasons.map((code) => z.literal(code))), note })
/** Something that stands in the way of one item. `other` is the order that already has the tracking number, or the same order under another connection of its store. */
export const itemProblem = z.object({
  orderId,
  code: z.enum(['tracking_empty', 'tracking_characters', 'tracking_spreadsheet', 'tracking_length', 'tracking_same_elsewhere', 'provider_unknown', 'shipping_time', 'note_needed', 'not_approved', 'not_shipped', 'already_refunded', 'busy', 'gone', 'not_connected', 'unreadable', 'twice', 'mixed', 'store_twice']),
  field: z.enum(['provider', 'trackingNumber', 'shippingTime', 'note', 'reasonCode', 'order']),
  other: z.object({ orderId, joomId: z.string(), recipient: z.string().nullable() }).nullable()
})
/** Either every item became a command, or none did and each problem is named. */
export const submitted = z.object({ commandIds: z.array(commandId), problems: z.array(itemProblem) })
/** A command as the outbox lists it. */
export const outboxRow = z.object({
  id: commandId, orderId, joomId: z.string(), pickCode: z.string(), connectionId, environment, hasPicture: z.boolean(), productName: z.string().nullable(), recipient: z.string().nullable(), country: z.string().nullable(), total: z.string().nullable(),
  intent: z.custom<Command['intent']>((v) => typeof v === 'object' && v !== null && 'kind' in v), state: z.enum(commandStates), createdAt: millis, leavesAt: millis, nextAt: millis.nullable(), settledAt: millis.nullable(), sentAt: millis.nullable(), sends: whole, reads: whole, seen: whole,
  trouble: z.object({ code: z.string(), message: z.string().nullable(), joomCode: z.string().nullable(), data: z.string().optional(), requestId: z.string().nullable() }).nullable(),
  /** For a conflict: what Joom has now; `changed` where it was stopped before it left. `null` where Joom said nothing that can be read. */
  observed: z.object({ state: z.enum(orderStates), provider: z.string().nullable(), trackingNumber: z.string().nullable(), at: millis, changed: z.array(orderDifference).optional() }).nullable(),
  dueAt: millis.nullable(),
  /** Joom's own word for its order's state, where that is `OTHER` now. */
  stateWord: z.string().nullable(),
  /** Of what may have reached Joom: since when nothing has shown its order, and whether its store is connected and signed in. */
  vainSince: millis.nullable(), signedIn: z.boolean()
})
/** The groups of the outbox, in their order. */
export const outboxGroup = z.enum(['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'])
/** How many commands there are of what, and what keeps any from leaving. */
export const outboxSummary = z.object({
  needsYou: whole, unknown: whole, waiting: whole, due: whole, sending: whole, doneToday: whole, all: whole,
  /** The next moment at which Undo of something ends. */
  nextLeavesAt: millis.nullable(),
  /** What was given last of what waits; `null` where nothing does. */
  newest: z.object({ id: commandId, environment }).nullable(),
  /**
   * The stores for which nothing leaves although something is due, or is asked although something is unknown: why, since when,
   * when it is tried next (`null`: when the store is signed in), and how many commands are kept. `failing`: its answers were
   * lost one after another; it is still asked about what is unknown, so that is not kept.
   */
  holds: z.array(z.object({ connectionId, why: z.enum(['offline', 'needs_authorization', 'throttled', 'failing']), since: millis.nullable(), until: millis.nullable(), kept: whole })),
  /** Why what the outbox does by itself cannot be written just now; `null` where it can. */
  storage: z.enum(['storage_full', 'storage_io', 'storage_locked', 'storage_read_only', 'storage_stopped']).nullable(),
  now: millis
})
/** `attempts`: the newest. `tally`: how often in all a command was sent and Joom was asked about it; what was kept back does not count. */
export const commandStory = z.object({ row: outboxRow, history: z.array(historyEntry), attempts: z.array(attempt), tally: z.object({ sends: whole, reads: whole }) })
/** A refused command, given again: what is left out stays as it was sent. */
export const correction = z.object({ id: commandId, provider: z.string().max(100).optional(), trackingNumber: z.string().max(200).optional(), shippingTime: z.string().max(20).optional(), note: z.string().max(500).nullable().optional(), accepted })

export type FulfilItem = z.infer<typeof fulfilItem>
export type ModifyItem = z.infer<typeof modifyItem>
export type RefundItem = z.infer<typeof refundItem>
export type ItemProblem = z.infer<typeof itemProblem>
export type Submitted = z.infer<typeof submitted>
export type OutboxRow = z.infer<typeof outboxRow>
export type OutboxGroup = z.infer<typeof outboxGroup>
export type OutboxSummary = z.infer<typeof outboxSummary>
export type CommandStory = z.infer<typeof commandStory>
export type Correction = z.infer<typeof correction>
