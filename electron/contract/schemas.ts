import { z } from 'zod'
import { commandStates, refundReasons, type Command } from '../domain/command.ts'
import { environments, type Connection } from '../domain/connection.ts'
import { customsFields } from '../domain/customs.ts'
import { urgencies } from '../domain/deadline.ts'
import type { CommandId, ConnectionId, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import { doubts } from '../domain/doubt.ts'
import { noteMost } from '../domain/order-change.ts'
import { differingFields } from '../domain/order-difference.ts'
import { orderStates } from '../domain/order.ts'
import { partStates, runStates, sheetStates } from '../domain/print-run.ts'
import { listFields, printedFields, recipientFields } from '../domain/printed-field.ts'
import { deskPapers, documentKinds, papers, runKinds } from '../domain/sheet-kind.ts'
import { slipLanguages } from '../domain/slip-language.ts'
import { templateColumns, templateFields, templateLimits, templateSizes, sizedParts } from '../domain/slip-template.ts'
import { storeColors } from '../domain/store-color.ts'
import { maskLimits, maskProblem } from '../domain/number-mask.ts'
import { graveFindings } from '../domain/tracking-finding.ts'
import { worlds } from '../domain/world.ts'
import type { AppError } from './result.ts'

const whole = z.number().int().nonnegative()
export const connectionId = whole.transform((n) => n as ConnectionId)
export const orderId = whole.transform((n) => n as OrderId)
export const commandId = whole.transform((n) => n as CommandId)
export const printRunId = whole.transform((n) => n as PrintRunId)
export const millis = z.number().int()
const text = (max: number) => z.string().max(max)

// ---- connections
export const environment = z.enum(environments)
/** `secretKey` goes in and never comes out; on a change, what is left out stays. A new store without a colour gets the one that fewest have. */
export const connectionForm = z.object({
  name: text(120).trim().min(1), environment, address: text(300), storeId: text(200).trim(), clientId: text(300).trim().min(1), secretKey: text(1000).optional(),
  color: z.enum(storeColors).optional(), returnAddress: text(400).optional()
})
export type { PastConnection } from '../domain/connection.ts'
/** A connection and what its sign-in is doing. `answer_held`: it waits, and an answer came of which a person has to say that it is theirs. */
export type ConnectionView = Connection & { readonly signIn: 'idle' | 'waiting_for_browser' | 'answer_held' | 'exchanging' }

/** Which stores are meant: one, those of one world, or, where both are `null` or left out, all. */
export const storesFilter = z.object({ connectionId: connectionId.nullable(), world: z.enum(worlds).nullable().optional() })

// ---- orders
/** What is kept of an order for its row in the list: nothing that the row does not show. */
export const orderView = z.enum(['to_ship', 'shipped', 'refunded', 'review', 'all'])
export const orderFilter = z.object({
  view: orderView,
  urgency: z.enum(urgencies).nullable(),
  /** `to_print`: no slip yet, and no run that may have its paper. `in_run`: a run has its paper, and nobody has said that it is good. `saved`: its slip was saved as PDF and never printed. `in_outbox`: a command holds the order. `same_recipient`: others go to the same address. `changed`: changed at Joom, by others than us, and nobody has looked yet. */
  mark: z.enum(['to_print', 'in_run', 'saved', 'printed', 'in_outbox', 'needs_you', 'same_recipient', 'unreadable', 'changed']).nullable(),
  ...storesFilter.shape,
  search: text(2000)
})
export const commandBrief = z.object({
  id: commandId, kind: z.enum(['fulfill', 'modify_tracking', 'refund']), state: z.enum(commandStates), leavesAt: millis, trackingNumber: z.string().nullable()
})
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
/** Bands in the order of the list, each with how many orders stand in it. */
export const orderOverview = z.object({
  total: whole,
  bands: z.array(z.object({ urgency: z.enum(urgencies), count: whole })),
  views: z.record(orderView, whole),
  urgencies: z.record(z.enum(urgencies), whole),
  marks: z.record(z.enum(['to_print', 'in_run', 'saved', 'printed', 'in_outbox', 'needs_you', 'same_recipient', 'unreadable', 'changed']), whole),
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
export const historyEntry = z.object({
  id: whole, at: millis,
  /** A key of the catalogue under `history.`; `params` fill its sentence. */
  kind: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), actor: z.string().nullable()
})
/** One request that was made for a command. `endedAt` and `outcome` are `null` while it is under way. */
export const attempt = z.object({ id: whole, kind: z.enum(['send', 'read']), startedAt: millis, endedAt: millis.nullable(), outcome: z.string().nullable(), detail: z.string().nullable(), requestId: z.string().nullable() })
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
  error: z.custom<AppError>((v) => typeof v === 'object' && v !== null && 'code' in v).nullable(), requestId: z.string().nullable()
})
export const foundOrder = z.object({ text: z.string(), here: z.array(foundHere), stores: z.array(storeVerdict) })
/** What a reading does: reads what is open, reads everything, reads what has changed, checks what is open here. */
export const syncPhase = z.enum(['open', 'whole', 'changes', 'check'])
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

