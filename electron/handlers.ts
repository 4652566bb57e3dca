import type { Connections } from './connections/connections.ts'
import { Trouble } from './contract/result.ts'
import type { DataState, FoundOrder, OrderFilter, OutboxSummary, RunView, SlipPreview, SlipTemplatesKept, StoresFilter } from './contract/schemas.ts'
import { customsOf, importCustoms } from './domain/customs.ts'
import type { ConnectionId, Millis, PrintRunId } from './domain/ids.ts'
import { standardTemplate } from './domain/slip-template.ts'
import { filterOf } from './domain/store-choice.ts'
import type { Handlers } from './ipc/handlers.ts'
import type { OrderDesk } from './orders/order-desk.ts'
import type { OrderSync } from './orders/sync.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { CalibrationBook } from './printing/calibration-book.ts'
import type { DeskPapers } from './printing/desk-papers.ts'
import { checkPaper } from './printing/paper-check.ts'
import type { LabelPrinterBook } from './printing/label-printer-book.ts'
import type { LabelPrinters } from './printing/label-printers.ts'
import type { Preparations } from './printing/preparations.ts'
import type { PrintRuns } from './printing/print-runs.ts'
import type { AllPrinters } from './printing/printers.ts'
import type { PreviewWanted } from './printing/slip-preview.ts'
import { exportHistory } from './proof/export-history.ts'
import type { Retention } from './proof/retention.ts'
import type { SettingsStore } from './settings/settings-store.ts'
import type { BackupDesk } from './storage/backup-desk.ts'
import type { Storage } from './storage/storage.ts'
import type { RehearsalDesk } from './rehearsal/rehearsal-desk.ts'

/** What the routes are answered with. */
export interface Parts {
  readonly now: () => Millis
  readonly settings: SettingsStore
  readonly connections: Connections
  readonly storage: Storage
  readonly orders: { readonly desk: OrderDesk; readonly sync: OrderSync; readonly find: (text: string, connectionId: ConnectionId | null, filter: OrderFilter) => Promise<FoundOrder> }
  readonly outbox: Outbox
  readonly summary: (stores?: StoresFilter) => Promise<OutboxSummary>
  /** Has the worker try a store that could not be reached or kept failing. */
  readonly tryNow: (connection: ConnectionId) => Promise<void>
  readonly prints: PrintRuns
  readonly preparations: Preparations
  readonly papers: DeskPapers
  readonly previewSlip: (wanted: PreviewWanted) => Promise<SlipPreview>
  readonly printers: AllPrinters
  readonly labelPrinters: Pick<LabelPrinters, 'test'> & LabelPrinterBook & CalibrationBook
  readonly retention: Retention
  readonly rehearsal: RehearsalDesk
  readonly backups: BackupDesk
  /** Opens everything anew with this backup in the place of the data; it ends what is being answered, so it begins afterwards. */
  readonly restore: (name: string) => void
  readonly showBackups: () => Promise<void>
  readonly info: () => Promise<{ version: string; platform: string; program: string; secretsProtected: boolean; dataFolder: string; redirectAddress: string; online: boolean }>
  readonly copy: (text: string) => Promise<void>
  readonly askWhereToSave: (name: string) => Promise<string | null>
  readonly askForFolder: () => Promise<string | null>
  /** The text of a table that the person chose; `null` where it was cancelled. */
  readonly askForTable: () => Promise<string | null>
  readonly askForPicture: () => Promise<Uint8Array | null>
  /** Orders have changed here, by nobody's answer. */
  readonly ordersChanged: () => void
}

const nothing = async (work: Promise<unknown>): Promise<undefined> => {
  await work
  return undefined
}

