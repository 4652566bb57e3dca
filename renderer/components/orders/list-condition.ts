import type { AppError } from '../../../electron/contract/result.ts'
import type { ConnectionView, OrderFilter, OrderOverview, SyncState } from '../../../electron/contract/schemas.ts'
import type { ConnectionId, Millis } from '../../../electron/domain/ids.ts'
import { atAddress, isOutOfReach, isSignInTrouble, troubleOf } from '../stores/trouble.ts'

/** Why the list may not be the whole truth: said above it while it has rows, and in its place while it has none. `nextAt`: when the store is tried again by itself, where no other line says so. */
export type Notice =
  | { readonly kind: 'offline'; readonly readAt: Millis | null; readonly stores: readonly string[]; readonly error: AppError | null; readonly nextAt?: Millis }
  /** One store of several is out of reach. */
  | { readonly kind: 'unreachable'; readonly readAt: Millis | null; readonly store: string; readonly error: AppError | null; readonly nextAt?: Millis }
  | { readonly kind: 'needs_authorization'; readonly id: ConnectionId; readonly store: string; readonly error: AppError | null }
  /** `until`: where Joom asked for a pause, when it is over. */
  | { readonly kind: 'sync_failed'; readonly id: ConnectionId; readonly store: string; readonly error: AppError; readonly until?: Millis; readonly nextAt?: Millis }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** What is listed is not what was scanned: that is a code of stores not shown. */
  | { readonly kind: 'elsewhere'; readonly code: string; readonly is: NonNullable<OrderOverview['elsewhere']> }

/** What stands in the place of a list without rows. */
export type Blank =
  | { readonly kind: 'loading' | 'no_connection' | 'reading' | 'never_read' }
  | { readonly kind: 'no_match'; readonly search: string }
  /** A code was scanned that is not of the stores shown. */
  | { readonly kind: 'elsewhere'; readonly code: string; readonly is: NonNullable<OrderOverview['elsewhere']> }
  | { readonly kind: 'nothing'; readonly view: OrderFilter['view'] }
  | { readonly kind: 'notice'; readonly notice: Notice }

export interface Circumstances {
  readonly elsewhere: OrderOverview['elsewhere']
  /** The stores whose orders are shown, and whether they were read from main yet. */
  readonly connections: readonly ConnectionView[]
  readonly connectionsKnown: boolean
  readonly syncs: readonly SyncState[]
  /** Why the window could not read its own list. */
  readonly problem: AppError | null
  readonly filter: OrderFilter
  /** How many orders the list has; `null` until it was read. */
  readonly total: number | null
}

const errorOf = ({ code, detail, params, requestId }: NonNullable<SyncState['error']>, { address }: ConnectionView): AppError =>
  atAddress({ code, ...(detail !== null && { detail }), ...(params && { params }), ...(requestId != null && { requestId }) }, address)

/**
 * The notices, worst first: a list that could not be read, a store without permission, a store out of reach, an answer that
 * could not be used.
 */
export function noticesOf({ connections, syncs, problem, elsewhere, filter, total }: Circumstances): Notice[] {
  const ended = ({ id }: ConnectionView) => syncs.find((sync) => sync.connectionId === id && !sync.running)
  /** Why a store could not be read, in Joom's or the system's words: as the last reading told, or as main noted it. */
  const why = (store: ConnectionView): AppError | null => {
    const error = ended(store)?.error ?? null
    return error === null ? troubleOf(store) : errorOf(error, store)
  }
  /** Of a store that is signed in: why it was not read, where that is known. */
  const unread = (store: ConnectionView): AppError | null => {
    const error = store.status === 'authorized' ? why(store) : null
    return error === null || error.code === 'needs_authorization' || isSignInTrouble(error.code) ? null : error
  }
  const isOffline = (store: ConnectionView): boolean => isOutOfReach(unread(store) ?? { code: '' })
  /** A reading of everything that stands before its end says itself when it goes on. */
  const next = (stores: readonly ConnectionView[]): { readonly nextAt?: Millis } => {
    const tries = stores.flatMap((store) => {
      const sync = ended(store)
      return sync?.nextAt == null || (sync.incomplete ?? 0) > 0 ? [] : [sync.nextAt]
    })
    return tries.length === 0 ? {} : { nextAt: Math.min(...tries) }
  }
  const out = connections.filter(isOffline)
  const reached = connections.filter(({ status }) => status === 'authorized')
  const read = out.map(({ readAt }) => readAt)
  return [
    ...(problem === null ? [] : [{ kind: 'failed' as const, error: problem }]),
    ...(elsewhere === null || total === null || total === 0 ? [] : [{ kind: 'elsewhere' as const, code: filter.search, is: elsewhere }]),
    ...connections.filter(({ status }) => status === 'needs_authorization').map((store) => ({ kind: 'needs_authorization' as const, id: store.id, store: store.name, error: why(store) })),
    ...(out.length > 0 && out.length === reached.length
      ? [{ kind: 'offline' as const, readAt: read.includes(null) ? null : Math.min(...read.filter((at) => at !== null)), stores: out.map(({ name }) => name), error: out.map(why).find((error) => error !== null) ?? null, ...next(out) }]
      : out.map((store) => ({ kind: 'unreachable' as const, readAt: store.readAt, store: store.name, error: why(store), ...next([store]) }))),
    ...connections.flatMap((store) => {
      const error = unread(store)
      const until = ended(store)?.error?.until
      return error === null || isOffline(store) ? [] : [{ kind: 'sync_failed' as const, id: store.id, store: store.name, error, ...(until === undefined ? {} : { until }), ...next([store]) }]
    })
  ]
}

/** @returns `null` where the list has rows */
export function blankOf(circumstances: Circumstances): Blank | null {
  const { connections, connectionsKnown, syncs, problem, filter, total, elsewhere } = circumstances
  if (total !== null && total > 0) return null
  if (total === null && problem === null) return { kind: 'loading' }
  if (connectionsKnown && connections.length === 0) return { kind: 'no_connection' }
  if (filter.search !== '' && elsewhere !== null) return { kind: 'elsewhere', code: filter.search, is: elsewhere }
  if (filter.search !== '' || filter.urgency !== null || filter.mark !== null) return problem === null ? { kind: 'no_match', search: filter.search } : { kind: 'notice', notice: { kind: 'failed', error: problem } }
  const never = connections.length > 0 && connections.every(({ readAt }) => readAt === null)
  if (never && syncs.some(({ running }) => running)) return { kind: 'reading' }
  const [worst] = noticesOf(circumstances)
  const concernsAll = worst !== undefined && (worst.kind === 'failed' || worst.kind === 'offline' || connections.length === 1)
  if (concernsAll) return { kind: 'notice', notice: worst }
  return never ? { kind: 'never_read' } : { kind: 'nothing', view: filter.view }
}
