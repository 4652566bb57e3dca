import type { PrintRunsNeeds } from '../../electron/printing/print-runs.ts'
import type { Reread } from '../../electron/printing/reread.ts'

/** What print runs need beside orders, paper and a place, where a test is not about it: a printer that takes everything and tells nothing. */
export const usualRunNeeds: Pick<PrintRunsNeeds, 'printers' | 'folder' | 'nameOfPrinter' | 'changed' | 'wait' | 'failed' | 'actor' | 'urlOf' | 'fileUrlOf' | 'preferences' | 'timeZone'> = {
  printers: { print: () => Promise.resolve({ job: 'Label-1' }), jobState: () => Promise.resolve({ state: 'untold', reason: null }), cancel: () => Promise.resolve() },
  folder: () => null, nameOfPrinter: (name) => name, changed: () => undefined, actor: () => null, urlOf: String, fileUrlOf: (run, file) => `${String(run)}-${String(file)}`, preferences: () => ({ madeFor: { dpi: 203 }, sender: '' }), timeZone: 'UTC',
  wait: () => new Promise((resolve) => { setImmediate(resolve) }),
  failed: (error) => { throw error }
}

/** What comes of a reading in which Joom answered for every order. */
export const allRead: Reread = { unread: 0, doubts: new Map() }
