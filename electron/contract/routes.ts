import { z } from 'zod'
import { deskPapers } from '../domain/sheet-kind.ts'
import { slipLanguages } from '../domain/slip-language.ts'
import { worlds } from '../domain/world.ts'
import * as s from './schemas.ts'

const nothing = z.undefined()
const connectionView = z.custom<s.ConnectionView>((v) => typeof v === 'object' && v !== null)
const pastConnection = z.custom<s.PastConnection>((v) => typeof v === 'object' && v !== null)
const page = { offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }

/**
 * Everything the window may ask of the main process: a name, what goes in (checked by `ipc/`), what comes out. Every
 * answer crosses as a `Result`. A reading never changes anything; names that are verbs do.
 */
export const routes = {
  'app.info': { input: nothing, output: z.object({ version: z.string(), platform: z.string(), program: z.string(), secretsProtected: z.boolean(), dataFolder: z.string(), redirectAddress: z.string(), online: z.boolean() }) },
  'app.copy': { input: z.object({ text: z.string().max(10_000) }), output: nothing },

  'settings.get': { input: nothing, output: s.settings },
  'settings.change': { input: s.settings.partial(), output: s.settings },

  'connections.list': { input: nothing, output: z.array(connectionView) },
  /** `earlier`: what to do where the same store was connected before; left out, the answer is `connection_known`. */
  'connections.add': { input: s.connectionForm.extend({ earlier: z.enum(['take_up', 'anew']).optional() }), output: connectionView },
  'connections.change': { input: s.connectionForm.extend({ id: s.connectionId }), output: connectionView },
  /** Asks for a PNG or JPEG file and makes it the logo of the store's slips; `null` where the person cancelled. */
  'connections.chooseLogo': { input: z.object({ id: s.connectionId }), output: connectionView.nullable() },
  'connections.removeLogo': { input: z.object({ id: s.connectionId }), output: connectionView },
  /** What disconnecting a store concerns. */
  'connections.holdings': { input: z.object({ id: s.connectionId }), output: z.object({ orders: z.number(), openCommands: z.number() }) },
  /** `keep`: its orders stay in the list as a record. `erase`: what they tell of people is erased, and they leave the list. */
  'connections.remove': { input: z.object({ id: s.connectionId, orders: z.enum(['keep', 'erase']) }), output: nothing },
  /** Stores that were disconnected and whose orders are here. */
  'connections.past': { input: nothing, output: z.array(pastConnection) },
  /** Erases what the orders of a disconnected store tell of people. */
  'connections.erase': { input: z.object({ id: s.connectionId }), output: nothing },
  /** Opens the system browser; answers when the sign-in has ended, well or not. */
  'connections.authorize': { input: z.object({ id: s.connectionId, registered: z.boolean().optional() }), output: connectionView },
  'connections.cancelAuthorize': { input: z.object({ id: s.connectionId }), output: nothing },
  /** The same, for an address or code that the person copied out of the browser. */
  'connections.pasteCode': { input: z.object({ id: s.connectionId, pasted: z.string().max(4000) }), output: connectionView },
  /** The same, with the answer that is held, which the person says to be theirs. */
  'connections.useHeldAnswer': { input: z.object({ id: s.connectionId }), output: connectionView },
  'connections.test': { input: z.object({ id: s.connectionId }), output: z.object({ answer: z.string() }) },
  /** Starts the rehearsal server, connects its store where it is not yet connected, and signs in. */
  'connections.openDemo': { input: nothing, output: connectionView },

  'orders.overview': { input: z.object({ filter: s.orderFilter }), output: s.orderOverview },
  'orders.rows': { input: z.object({ filter: s.orderFilter, ...page }), output: z.array(s.orderRow) },
  /** Ids in the order of the list: for "select all in view" and for ranges. */
  'orders.ids': { input: z.object({ filter: s.orderFilter }), output: z.array(s.orderId) },
  'orders.byIds': { input: z.object({ ids: z.array(s.orderId).max(1000) }), output: z.array(s.orderRow) },
  'orders.get': { input: z.object({ id: s.orderId }), output: s.orderDetail },
  /** Asks Joom for an order by its id, keeps what it answers, and tells where the order is. `filter`: of the list that is shown. */
  'orders.find': { input: z.object({ text: z.string().max(2000).trim().min(1), connectionId: s.connectionId.nullable(), filter: s.orderFilter }), output: s.foundOrder },
  /** Reads one store or all. `whole`: everything anew, not only what has changed. */
  'orders.refresh': { input: z.object({ connectionId: s.connectionId.nullable(), whole: z.boolean().default(false) }), output: z.array(s.syncState) },
  /** Stops reading one store or all; what was read stays, and a reading of everything goes on from there later. */
  'orders.cancelRefresh': { input: z.object({ connectionId: s.connectionId.nullable() }), output: nothing },
  /** A person has looked at what changed at Joom: the marks go, but for what has changed again since `changedAt`. */
  'orders.seen': { input: z.object({ orders: z.array(z.object({ id: s.orderId, changedAt: s.millis })).max(500) }), output: nothing },
  /** The same for every order of these stores that changed up to then. */
  'orders.allSeen': { input: s.storesFilter.extend({ upTo: s.millis }), output: nothing },
  'orders.syncState': { input: nothing, output: z.array(s.syncState) },

  'outbox.checkFulfil': { input: z.object({ items: z.array(s.fulfilItem).max(1000) }), output: z.array(s.itemProblem) },
  'outbox.fulfil': { input: z.object({ items: z.array(s.fulfilItem).min(1).max(1000) }), output: s.submitted },
  'outbox.modifyTracking': { input: z.object({ items: z.array(s.modifyItem).min(1).max(1000) }), output: s.submitted },
  'outbox.refund': { input: z.object({ items: z.array(s.refundItem).min(1).max(1000) }), output: s.submitted },
  /** Takes back what has not left. Answers with those that were taken back; the others had left. */
  'outbox.undo': { input: z.object({ ids: z.array(s.commandId).min(1).max(1000) }), output: z.object({ undone: z.array(s.commandId), left: z.array(s.commandId) }) },
  /** Takes back everything that waits, of all stores where none are named. Answers how many. */
  'outbox.undoAll': { input: s.storesFilter.optional(), output: z.number().int() },
  /** Sends a refused command again, corrected. The refused one is closed. */
  'outbox.correct': { input: s.correction, output: s.submitted },
  /** The same for many, each by itself. `problems`: those in whose way something stands; `moved`: those that are not refused any more. */
  'outbox.correctAll': {
    input: z.object({ corrections: z.array(s.correction).min(1).max(1000) }),
    output: z.object({ commandIds: z.array(s.commandId), problems: z.array(z.object({ id: s.commandId, problems: z.array(s.itemProblem) })), moved: z.array(s.commandId) })
  },
  /** Gives a refused command up: the order goes back to where Joom has it. */
  'outbox.giveUp': { input: z.object({ id: s.commandId }), output: nothing },
  /** The same for many. `left`: those that are not refused any more. */
  'outbox.giveUpAll': { input: z.object({ ids: z.array(s.commandId).min(1).max(1000) }), output: z.object({ given: z.array(s.commandId), left: z.array(s.commandId) }) },
  'outbox.resolve': { input: z.object({ id: s.commandId, choice: z.enum(['send_ours', 'keep_joom']) }), output: s.submitted },
  /** Ends the asking about what nothing could be found out about for long: it stands before a person then. Nothing is sent by it. */
  'outbox.stopAsking': { input: z.object({ ids: z.array(s.commandId).min(1).max(1000) }), output: z.object({ stopped: z.array(s.commandId), left: z.array(s.commandId) }) },
  'outbox.askNow': { input: z.object({ id: s.commandId }), output: nothing },
  /** Has Joom asked about everything that is unknown, of all stores where none are named. Answers how many. */
  'outbox.askAll': { input: s.storesFilter.optional(), output: z.number().int() },
  /** Tries a store again that could not be reached or kept failing. A pause that Joom asked for is kept. */
  'outbox.tryNow': { input: z.object({ connectionId: s.connectionId }), output: nothing },
  /** Of all stores where none are named. */
  'outbox.summary': { input: s.storesFilter.optional(), output: s.outboxSummary },
  'outbox.rows': { input: z.object({ groups: z.array(s.outboxGroup), stores: s.storesFilter.optional(), ...page }), output: z.array(s.outboxRow) },
  'outbox.story': { input: z.object({ id: s.commandId }), output: s.commandStory },

  /**
   * Reads the orders again, freezes them, in the order given, into a run and makes its PDF; where one turns out to be another
   * than was shown, no sheet is made and `changed` says what is different. `since`: a run in which they were shown. `start`: the
   * first label to be used of a sheet of four. Real
   * orders and orders of the rehearsal never share one. `claims`: what becomes of orders that other runs hold or have printed;
   * where it is left out and there are some, no sheet is made and `claimed` names them. `leave_out` leaves them out, `print`
   * prints them again as a further copy, and discards runs of which nothing was printed yet. `replaces`: a run that is only
   * prepared, and that this one takes the place of. `together`: orders of one buyer and address stand on one slip, where the kind is slips alone. `asNumbers`: characters that no font has, but for those of recipients, are printed as their numbers; where it is left out, such orders are. `printer`: for whose dots it is made. `nth`: a number by which it is told how
   * far it is, and by which it can be given up.
   */
  'prints.prepare': { input: z.object({ orderIds: z.array(s.orderId).min(1).max(2000), kind: s.runKind.default('packing_slip'), paper: s.paper, start: z.number().int().min(1).max(4).default(1), together: z.boolean().default(false), asNumbers: z.boolean().default(false), language: z.union([z.literal('buyer'), z.enum(slipLanguages)]).optional(), since: s.printRunId.optional(), claims: z.enum(['leave_out', 'print']).optional(), replaces: s.printRunId.optional(), printer: z.string().max(200).optional(), nth: z.number().int().positive().optional() }), output: s.printRun },
  /** Gives up a run that is being prepared, by the number it was asked with: then `prints.prepare` answers `run_given_up`, or was done already. */
  'prints.giveUp': { input: z.object({ nth: z.number().int().positive() }), output: nothing },
  /** Judges the code of a sheet that was scanned. `world`: of the stores that are shown; `null` for both. `again`: it was told already, and only what is known of its order may be another by now: then it is no further entry in the history. */
  'prints.checkPaper': { input: z.object({ code: z.string().max(2000), world: z.enum(worlds).nullable(), again: z.boolean() }), output: s.paperSaid },
  'prints.printers': { input: nothing, output: z.array(s.printer) },
  /** Why the system's own printers are not among those that were listed last; `null` where they are. */
  'prints.systemPrinters': { input: nothing, output: s.appError.nullable() },
  /** Begins to print a run that is prepared or saved; answers when its first part was handed over. */
  'prints.print': { input: z.object({ id: s.printRunId, printer: z.string().max(200), copies: z.number().int().min(1).max(9) }), output: z.object({ job: z.string() }) },
  /** Asks where to; `null` where the person cancelled. */
  'prints.save': { input: z.object({ id: s.printRunId }), output: z.object({ path: z.string().nullable() }) },
  /** Runs, those that have not ended first, then the newest. `number`: only that one. */
  'prints.runs': { input: z.object({ number: z.number().int().positive().nullable(), ...page }), output: s.runList },
  'prints.run': { input: z.object({ id: s.printRunId }), output: s.runView },
  /** Hands no further part to the printer. */
  'prints.pause': { input: z.object({ id: s.printRunId }), output: s.runView },
  /** The same, and takes back what waits in the printer's queue. */
  'prints.cancel': { input: z.object({ id: s.printRunId }), output: s.runView },
  /** Goes on with what is left. Sheets that may have come out already are made anew as a further copy. */
  'prints.resume': { input: z.object({ id: s.printRunId, printer: z.string().max(200), copies: z.number().int().min(1).max(9) }), output: s.runView },
  /** What a person says of the paper. */
  'prints.judge': { input: z.object({ id: s.printRunId, verdict: s.verdict, anyway: z.boolean().default(false) }), output: s.runView },
  /** Prints places of a run once more, each marked as the copy that it is. `start`: the first free label of a sheet of four. */
  'prints.reprint': { input: z.object({ id: s.printRunId, first: z.number().int().positive(), last: z.number().int().positive(), start: z.number().int().min(1).max(4).default(1), printer: z.string().max(200), copies: z.number().int().min(1).max(9) }), output: s.runView },
  /** Asks for a folder; `null` where the person cancelled. */
  'prints.chooseFolder': { input: nothing, output: z.object({ path: z.string() }).nullable() },

  /** Keeps a label printer; without an id it is a new one. Answers `printer_name_taken` where another one is called so. */
  'printers.save': { input: s.labelPrinterForm.extend({ id: z.string().max(40).optional() }), output: s.settings },
  'printers.remove': { input: z.object({ id: z.string().max(40) }), output: s.settings },
  /**
   * Keeps what a calibration sheet told of a printer, and of the scanner; of a printer that was calibrated before, in its place.
   * What of it can be put right for a label printer (its dots, how far it is moved) is changed there. Answers `not_found` for a label printer that is gone.
   */
  'printers.calibrate': { input: z.object({ calibration: s.calibration, scanner: s.scannerKnown.nullable() }), output: s.settings },
  /** Forgets it: codes have their usual size there again. */
  'printers.forgetCalibration': { input: z.object({ printer: z.string().max(200) }), output: s.settings },
  /** Prints a label that shows its edges and a ruler, on a printer that need not be kept. `end`: what the printer says became of it. */
  'printers.test': { input: s.labelPrinterForm, output: z.object({ end: z.enum(['printed', 'held', 'unknown']) }) },

  /**
   * Makes a list, forms or a card as a PDF: of these orders in their order, of a run's orders, or of none. Real orders and orders of the rehearsal never
   * share one. Nothing of it is kept longer than the program runs.
   */
  'papers.make': { input: z.object({ kind: z.enum(deskPapers), orderIds: z.array(s.orderId).max(2000), run: s.printRunId.nullable(), paper: s.paper, start: z.number().int().min(1).max(4).default(1), printer: z.string().max(200).optional(), asNumbers: z.boolean().optional() }), output: s.deskPaper },
  'papers.print': { input: z.object({ id: z.number().int().positive(), printer: z.string().max(200), copies: z.number().int().min(1).max(9) }), output: z.object({ job: z.string() }) },
  /** Asks where to; `null` where the person cancelled. */
  'papers.save': { input: z.object({ id: z.number().int().positive() }), output: z.object({ path: z.string().nullable() }) },

  'templates.get': { input: nothing, output: s.slipTemplatesKept },
  /** Keeps how the slips of a store look; `connectionId` `null`: of all that have no template of their own. `template` `null`: the store has none of its own any more, and for all stores, the standard is back. */
  'templates.save': { input: z.object({ connectionId: s.connectionId.nullable(), template: s.slipTemplate.nullable() }), output: s.slipTemplatesKept },
  /** Makes a sheet as a template that is not kept yet would: of this order, or of an invented one of the store. Nothing of it is kept or printed. `language`: `buyer` for that of the order's buyer, `all` for each once. */
  'templates.preview': { input: z.object({ connectionId: s.connectionId.nullable(), orderId: s.orderId.nullable(), template: s.slipTemplate, part: z.enum(['slip', 'address']), paper: s.paper, language: z.union([z.enum(['buyer', 'all']), z.enum(slipLanguages)]) }), output: s.slipPreview },

  /** Goods of a store's orders to ship, and what customs knows of them. */
  'customs.goods': { input: z.object({ connectionId: s.connectionId }), output: z.array(s.customsGoods) },
  /** Keeps what was typed of goods; where a field is not taken, nothing is, and `problems` say why. */
  'customs.save': { input: z.object({ connectionId: s.connectionId, sku: z.string().min(1).max(500), typed: s.customsTyped }), output: s.customsSaved },
  'customs.forget': { input: z.object({ connectionId: s.connectionId, sku: z.string().max(500) }), output: z.array(s.customsGoods) },
  /** Asks for a table (CSV) and takes its rows; a row with anything wrong is refused with the reasons. */
  'customs.import': { input: z.object({ connectionId: s.connectionId }), output: s.customsImported },

  'data.state': { input: nothing, output: s.dataState },
  /** Makes a backup now, and answers when it is on the disk. */
  'data.backUp': { input: nothing, output: s.dataState },
  /** Has a backup take the place of the data, after a backup of what is there: the program stops what it does, opens anew, and the window loads again. */
  'data.restore': { input: z.object({ name: z.string().max(200) }), output: nothing },
  /** A person has read of this restoration. */
  'data.markRead': { input: z.object({ id: z.number().int() }), output: s.dataState },
  'data.showFolder': { input: nothing, output: nothing },
  /** Walks the whole history. A large one takes seconds; nothing else waits for it. */
  'history.check': { input: nothing, output: s.historyCheck },
  /** Asks where to and writes the history of a span of time, or where both are `null` all of it; `path` is `null` where the person cancelled. */
  'history.export': { input: z.object({ format: s.exportFormat, from: s.millis.nullable(), to: s.millis.nullable() }), output: z.object({ path: z.string().nullable(), entries: z.number() }) },
  /** How many orders have recipients that the settings say to forget by now. */
  'privacy.due': { input: nothing, output: z.object({ orders: z.number() }) },
  /** Forgets them. */
  'privacy.erase': { input: nothing, output: z.object({ orders: z.number() }) },

  'rehearsal.state': { input: nothing, output: s.rehearsalState },
  'rehearsal.misbehave': { input: s.misbehaviour, output: s.rehearsalState },
  'rehearsal.quirks': { input: z.object({ all: z.boolean() }), output: s.rehearsalState },
  'rehearsal.behave': { input: nothing, output: s.rehearsalState },
  'rehearsal.reset': { input: nothing, output: s.rehearsalState }
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes
/** What the window sends: before parsing, so without brands. */
export type RouteInput<N extends RouteName> = z.input<Routes[N]['input']>
/** What a handler gets: parsed. */
export type RouteParsed<N extends RouteName> = z.output<Routes[N]['input']>
export type RouteOutput<N extends RouteName> = z.output<Routes[N]['output']>
