import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { app, type BrowserWindow } from 'electron'
import type { Config } from './config.ts'
import { createConnections } from './connections/connections.ts'
import { readError } from './contract/read-error.ts'
import { addressLines } from './documents/address-lines.ts'
import { logoLimits } from './documents/logo.ts'
import { day } from './domain/deadline.ts'
import type { ConnectionId, OrderId, PrintRunId } from './domain/ids.ts'
import { handlersOf } from './handlers.ts'
import { listen } from './ipc/listen.ts'
import { fetchPicture } from './joom/fetch-picture.ts'
import { orderParts } from './order-parts.ts'
import { findOrder, type FindOrderNeeds } from './orders/find-order.ts'
import { OrderDesk } from './orders/order-desk.ts'
import { JoomClock } from './orders/joom-clock.ts'
import { Pictures } from './orders/pictures.ts'
import { OutboxNews } from './outbox/outbox-news.ts'
import { pacedTiming } from './outbox/pace.ts'
import { usualTiming } from './outbox/policy.ts'
import { paperParts } from './paper-parts.ts'
import { EvenClock } from './platform/even-clock.ts'
import { openLog } from './platform/log.ts'
import { trustSystemCertificates } from './platform/certificates.ts'
import { NetworkWatch } from './platform/network-watch.ts'
import { keepFilesPrivate, keepFoldersPrivate } from './platform/private-files.ts'
import { findProxy } from './platform/proxies.ts'
import { SystemProtector } from './platform/protector.ts'
import { Rhythm } from './platform/rhythm.ts'
import { Seldom } from './platform/seldom.ts'
import { askForFolder, askForPicture, askForTable, askWhereToSave, copyText, isOnline, openInBrowser, showFolder } from './platform/system.ts'
import { Preparations } from './printing/preparations.ts'
import { Retention } from './proof/retention.ts'
import { RehearsalDesk } from './rehearsal/rehearsal-desk.ts'
import { startRehearsal } from './rehearsal/rehearsal.ts'
import { SettingsStore } from './settings/settings-store.ts'
import { BackupDesk } from './storage/backup-desk.ts'
import { makeBackupOnThread } from './storage/backup-thread.ts'
import backupWorker from './storage/backup.worker.ts?modulePath'
import { checkOnThread } from './storage/check-thread.ts'
import checkWorker from './storage/check.worker.ts?modulePath'
import { storageTrouble } from './storage/open-database.ts'
import { besides } from './storage/safe-files.ts'
import { openStorageOnThread } from './storage/storage-thread.ts'
import storageWorker from './storage/storage.worker.ts?modulePath'
import { home, type AppFilesNeeds } from './window/app-files.ts'
import { applyTheme } from './window/main-window.ts'

/** The running program behind the window. */
export interface Packbench {
  /** What the window loads. */
  readonly files: AppFilesNeeds
  /** The machine has slept or the network is back: look at once. */
  readonly wake: () => void
  /** Ends after what is under way has been recorded. */
  readonly stop: () => Promise<void>
}

const rehearsalPort = 41_918
const minute = 60_000
/** The system is asked so often whether there is a network; it does not tell by itself. */
const networkLook = 2000

export interface ComposeNeeds {
  readonly config: Config
  readonly window: () => BrowserWindow | null
  /** Name of the backup that is to take the place of the data first. */
  readonly restore?: string | undefined
  /** Stops all of it and composes it anew with this backup. */
  readonly reopen: (restore: string) => void
  /** Told where the data turns out to be damaged, or what keeps it has stopped: composed anew, what is damaged is set aside and a backup takes its place. */
  readonly broken: () => void
}

/**
 * Brings everything together: the one place where parts are made and wired.
 * @throws Trouble `storage_*` where the data cannot be opened or read; nothing has been changed then, and nothing goes on
 */