// ---- outbox
const note = text(noteMost).nullable()
/** What is odd about a number, and of which a person has said that it is right all the same. */
const accepted = z.array(z.enum(graveFindings)).max(graveFindings.length).readonly().optional()
export const fulfilItem = z.object({ orderId, provider: text(100), trackingNumber: text(200), shippingTime: text(20), note, accepted })
export const modifyItem = z.object({ orderId, provider: text(100), trackingNumber: text(200), accepted })
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
export const orderDifference = z.object({ field: z.enum(differingFields), before: z.string().nullable(), after: z.string().nullable() })
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
export const outboxGroup = z.enum(['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'])
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

// ---- documents and printing
export const paper = z.enum(papers)
export const runKind = z.enum(runKinds)
/** What a sheet of an order cannot carry, and why; the order gets none then. `not_verified`: a code did not say what it should when it was read again before printing. */
export const sheetProblem = z.object({ field: z.enum(['recipient', 'phone', 'return_address', 'items', 'order_id', 'pick_code', 'customs']), why: z.enum(['too_long', 'code', 'missing_characters', 'not_given', 'not_verified']) })
/** An order that another run holds or has printed: who may have its paper already. `copy`: which copy a further sheet would be. */
const claim = z.object({ orderId, joomId: z.string(), recipient: z.string().nullable(), run: printRunId, state: z.enum(runStates), at: millis, actor: z.string().nullable(), copy: whole })
/** Characters of a field that no font has, and whose it is where it is of a store. */
const lackingField = z.object({ field: z.enum([...recipientFields, ...printedFields, ...listFields]), characters: z.array(z.string()), store: z.string().optional() })
/** What sheets were made for: `domain/made-for.ts`. */
const madeFor = z.object({ dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]), codes: z.object({ bars: whole, squares: whole }).optional(), shift: z.object({ x: z.number(), y: z.number() }).optional(), told: z.boolean().optional() })
export const printRun = z.object({
  id: printRunId, kind: runKind, createdAt: millis, paper, pages: whole,
  /** Address of the PDF within the application, for the preview. */
  url: z.string(),
  /** `cell`: on which label of its page it begins, from 1. `slip`: the place of the first order on its slip, where it shares it with others. */
  sheets: z.array(z.object({ position: whole, orderId, joomId: z.string(), pickCode: z.string(), recipient: z.string().nullable(), store: z.string(), environment, page: whole, cell: whole.optional(), missing: z.array(z.string()), copy: whole, slip: whole.optional() })),
  /** `claimed`: another run, `run`, holds it or has printed it. `as_numbers`: characters would stand on its sheet as their numbers, and nobody said that they may. `lacking`: in which of its fields characters stand that no font has, the recipient's (`missing_characters`) among them, and whose it is where it is of a store. */
  leftOut: z.array(z.object({ orderId, joomId: z.string(), reason: z.enum(['not_to_ship', 'unreadable', 'no_address', ...doubts, 'missing_characters', 'as_numbers', 'claimed', 'cannot_be_made']), characters: z.array(z.string()), run: printRunId.optional(), problems: z.array(sheetProblem).optional(), lacking: z.array(lackingField).optional() })),
  /** Orders that turned out to be others than was shown when they were read again: then there are no sheets. */
  changed: z.array(z.object({ orderId, joomId: z.string(), recipient: z.string().nullable(), differences: z.array(orderDifference) })),
  /** Orders that other runs hold or have printed, where a person has to say what becomes of them: then there are no sheets. */
  claimed: z.array(claim),
  /** How many of the orders could not be read again just now: their sheets say what is known from before. */
  unread: whole,
  /** Left out where there are no sheets. */
  madeFor: madeFor.optional()
})
/** A paper beside the runs: a list, a form, a card. `leftOut`: orders that are not on it, and why; of a form that would not be whole, the characters that no font has, in which fields they stand, and the values that do not fit. */
export const deskPaper = z.object({
  id: whole, kind: z.enum(deskPapers), paper, pages: whole, madeAt: millis,
  /** Address of the PDF within the application; empty where there is none. */
  url: z.string(),
  /** How many orders are on it. */
  orders: whole,
  leftOut: z.array(z.object({ orderId, joomId: z.string(), connectionId, sku: z.string().nullable(), reason: z.enum(['not_to_ship', 'unreadable', 'no_address', ...doubts, 'missing_characters', 'no_tracking_number', 'no_customs', 'no_quantity', 'no_sku', 'no_sender', 'no_recipient', 'mixed_currencies', 'needs_cn23', 'of_its_parcel', 'cannot_be_made']), characters: z.array(z.string()).optional(), lacking: z.array(lackingField).optional(), values: z.array(z.string()).optional() })),
  /** Characters that no font has: on the paper they stand as their numbers. */
  missing: z.array(z.string()),
  /** Orders that bring such characters onto a list, and in which fields: it is not made before a person says that they may stand there as numbers. */
  lacking: z.array(z.object({ orderId, joomId: z.string(), lacking: z.array(lackingField) })).optional(),
  /** Left out where there is no page. */
  madeFor: madeFor.optional()
})
const customsProblem = z.object({ field: z.enum(['sku', ...customsFields]), why: z.enum(['empty', 'spreadsheet', 'vague', 'too_long', 'not_english', 'hs_digits', 'hs_short', 'hs_chapter', 'country', 'weight', 'value', 'currency', 'twice', 'encoding', 'quotes']) })
export const customsData = z.object({ description: z.string(), hsCode: z.string(), origin: z.string(), netGrams: whole, value: z.string(), currency: z.string() })
/** Goods of a store, with what customs knows of them. */
export const customsGoods = z.object({ sku: z.string(), name: z.string().nullable(), orders: whole, data: customsData.nullable() })
export const customsTyped = z.object({ description: text(300), hsCode: text(40), origin: text(60), netGrams: text(20), value: text(20), currency: text(10) })
export const customsSaved = z.object({ goods: z.array(customsGoods), problems: z.array(customsProblem) })
/** `missing`: columns that the file does not have; then nothing is taken. `chosen`: a file was chosen at all. */
export const customsImported = z.object({ chosen: z.boolean(), taken: whole, refused: z.array(z.object({ line: whole, sku: z.string(), problems: z.array(customsProblem) })), missing: z.array(z.enum(['sku', ...customsFields])), goods: z.array(customsGoods) })
/**
 * What a scanned sheet is worth: `domain/sheet-code.ts`. `differences`: what is another now, as far as it is known; of a stale sheet there may be none that is.
 * `newest`: the paper that was looked at where the code itself does not say which it is; `older`: earlier paper of the order says something else.
 */
