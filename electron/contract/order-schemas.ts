import { z } from 'zod'
import { commandStates } from '../domain/command.ts'
import { urgencies } from '../domain/deadline.ts'
import { differingFields } from '../domain/order-difference.ts'
import { orderStates } from '../domain/order.ts'
import { worlds } from '../domain/world.ts'
import { appError, commandId, connectionId, environment, millis, orderId, printRunId, text, whole } from './common-schemas.ts'
import { storesFilter } from './store-schemas.ts'

/** The views of the list; each order stands in one besides `all`. */
export const orderView = z.enum(['to_ship', 'shipped', 'refunded', 'review', 'all'])
/** `to_print`: no slip yet, and no run that may have its paper. `in_run`: a run has its paper, and nobody has said that it is good. `saved`: its slip was saved as PDF and never printed. `in_outbox`: a command holds the order. `same_recipient`: others go to the same address. `changed`: changed at Joom, by others than us, and nobody has looked yet. */
export const orderMark = z.enum(['to_print', 'in_run', 'saved', 'printed', 'in_outbox', 'needs_you', 'same_recipient', 'unreadable', 'changed'])
/** Which orders a list, a count or a choice of all is about. */
export const orderFilter = z.object({
  view: orderView,
  urgency: z.enum(urgencies).nullable(),
  mark: orderMark.nullable(),
  ...storesFilter.shape,
  search: text(2000)
})
/** The open command of an order, or what its last one ended as. */
export const commandBrief = z.object({
  id: commandId, kind: z.enum(['fulfill', 'modify_tracking', 'refund']), state: z.enum(commandStates), leavesAt: millis, trackingNumber: z.string().nullable()
})
/** What is kept of an order for its row in the list: nothing that the row does not show. */
export const orderRow = z.object({
  id: orderId, connectionId, environment, joomId: z.string(), pickCode: z.string(), state: z.enum(orderStates), readable: z.boolean(),
  /** Joom's own word, where its state is `OTHER`; `null` for the others. */
  stateWord: z.string().nullable(),
  /** Why it is not readable: Joom does not know it any more. */
  gone: z.boolean(),
  productName: z.string().nullable(), sku: z.string().nullable(), color: z.string().nullable(), size: z.string().nullable(), quantity: z.number().nullable(),
  recipient: z.string().nullable(), country: z.string().nullable(), total: z.string().nullable(), hasPicture: z.boolean(),
  dueAt: millis.nullable(), printedAt: millis.nullable(),
  /** When its slip was saved as PDF, and the run that has its paper: one of which something left, and that has not ended. */
  savedAt: millis.nullable(), runId: printRunId.nullable(),
  trackingNumber: z.string().nullable(), shippedDate: z.string().nullable(),
  /** How many orders to ship go to the same recipient and address, this one included; 1 where it is alone. */
  sameRecipient: whole, recipientKey: z.string(),
  /** Its store was disconnected and left it as a record: nothing is done with it. */
  disconnected: z.boolean(),
  /** When it last changed at Joom, by others than us; `null` where a person has seen it or there is nothing to see. */
  changedAt: millis.nullable(),
  command: commandBrief.nullable()
})
/** How many orders there are of what. */
export const orderOverview = z.object({
  total: whole,
  /** In the order of the list, each with how many orders stand in it. */
  bands: z.array(z.object({ urgency: z.enum(urgencies), count: whole })),
  views: z.record(orderView, whole),
  urgencies: z.record(z.enum(urgencies), whole),
  marks: z.record(orderMark, whole),
  /**
   * What was searched for, where it is a code of a slip whose order is not of the stores shown: of which world it is, and, where
   * the order is known, whose. Such a code is said to be what it is instead of finding nothing.
   */
  elsewhere: z.object({ world: z.enum(worlds), order: z.object({ connectionId, store: z.string(), joomId: z.string() }).nullable() }).nullable(),
  now: millis
})
const address = z.object({
  name: z.string().nullable(), street1: z.string().nullable(), street2: z.string().nullable(), city: z.string().nullable(), state: z.string().nullable(),
  country: z.string().nullable(), zip: z.string().nullable(), phone: z.string().nullable()
})
/** What was done, seen or decided about an order, in the words of the catalogue. */
export const historyEntry = z.object({
  id: whole, at: millis,
  /** A key of the catalogue under `history.`; `params` fill its sentence. */
  kind: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), actor: z.string().nullable()
})
/** One request that was made for a command. `endedAt` and `outcome` are `null` while it is under way. */
export const attempt = z.object({ id: whole, kind: z.enum(['send', 'read']), startedAt: millis, endedAt: millis.nullable(), outcome: z.string().nullable(), detail: z.string().nullable(), requestId: z.string().nullable() })
/** All that is known of one order. */
export const orderDetail = orderRow.extend({
  storeName: z.string(), transactionId: z.string().nullable(), buyerId: z.string().nullable(), orderedAt: millis.nullable(), lastUpdated: millis.nullable(), fetchedAt: millis,
  hoursToFulfill: z.number().nullable(), shipTo: address,
  /** The address in the order its country writes it, one line each; no field is left out. */
  addressLines: z.array(z.string()),
  money: z.object({ price: z.string().nullable(), cost: z.string().nullable(), shipping: z.string().nullable(), shippingCost: z.string().nullable(), total: z.string().nullable() }),
  shipment: z.object({ shippedDate: z.string().nullable(), provider: z.string().nullable(), trackingNumber: z.string().nullable(), shippingTime: z.string().nullable(), note: z.string().nullable() }),
  refund: z.object({ by: z.string().nullable(), time: z.string().nullable(), reason: z.string().nullable(), note: z.string().nullable() }),
  /** Characters that no font of the slip has, each once. */
  missingCharacters: z.array(z.string()),
  /** The changes at Joom that nobody has looked at yet, newest first; they stand in the history too. */
  changes: z.array(historyEntry),
  /** What is not understood about an unreadable order. */
  unreadableReason: z.string().nullable(),
  history: z.array(historyEntry),
  /** Every request for a command of this order: what the history does not say of them. */
  attempts: z.array(attempt), raw: z.string()
})
/** An order that is here: as what it has the text that was looked for, the view it stands in, and why the list does not show it. */
export const foundHere = z.object({
  orderId, connectionId, storeName: z.string(), joomId: z.string(), by: z.enum(['id', 'pick_code', 'tracking_number', 'sku']), view: orderView,
  why: z.enum(['other_view', 'other_store', 'filtered', 'disconnected']).nullable(),
  /** It was not here before it was asked for. */
  fetched: z.boolean()
})
/**
 * What a store's Joom said of the id. `raw`: the text of an order that is not understood. `doubted`: Joom has it, and tells of an
 * earlier change than is shown; which is true is known in some minutes.
 */