/** One answer for each route of the contract. */
export function handlersOf(parts: Parts): Handlers {
  const { now, settings, connections, storage, orders, outbox, prints, preparations, papers, printers, labelPrinters, retention, rehearsal, backups } = parts
  const dataState = async (): Promise<DataState> => ({ ...backups.state(), restored: await storage.restorations.unread(), restoreTrouble: await storage.restorations.trouble() })
  const operator = (): string | null => settings.get().operator || null
  const templatesKept = async (): Promise<SlipTemplatesKept> => ({ general: settings.get().slipTemplate, own: [...await storage.slipTemplates.list()] })
  /** A run as it stands after something was done with it. */
  const seen = async (id: PrintRunId, work: Promise<unknown>): Promise<RunView> => {
    await work
    return prints.view(id)
  }
  return {
    'app.info': () => parts.info(),
    'app.copy': ({ text }) => nothing(parts.copy(text)),

    'settings.get': () => settings.get(),
    'settings.change': (patch) => settings.change(patch),

    'connections.list': async () => [...await connections.list()],
    'connections.add': async (form) => {
      const added = await connections.add(form)
      parts.ordersChanged()
      return added
    },
    'connections.change': (form) => connections.change(form),
    'connections.holdings': ({ id }) => storage.connections.holdings(id),
    'connections.past': async () => [...await storage.connections.past()],
    'connections.remove': async ({ id, orders: fate }) => {
      await connections.remove(id, fate)
      await prints.sweep()
      parts.ordersChanged()
      return undefined
    },
    'connections.erase': async ({ id }) => {
      if (!await storage.connections.erase(id)) throw new Trouble({ code: 'not_found' })
      await prints.sweep()
      parts.ordersChanged()
      return undefined
    },
    'connections.chooseLogo': async ({ id }) => {
      const file = await parts.askForPicture()
      return file === null ? null : connections.setLogo(id, file)
    },
    'connections.removeLogo': ({ id }) => connections.setLogo(id, null),
    'connections.authorize': ({ id, registered }) => connections.authorize(id, registered),
    'connections.cancelAuthorize': ({ id }) => {
      connections.cancelAuthorize(id)
      return undefined
    },
    'connections.pasteCode': ({ id, pasted }) => connections.pasteCode(id, pasted),
    'connections.useHeldAnswer': ({ id }) => connections.useHeldAnswer(id),
    'connections.test': ({ id }) => connections.test(id),
    'connections.openDemo': () => connections.openDemo(),

    'orders.overview': ({ filter }) => storage.orderList.overview(filter, now()),
    'orders.rows': ({ filter, offset, limit }) => storage.orderList.rows(filter, offset, limit, now()),
    'orders.ids': ({ filter }) => storage.orderList.ids(filter, now()),
    'orders.byIds': ({ ids }) => storage.orderList.byIds(ids),
    'orders.get': ({ id }) => orders.desk.get(id),
    'orders.find': async ({ text, connectionId, filter }) => {
      const found = await orders.find(text, connectionId, filter)
      if (found.here.length > 0) parts.ordersChanged()
      return found
    },
    'orders.refresh': ({ connectionId, whole }) => orders.sync.refresh(connectionId, { whole }),
    'orders.cancelRefresh': ({ connectionId }) => nothing(orders.sync.cancel(connectionId)),
    'orders.seen': async ({ orders: seen }) => {
      await storage.orders.seen(seen)
      parts.ordersChanged()
      return undefined
    },
    'orders.allSeen': async ({ upTo, ...stores }) => {
      await storage.orders.allSeen(stores, upTo)
      parts.ordersChanged()
      return undefined
    },
    'orders.syncState': () => orders.sync.states(),

    'outbox.checkFulfil': ({ items }) => outbox.checkFulfil(items),
    'outbox.fulfil': ({ items }) => outbox.fulfil(items),
    'outbox.modifyTracking': ({ items }) => outbox.modifyTracking(items),
    'outbox.refund': ({ items }) => outbox.refund(items),
    'outbox.undo': ({ ids }) => outbox.undo(ids),
    'outbox.undoAll': (stores) => outbox.undoAll(stores ?? filterOf('all')),
    'outbox.correct': ({ id, ...correction }) => outbox.correct(id, correction),
    'outbox.correctAll': ({ corrections }) => outbox.correctAll(corrections),
    'outbox.giveUp': ({ id }) => nothing(outbox.giveUp(id)),
    'outbox.giveUpAll': ({ ids }) => outbox.giveUpAll(ids),
    'outbox.resolve': ({ id, choice }) => outbox.resolve(id, choice),
    'outbox.stopAsking': ({ ids }) => outbox.stopAsking(ids),
    'outbox.askNow': ({ id }) => nothing(outbox.askNow(id)),
    'outbox.askAll': (stores) => outbox.askAll(stores ?? filterOf('all')),
    'outbox.tryNow': ({ connectionId }) => nothing(parts.tryNow(connectionId)),
    'outbox.summary': (stores) => parts.summary(stores),
    'outbox.rows': ({ groups, offset, limit, stores }) => storage.outboxList.rows(groups, offset, limit, stores),
    'outbox.story': ({ id }) => storage.outboxList.story(id),

    'prints.prepare': ({ nth, ...what }) => (nth === undefined ? prints.prepare(what) : preparations.follow(nth, what.orderIds.length, (waiting) => prints.prepare(what, waiting))),
    'prints.giveUp': ({ nth }) => {
      preparations.giveUp(nth)
      return undefined
    },
    'prints.checkPaper': async ({ code, world, again }) => {
      const said = await checkPaper({ orders: storage.printRuns, withJoomId: (joomId) => storage.printRuns.withJoomId(joomId), withPickCode: (pickCode) => storage.printRuns.withPickCode(pickCode), shownOn: (id, hash) => storage.printRuns.shownOn(id, hash), papersOf: (id) => storage.printRuns.papersOf(id) }, code, world)
      if (!again) await storage.printRuns.tellScan(code, said, { at: now(), actor: operator() })
      return said
    },
    'prints.printers': () => printers.list(),
    'prints.systemPrinters': () => printers.systemTrouble(),
    'prints.print': (what) => prints.print(what),
    'prints.save': async ({ id }) => {
      const path = await parts.askWhereToSave(`packing-slips-${String(id)}.pdf`)
      if (path !== null) await prints.save(id, path)
      return { path }
    },
    'prints.runs': (what) => prints.list(what),
    'prints.run': ({ id }) => prints.view(id),
    'prints.pause': ({ id }) => seen(id, prints.pause(id)),
    'prints.cancel': ({ id }) => seen(id, prints.cancel(id)),
    'prints.resume': (what) => seen(what.id, prints.resume(what)),
    'prints.judge': ({ id, verdict, anyway }) => seen(id, prints.judge(id, verdict, anyway)),
    'prints.reprint': (what) => seen(what.id, prints.reprint(what)),
    'prints.chooseFolder': async () => {
      const path = await parts.askForFolder()
      return path === null ? null : { path }
    },

    'printers.save': (form) => labelPrinters.save(form),
    'printers.remove': ({ id }) => labelPrinters.remove(id),
    'printers.calibrate': (told) => labelPrinters.calibrate(told),
    'printers.forgetCalibration': (wanted) => labelPrinters.forgetCalibration(wanted),
    'printers.test': (form) => labelPrinters.test(form),

    'papers.make': (what) => papers.make(what),
    'papers.print': (what) => papers.print(what),
    'papers.save': async ({ id }) => {
      const path = await parts.askWhereToSave(`${papers.nameOf(id)}.pdf`)
      if (path !== null) await papers.save(id, path)
      return { path }
    },

    'templates.get': templatesKept,
    'templates.save': async ({ connectionId, template }) => {
      if (connectionId === null) settings.change({ slipTemplate: template ?? standardTemplate })
      else if ((await storage.connections.get(connectionId)) === null) throw new Trouble({ code: 'not_found' })
      else await storage.slipTemplates.save(connectionId, template)
      return templatesKept()
    },
    'templates.preview': (wanted) => parts.previewSlip(wanted),

    'customs.goods': async ({ connectionId }) => [...await storage.customs.goods(connectionId)],
    'customs.save': async ({ connectionId, sku, typed }) => {
      const { data, problems } = customsOf(typed)
      if (data !== null) await storage.customs.keep(connectionId, [{ sku, data }], now())
      return { goods: [...await storage.customs.goods(connectionId)], problems: [...problems] }
    },
    'customs.forget': async ({ connectionId, sku }) => {
      await storage.customs.forget(connectionId, sku)
      return [...await storage.customs.goods(connectionId)]
    },
    'customs.import': async ({ connectionId }) => {
      const file = await parts.askForTable()
      const read = file === null ? { taken: [], refused: [], missing: [] } : importCustoms(file)
      await storage.customs.keep(connectionId, read.taken, now())
      return { chosen: file !== null, taken: read.taken.length, refused: read.refused.map((one) => ({ ...one, problems: [...one.problems] })), missing: [...read.missing], goods: [...await storage.customs.goods(connectionId)] }
    },

    'data.state': dataState,
    'data.backUp': async () => {
      await backups.make('asked')
      return dataState()
    },
    'data.restore': ({ name }) => {
      parts.restore(backups.restorable(name))
      return undefined
    },
    'data.markRead': async ({ id }) => {
      await storage.restorations.markRead(id, now())
      return dataState()
    },
    'data.showFolder': () => nothing(parts.showBackups()),

    'history.check': () => storage.history.verify(),
    'history.export': async ({ format, from, to }) => {
      const path = await parts.askWhereToSave(`packbench-history.${format}`)
      return { path, entries: path === null ? 0 : await exportHistory(storage.history, path, { format, from, to }) }
    },
    'privacy.due': async () => ({ orders: await retention.due() }),
    'privacy.erase': async () => ({ orders: await retention.run(operator()) }),

    'rehearsal.state': () => rehearsal.state(),
    'rehearsal.misbehave': (what) => rehearsal.misbehave(what),
    'rehearsal.quirks': ({ all }) => rehearsal.showQuirks(all),
    'rehearsal.behave': () => rehearsal.behave(),
    'rehearsal.reset': () => rehearsal.reset()
  }
}