export const paperSaid = z.object({
  verdict: z.enum(['not_ours', 'rehearsal', 'real', 'current', 'stale', 'unhashed', 'never_printed']), orderId: orderId.nullable(), joomId: z.string().nullable(), differences: z.array(orderDifference),
  newest: z.object({ run: printRunId, position: whole, copy: whole, older: z.boolean() }).nullable()
})
/** `reason`: the system's own words. `fault`: what a label printer says it waits for. `folder`: it is a folder into which PDFs are written; `watched`, where a printer takes them from there. */
export const printerFault = z.enum(['paper_out', 'ribbon_out', 'head_open', 'paused', 'too_hot', 'too_cold'])
export const printer = z.object({
  name: z.string(), description: z.string(), isDefault: z.boolean(), state: z.enum(['ready', 'printing', 'stopped', 'unknown']), reason: z.string().nullable(), fault: printerFault.nullable().optional(),
  folder: z.object({ path: z.string(), watched: z.boolean() }).optional(),
  /** Papers that it says it can print on, and its dots in an inch; `null`, none, or left out where it says nothing of it. */
  papers: z.array(paper).nullable().optional(), dpi: z.array(whole).optional()
})

const tenthOfMillimetre = (least: number, most: number) => z.number().min(least).max(most).multipleOf(0.1)
/**
 * A label printer that speaks ZPL: where it is (an address on the network, or a print queue that hands on what it is given),
 * its dots in an inch, its labels in millimetres, and how far everything is moved to the right and down on them.
 */
