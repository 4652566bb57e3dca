import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import type { Config } from './config.ts'
import { createConnections } from './connections/connections.ts'
import type { Events, EventName } from './contract/events.ts'
import type { RehearsalState } from './contract/schemas.ts'
import { addressLines } from './documents/address-lines.ts'
import { createDocuments } from './documents/documents.ts'
import slipsWorker from './documents/slips.worker.ts?modulePath'
import type { ConnectionId } from './domain/ids.ts'
import type { Handlers } from './ipc/handlers.ts'
import { listen } from './ipc/listen.ts'
import { fetchPicture } from './joom/fetch-picture.ts'
import { OrderDesk } from './orders/order-desk.ts'
import { Pictures } from './orders/pictures.ts'
import { OrderSync } from './orders/sync.ts'
import { Outbox } from './outbox/outbox.ts'
import { usualTiming } from './outbox/policy.ts'
import { OutboxWorker } from './outbox/worker.ts'
import { openLog } from './platform/log.ts'
import { SystemProtector } from './platform/protector.ts'
import { askWhereToSave, copyText, openInBrowser } from './platform/system.ts'
import { createPrintRuns } from './printing/print-runs.ts'
import { systemPrinters } from './printing/system-printers.ts'
import { startRehearsal, type Rehearsal } from './rehearsal/rehearsal.ts'
import { SettingsStore } from './settings/settings-store.ts'
import { openStorage } from './storage/storage.ts'
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
