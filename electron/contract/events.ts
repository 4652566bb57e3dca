import type { PrintRunId } from '../domain/ids.ts'
import type { OutboxSummary, Settings, SyncState } from './schemas.ts'

/** What the main process tells the window unasked. An event only announces: the store then asks for what it shows. */
export interface Events {
  'orders.changed': undefined
  'outbox.changed': OutboxSummary
  /** A print run has come further; its number. */
  'prints.changed': { readonly id: PrintRunId }
  /** A run that is being prepared has come further. `nth`: as `prints.prepare` was told; `first`: its first sheet, a PDF of its own; it comes before the other orders have been read again, and once more where it turns out to be another. */
  'prints.making': { readonly nth: number; readonly made: number; readonly of: number; readonly first?: Uint8Array | undefined }
  'connections.changed': undefined
  'sync.changed': SyncState
  'settings.changed': Settings
  'rehearsal.changed': undefined
  /** The backup of the day was made, or was not. */
  'data.changed': undefined
}
export type EventName = keyof Events

/** The one door between the window and the main process: what the preload puts on `window.bridge`. */
export interface Bridge {
  /** Always settles with a `Result`, never throws. */
  invoke(route: string, input: unknown): Promise<unknown>
  /** @returns the way out: stops the subscription */
  on(event: string, listener: (payload: unknown) => void): () => void
}