export const labelPrinterForm = z.object({
  name: text(60).trim().min(1),
  way: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('network'), host: text(253).trim().regex(/^[a-z0-9._:-]+$/iu), port: z.number().int().min(1).max(65_535) }),
    z.object({ kind: z.literal('queue'), queue: text(200).min(1) })
  ]),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]), width: tenthOfMillimetre(20, 220), height: tenthOfMillimetre(10, 1000), shiftX: tenthOfMillimetre(-20, 20), shiftY: tenthOfMillimetre(-20, 20)
})
export const labelPrinter = labelPrinterForm.extend({ id: text(40) })

export const verdict = z.discriminatedUnion('kind', [z.object({ kind: z.literal('good') }), z.object({ kind: z.literal('discard') }), z.object({ kind: z.literal('stopped'), at: z.number().int().min(1), nothingAfter: z.boolean() })])
export const troubleSaid = z.custom<AppError>((v) => typeof v === 'object' && v !== null && 'code' in v)
export const printPart = z.object({
  id: whole.transform((n) => n as PrintPartId), file: whole, first: whole, last: whole, sheets: whole, copies: whole, printer: z.string(), job: z.string().nullable(), state: z.enum(partStates), reason: z.string().nullable(), beganAt: millis, handedAt: millis.nullable(), endedAt: millis.nullable()
})
/** A run in the list of runs. `good`, `out`, `left`: how many of its sheets are good, left without a word on how they came out, or are still to print. `copied`: sheets that are a second copy or a later one. */
export const runBrief = z.object({
  id: printRunId, kind: runKind, createdAt: millis, state: z.enum(runStates), since: millis, actor: z.string().nullable(), paper, sheets: whole, good: whole, out: whole, left: whole, copied: whole, printer: z.string().nullable(), savedAt: millis.nullable(), rehearsal: z.boolean()
})
/** A sheet in the ledger, with what it said of whose it is. */
export const runSheet = z.object({
  position: whole, copy: whole, orderId, joomId: z.string(), pickCode: z.string(), recipient: z.string().nullable(), store: z.string(), environment, state: z.enum(sheetStates), hash: z.string(), file: whole, page: whole, pages: whole, slip: whole,
  printer: z.string().nullable(), handedAt: millis.nullable()
})
export const runView = runBrief.extend({
  copies: whole, pages: whole, trouble: troubleSaid.nullable(), leftOut: printRun.shape.leftOut,
  /** Where it stands and can go on: the orders still to print that are others by now than their sheets say, each with the difference. */
  changed: printRun.shape.changed,
  /** How many orders could not be read again when sheets of it were to leave last; 0 where none left since the program started. */
  unread: whole,
  /** Every sheet that was ever made for the run; a place may have several copies. */
  ledger: z.array(runSheet), parts: z.array(printPart),
  /** Addresses of its PDFs within the application, by their numbers less one; empty where they are gone. */
  urls: z.array(z.string())
})
export const runList = z.object({ runs: z.array(runBrief), unfinished: whole, now: millis })