export async function compose({ config, window, restore, reopen, broken }: ComposeNeeds): Promise<Packbench> {
  const folder = app.getPath('userData')
  const at = (name: string): string => join(folder, name)
  keepFoldersPrivate(folder, ['backups', 'set-aside', 'runs', 'papers', 'pictures', 'logs', 'rehearsal'])
  // Setting the computer's clock moves all that waits along, at once: the worker has it followed.
  const clock = new EvenClock(Date.now, () => performance.now())
  const { now } = clock
  const userAgent = `Packbench/${app.getVersion()}`
  const log = openLog(at('logs'))
  log.info('network', 'certificates of the system trusted', { added: trustSystemCertificates() })
  const failed = (part: string) => (error: unknown): void => { log.error(part, 'failed', error) }

  const file = at('packbench.db')
  const foundDamaged = (): void => {
    log.error('storage', 'damaged', new Error('The data is damaged: it is opened anew'))
    broken()
  }
  const storage = await openStorageOnThread(file, { path: storageWorker, now, failed: failed('storage'), damaged: foundDamaged, stopped: broken, restore })
  // The files beside it get the rights of the database.
  keepFilesPrivate([file, ...besides(file), at('settings.json')])
  const backups = new BackupDesk({ file, make: (why) => makeBackupOnThread(backupWorker, { file, why, now: now() }), check: () => checkOnThread(checkWorker, { file, now: now() }), now, failed: failed('backups'), damaged: foundDamaged })
  const settings = new SettingsStore(folder, (changed) => {
    applyTheme(changed.theme)
    tell('settings.changed', changed)
  }, (where) => { log.error('settings', 'not understood', { where }) })
  applyTheme(settings.get().theme)
  const protector = new SystemProtector()

  const rehearsal = new RehearsalDesk(
    (port) => startRehearsal({ folder: at('rehearsal'), port, pictures: join(app.getAppPath(), 'resources/rehearsal/pictures'), now, log: (line) => { log.info('rehearsal', line) } }),
    rehearsalPort,
    async () => {
      for (const { id } of (await storage.connections.list()).filter((connection) => connection.environment === 'rehearsal')) {
        await outbox.undo(await storage.commands.unsent(id))
        await storage.orders.startOver(id)
        await sync.refresh(id)
      }
      tell('rehearsal.changed', undefined)
    }
  )

  const connections = createConnections({
    store: storage.connections, protector, openExternal: openInBrowser, random: (bytes) => new Uint8Array(randomBytes(bytes)), now, redirectPort: () => settings.get().redirectPort,
    rehearsal: () => rehearsal.get(), readLogo: (file) => documents.logo(file), userAgent, findProxy, log,
    budget: () => ({ requests: settings.get().requestsPerMinute, lists: settings.get().listsPerMinute }),
    changed: () => { tell('connections.changed', undefined) },
    signedIn: (id) => {
      worker.release(id)
      refresh(id)
    }
  })
  const joomClock = new JoomClock()
  const authorized = (): Promise<readonly ConnectionId[]> => connections.authorized()

  const operator = (): string | null => settings.get().operator || null
  const { freshness, outbox, worker, sync, standing } = orderParts({
    storage, authorized, client: (id) => joomClock.of(id, connections.client(id)), clock, steady: () => performance.now(), timing: pacedTiming(usualTiming, config.outboxPace),
    undoSeconds: () => settings.get().undoSeconds, operator, numberMasks: () => settings.get().numberMasks,
    setTimer: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => { clearTimeout(timer) }
    },
    read: async (id, startedAt, error) => {
      const before = await storage.connections.get(id)
      if (error === null) await storage.connections.update(id, { readAt: startedAt, trouble: null })
      // Why a sign-in ended is known better, and already kept, by connections/.
      else if (error.code !== 'needs_authorization') await storage.connections.update(id, { trouble: { since: before?.trouble?.since ?? startedAt, code: error.code, message: error.detail ?? '', params: error.params ?? null, requestId: error.requestId ?? null } })
      tell('connections.changed', undefined)
    },
    progress: (state, stored) => {
      tell('sync.changed', state)
      if (stored) ordersChanged()
    },
    ordersChanged: () => { ordersChanged() }, outboxChanged: () => { outboxChanged() }, failed: failed('outbox'), readingFailed: failed('orders')
  })
  const preparations = new Preparations((making) => { tell('prints.making', making) })
  const { documents, printers, labelPrinters, prints, papers, previewSlip } = paperParts({
    storage, settings, freshness, now, operator, runsFolder: at('runs'), papersFolder: at('papers'), picture: (id) => pictures.kept(id),
    runChanged: (id) => {
      tell('prints.changed', { id })
      ordersChanged()
    },
    failed: failed('prints')
  })
  // What was made before is of people: nothing of it stays, also where the program was cut off before.
  await papers.clear()

  const retention = new Retention({ store: storage.retention, sweepPrints: () => prints.sweep(), days: () => settings.get().eraseAfterDays, now, heard: async () => joomClock.latestOf((await storage.connections.list()).flatMap(({ id, environment }) => (environment === 'rehearsal' ? [] : [id]))), changed: () => { ordersChanged() } })

  const pictures = new Pictures({ folder: at('pictures'), addressOf: (id) => storage.orders.pictureOf(id), fetch: (address) => fetchPicture(address, userAgent, findProxy) })
  const desk = new OrderDesk({
    rows: (ids) => storage.orderList.byIds(ids), whole: (id) => storage.orders.whole(id), history: (id) => storage.orders.history(id), attempts: (id) => storage.outboxList.requestsOf(id), store: (id) => storage.connections.everOf(id),
    addressLines, missingCharacters: (texts, country) => documents.missingCharacters([...texts], country)
  })

  const finding: FindOrderNeeds = {
    stores: async () => (await connections.list()).map(({ id, name, environment, status, address }) => ({ id, name, environment, address, authorized: status === 'authorized' })),
    nameOf: async (id) => (await storage.connections.everOf(id))?.name ?? '',
    getOrder: (id, joomId, signal) => connections.client(id).getOrder(joomId, { anyCase: true, signal }), patience: 8000, take: (...answer) => storage.orders.take(...answer),
    lookUp: (text) => storage.orderList.lookUp(text), shows: (id, filter) => storage.orderList.shows(id, filter, now()),
    explain: (failed, address) => readError(failed, now(), address),
    asking: () => storage.orders.ask()
  }

  const news = new OutboxNews({
    counts: (...of) => storage.outboxList.summary(...of), kept: () => storage.outboxList.kept(), stores: () => storage.connections.list(), standstillOf: (id) => worker.standstillOf(id), storage: () => standing.code, now,
    tell: (summary) => { tell('outbox.changed', summary) }, failed: failed('outbox')
  })
  const tryNow = async (connection: ConnectionId): Promise<void> => {
    await storage.commands.sendNow(connection, now())
    worker.tryNow(connection)
    outboxChanged()
  }
  // A batch of a hundred changes many times a second: the window is told at most ten times a second.
  const outboxNews = new Seldom(100, () => { void news.tell() })
  const outboxChanged = outboxNews.want
  // Pages come many a second while everything is read: the window reads its list anew at most once in half a second.
  const ordersNews = new Seldom(500, () => { tell('orders.changed', undefined) })
  const ordersChanged = ordersNews.want

  const refresh = (connection: ConnectionId | null): void => { void sync.refresh(connection, { byItself: true }).catch(failed('orders')) }
  const { tell, stop: stopListening } = listen({
    home, window, translate: storageTrouble, failed: (route, error) => { log.error('window', route, error) },
    handlers: handlersOf({
      now, settings, connections, storage, orders: { desk, sync, find: (...question) => findOrder(finding, ...question) }, outbox, summary: (of) => news.summary(of), tryNow, prints, preparations, papers, previewSlip, printers, labelPrinters, retention, rehearsal, backups, restore: (name) => { setImmediate(reopen, name) }, showBackups: () => showFolder(backups.ready()), copy: copyText, askWhereToSave: (name) => askWhereToSave(window(), name), askForFolder: () => askForFolder(window()), askForTable: () => askForTable(window(), 5 * 1024 * 1024), askForPicture: () => askForPicture(window(), logoLimits.bytes),
      info: async () => ({ version: app.getVersion(), platform: process.platform, program: `Electron ${process.versions.electron}`, secretsProtected: await protector.available() === 'protected', dataFolder: folder, redirectAddress: connections.redirectAddress(), online: isOnline() }),
      ordersChanged: () => { tell('orders.changed', undefined) }
    })
  })

  const clocks = [Date.now, () => performance.now()]
  const [erasing, refreshing] = [new Rhythm(clocks, -Infinity), new Rhythm(clocks)]
  const timer = setInterval(() => {
    if (erasing.isTime(day)) void retention.run(null).catch(failed('privacy'))
    if (refreshing.isTime(settings.get().refreshMinutes * minute)) refresh(null)
  }, minute / 2)
  const wake = (): void => {
    worker.wake()
    void sync.wake().catch(failed('orders'))
  }
  const network = new NetworkWatch(isOnline)
  const watching = setInterval(() => { if (network.isBack()) wake() }, networkLook)
  // Not beside everything else that a start does, and on the first day not before there is something to keep.
  const tend = (): void => {
    // Told before it is tried, too: one that never ends is wanting all the same.
    tell('data.changed', undefined)
    void backups.tend().then(() => { tell('data.changed', undefined) })
  }
  const firstTending = setTimeout(tend, minute)
  const tending = setInterval(tend, 10 * minute)
  const warming = setTimeout(() => { documents.warm() }, minute / 6)
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    clearInterval(watching)
    clearTimeout(firstTending)
    clearInterval(tending)
    clearTimeout(warming)
    outboxNews.stop()
    ordersNews.stop()
    stopListening()
    // Where one cannot end as it should, the others do.
    for (const end of [() => connections.stop(), () => sync.stop(), () => retention.stop(), () => worker.stop(), () => prints.stop(), () => documents.stop(), () => papers.clear(), () => rehearsal.stop(), () => backups.settled(), () => storage.close()]) {
      await Promise.resolve().then(end).catch(failed('stop'))
    }
  }
  try {
    // What a crash left lying about after an erasure.
    await prints.sweep()
    await prints.recover()
    await worker.start()
  } catch (error) {
    await stop()
    throw error
  }
  refresh(null)

  return {
    files: { root: join(import.meta.dirname, '../renderer'), devAddress: config.devAddress, picture: (id) => pictures.of(id as OrderId, now()), run: (id, file) => prints.pdf(id as PrintRunId, file).catch(() => null), paper: (id) => papers.pdf(id).catch(() => null), logo: (id) => storage.connections.logoOf(id as ConnectionId) }, // numbers out of an address: unknown ones are simply not found
    wake,
    stop
  }
}