export const storeVerdict = z.object({
  connectionId, name: z.string(), kind: z.enum(['known', 'doubted', 'unknown', 'unreadable', 'failed']), raw: z.string().nullable(),
  error: appError.nullable(), requestId: z.string().nullable()
})
/** What a search for one order found here, and what each store's Joom said. */
export const foundOrder = z.object({ text: z.string(), here: z.array(foundHere), stores: z.array(storeVerdict) })
/** What a reading does: reads what is open, reads everything, reads what has changed, checks what is open here. */
export const syncPhase = z.enum(['open', 'whole', 'changes', 'check'])
/** How far the reading of a store is, and how the last one ended. */
export const syncState = z.object({
  connectionId, running: z.boolean(), fetched: whole, startedAt: millis.nullable(), finishedAt: millis.nullable(),
  /** `until`: when a pause that Joom asks for is over. */
  error: z.object({ code: z.string(), detail: z.string().nullable(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional(), requestId: z.string().nullable().optional(), until: millis.optional() }).nullable(),
  phase: syncPhase.nullable(),
  /** Until when it waits for its turn: the limit of requests is used up, or Joom asked for a pause. */
  waitingUntil: millis.nullable(),
  /** When a reading that failed is tried again by itself. */
  nextAt: millis.nullable(),
  /** A reading of everything has not ended: how many orders it has read. It goes on from there. */
  incomplete: whole.nullable(),
  /** A person has stopped it: it goes on when a person says so. */
  stopped: z.boolean()
})
/** What of an order is another by now. */
export const orderDifference = z.object({ field: z.enum(differingFields), before: z.string().nullable(), after: z.string().nullable() })

export type OrderFilter = z.infer<typeof orderFilter>
export type OrderView = z.infer<typeof orderView>
export type OrderRow = z.infer<typeof orderRow>
export type OrderOverview = z.infer<typeof orderOverview>
export type OrderDetail = z.infer<typeof orderDetail>
export type OrderMark = z.infer<typeof orderMark>
export type HistoryEntry = z.infer<typeof historyEntry>
export type FoundHere = z.infer<typeof foundHere>
export type StoreVerdict = z.infer<typeof storeVerdict>
export type FoundOrder = z.infer<typeof foundOrder>
export type SyncPhase = z.infer<typeof syncPhase>
export type SyncState = z.infer<typeof syncState>
export type Attempt = z.infer<typeof attempt>