// ---- proof
/**
 * What walking the whole history said. `unfit`: this entry, or what was before it, is not what was sealed. `missing`: entries
 * before this one are gone. `end_missing`: entries after this one are gone. `hash`: of the last entry.
 */
export const historyCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole'), entries: whole, firstAt: millis.nullable(), lastAt: millis.nullable(), hash: z.string() }),
  z.object({ kind: z.enum(['unfit', 'missing', 'end_missing']), id: whole, at: millis })
])
/** An entry of the history with what proves it. `store` and `order` (Joom's id) are told besides: no hash is over them. */
export interface ProvedEntry {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly params: string
  readonly connectionId: number | null
  readonly orderId: number | null
  readonly commandId: number | null
  readonly actor: string | null
  readonly previous: string
  readonly hash: string
  readonly store: string | null
  readonly order: string | null
}
export const exportFormat = z.enum(['csv', 'json'])

// ---- the look of slips
export const slipTemplate = z.object({
  show: z.record(z.enum([...templateFields, ...templateColumns]), z.boolean()), sizes: z.record(z.enum(sizedParts), z.enum(templateSizes)),
  heading: text(templateLimits.heading), text: text(templateLimits.text), labelSender: z.boolean()
})
/** The template of all stores, and those that stores have of their own. */
export const slipTemplatesKept = z.object({ general: slipTemplate, own: z.array(z.object({ connectionId, template: slipTemplate })) })
/**
 * A slip as a template makes it, of an order or of an invented one (`order` is `null` then). `missing`: characters that no font
 * has; they stand on the slip as their numbers. `problems`: what does not fit on a label, of which nothing would be printed.
 */
export const slipPreview = z.object({
  pdf: z.custom<Uint8Array>((v) => v instanceof Uint8Array), pages: whole, missing: z.array(z.string()), problems: z.array(sheetProblem),
  order: z.object({ id: orderId, joomId: z.string(), recipient: z.string().nullable() }).nullable()
})

// ---- settings
/** Where and how a kind of document is printed on this computer. */
export const documentSetting = z.object({ printer: text(200), paper, dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]), copies: z.number().int().min(1).max(9) })
const dotsByDpi = z.partialRecord(z.enum(['203', '300', '600']), z.number().int().min(1).max(40))
/**
 * What a calibration sheet told of a printer and its scanner together. `dpi`: `null` for either. `bars`, `squares`: the narrowest
 * that was read, in dots, by dots in an inch. `scale…`: 1 is as meant. `moved…`: how far too far right and down it
 * prints, in millimetres. `null`: not measured.
 */
export const calibration = z.object({
  printer: text(200).min(1), at: millis, paper, dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).nullable(), bars: dotsByDpi, squares: dotsByDpi,
  scaleX: z.number().min(0.2).max(4).nullable(), scaleY: z.number().min(0.2).max(4).nullable(), movedX: z.number().min(-20).max(20).nullable(), movedY: z.number().min(-20).max(20).nullable()
})
/** What is known of this computer's scanner: what its keys mean where they arrive as others, what it puts around a code, how it ends it, and how many milliseconds it takes for a character. */
export const scannerKnown = z.object({
  at: millis, keys: z.record(z.string().min(1).max(4), z.string().length(1)).refine((keys) => Object.keys(keys).length <= 200, 'too many'), prefix: text(40), suffix: text(40), ends: z.enum(['enter', 'tab', 'nothing']), gap: z.number().min(0).max(1000)
})
/** A folder that stands for a printer. `watched`: a printer takes from it what is written there. */
export const printFolder = z.object({ id: z.string().regex(/^[a-z0-9]{1,20}$/), name: text(80).trim().min(1), path: text(1000).min(1), watched: z.boolean() })
/** What the numbers of a provider look like, in masks that `domain/number-mask.ts` reads. */
export const providerMasks = z.object({ provider: text(100).min(1), masks: z.array(text(50).refine((mask) => maskProblem(mask) === null, 'not a mask')).min(1).max(maskLimits.masks) })
export const settings = z.object({
  language: z.enum(['en']), theme: z.enum(['system', 'light', 'dark']), contrast: z.enum(['system', 'normal', 'more']), density: z.enum(['dense', 'comfortable']),
  operator: text(80), undoSeconds: z.number().int().min(0).max(600), refreshMinutes: z.number().int().min(1).max(120),
  provider: text(100), shippingTime: text(20), paper, printer: text(200), dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]), copies: z.number().int().min(1).max(9), redirectPort: z.number().int().min(1024).max(65535),
  /** Kinds of documents that are printed otherwise than `printer`, `paper` and `dpi` say. */
  documents: z.partialRecord(z.enum(documentKinds), documentSetting), calibrations: z.array(calibration).max(60), scanner: scannerKnown.nullable(), folders: z.array(printFolder).max(20),
  /** How much a store may be asked in a minute: all requests, and those that list. */
  requestsPerMinute: z.number().int().min(20).max(10_000), listsPerMinute: z.number().int().min(2).max(1000),
  /** Return address on the slips of stores that have none of their own. */
  sender: text(500),
  labelPrinters: z.array(labelPrinter).max(20),
  /** Which stores are shown: `all`, `real`, `rehearsal`, or the id of one. */
  shownStores: text(20),
  /** Up to which value, in the currency that goods are declared in, a CN 22 will do: above it, a CN 23 is made. */
  cn22Most: z.number().int().min(1).max(10_000),
  /** Words of slips: in the buyer's language by country, or in one for all. */
  slipLanguage: z.union([z.literal('buyer'), z.enum(slipLanguages)]),
  /** Orders of one buyer stand on one slip, where a run is only of slips. */
  together: z.boolean(),
  /** How slips look, but for stores that have a template of their own. */
  slipTemplate,
  numberMasks: z.array(providerMasks).max(maskLimits.providers),
  /** After how many days recipients of orders that have ended are erased; `null`: never. */
  eraseAfterDays: z.number().int().min(30).max(3650).nullable()
})
export type HistoryCheck = z.infer<typeof historyCheck>
export type ExportFormat = z.infer<typeof exportFormat>
export type Settings = z.infer<typeof settings>
export type Calibration = z.infer<typeof calibration>
export type ScannerKnown = z.infer<typeof scannerKnown>

// ---- data
/** Why a backup was made. */
export const backupReason = z.enum(['daily', 'asked', 'before_migration', 'before_restore'])
export type BackupReason = z.infer<typeof backupReason>
/** `schema`: which form of the data it has; of a newer one than this Packbench knows it cannot be restored. */
export const backup = z.object({ name: z.string(), at: millis, why: backupReason, bytes: whole, schema: whole })
export type Backup = z.infer<typeof backup>
/** A backup that took the place of the data; `log`: what is left of the data without the log that was written last. `aside`: the folder with what was there before. `commands`: how many are read back first, `refunds` of them. */
export const restoration = z.object({ id: z.number().int(), at: millis, why: z.enum(['asked', 'damaged', 'missing', 'log']), backupAt: millis, aside: z.string().nullable(), commands: whole, refunds: whole })
export type Restoration = z.infer<typeof restoration>
const appError = z.custom<AppError>((v) => typeof v === 'object' && v !== null)
export const dataState = z.object({
  folder: z.string(), backups: z.array(backup.extend({ restorable: z.boolean() })),
  /** Why the latest backup could not be made; `null` where it could. */
  backupTrouble: appError.nullable(),
  /** Where the backup of the day is wanting: of when the last one is, `null` where there is none; why, `null` where nobody knows. `null` where it is not wanting. */
  late: z.object({ last: millis.nullable(), trouble: appError.nullable() }).nullable(),
  /** What nobody has read of yet: a restoration, and why one that was asked for was not made. */
  restored: restoration.nullable(), restoreTrouble: appError.nullable()
})
export type DataState = z.infer<typeof dataState>

// ---- rehearsal
/** How the rehearsal server misbehaves: each fault strikes the next `times` requests of its kind. */
export const misbehaviour = z.object({
  fault: z.enum(['delay', 'error_500', 'done_500', 'throttled_429', 'cut_answer', 'lost_answer', 'lost_request', 'expired_token']), times: z.number().int().min(1).max(1000),
  on: z.enum(['any', 'reads', 'changes']), seconds: z.number().min(0).max(600)
})
export const rehearsalState = z.object({
  running: z.boolean(), address: z.string().nullable(), orders: whole, faults: z.array(misbehaviour.extend({ left: whole })), quirks: z.array(z.string()),
  requests: z.array(z.object({ at: millis, method: z.string(), path: z.string(), status: z.number(), fault: z.string().nullable() }))
})

export type OrderFilter = z.infer<typeof orderFilter>
export type OrderView = z.infer<typeof orderView>
export type OrderRow = z.infer<typeof orderRow>
export type OrderOverview = z.infer<typeof orderOverview>
export type OrderDetail = z.infer<typeof orderDetail>
export type OrderMark = NonNullable<OrderFilter['mark']>
export type HistoryEntry = z.infer<typeof historyEntry>
export type FoundHere = z.infer<typeof foundHere>
export type StoreVerdict = z.infer<typeof storeVerdict>
export type FoundOrder = z.infer<typeof foundOrder>
export type SyncPhase = z.infer<typeof syncPhase>
export type SyncState = z.infer<typeof syncState>
export type StoresFilter = z.infer<typeof storesFilter>
export type ConnectionForm = z.infer<typeof connectionForm>
export type FulfilItem = z.infer<typeof fulfilItem>
export type ModifyItem = z.infer<typeof modifyItem>
export type RefundItem = z.infer<typeof refundItem>
export type ItemProblem = z.infer<typeof itemProblem>
export type Submitted = z.infer<typeof submitted>
export type OutboxRow = z.infer<typeof outboxRow>
export type OutboxGroup = z.infer<typeof outboxGroup>
export type OutboxSummary = z.infer<typeof outboxSummary>
export type CommandStory = z.infer<typeof commandStory>
export type Attempt = z.infer<typeof attempt>
export type Correction = z.infer<typeof correction>
export type Paper = z.infer<typeof paper>
export type SheetProblem = z.infer<typeof sheetProblem>
export type PrintRun = z.infer<typeof printRun>
export type Printer = z.infer<typeof printer>
export type PrinterFault = z.infer<typeof printerFault>
export type LabelPrinter = z.infer<typeof labelPrinter>
export type LabelPrinterForm = z.infer<typeof labelPrinterForm>
export type RunBrief = z.infer<typeof runBrief>
export type RunSheet = z.infer<typeof runSheet>
export type RunView = z.infer<typeof runView>
export type RunList = z.infer<typeof runList>
export type PrintPart = z.infer<typeof printPart>
export type DocumentSetting = z.infer<typeof documentSetting>
export type PrintFolder = z.infer<typeof printFolder>
export type DeskPaperView = z.infer<typeof deskPaper>
export type CustomsGoods = z.infer<typeof customsGoods>
export type CustomsSaved = z.infer<typeof customsSaved>
export type CustomsImported = z.infer<typeof customsImported>
export type PaperSaid = z.infer<typeof paperSaid>
export type Misbehaviour = z.infer<typeof misbehaviour>
export type SlipTemplatesKept = z.infer<typeof slipTemplatesKept>
export type SlipPreview = z.infer<typeof slipPreview>
export type RehearsalState = z.infer<typeof rehearsalState>
