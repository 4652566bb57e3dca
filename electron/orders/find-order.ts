import type { AppError } from '../contract/result.ts'
import type { FoundHere, FoundOrder, OrderFilter, OrderRow, OrderView, StoreVerdict } from '../contract/schemas.ts'
import type { Asked } from '../domain/asked.ts'
import type { Environment } from '../domain/connection.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ReadOutcome } from '../domain/outcome.ts'
import { idOnPaper, searchedFor } from '../domain/sheet-code.ts'
import { worldOf } from '../domain/world.ts'

type Failed = Exclude<ReadOutcome<unknown>, { readonly kind: 'ok' }>

export interface FindOrderNeeds {
  /** The connected stores. */
  readonly stores: () => Promise<readonly { readonly id: ConnectionId; readonly name: string; readonly environment: Environment; readonly authorized: boolean; readonly address: string }[]>
  /** A store's name, also of one that was disconnected. */
  readonly nameOf: (id: ConnectionId) => Promise<string>
  readonly getOrder: (store: ConnectionId, joomId: string, signal: AbortSignal) => Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
  /** Takes in what Joom answered, as a sync does. */
  readonly take: (store: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], asked: Asked) => Promise<{ readonly doubted: readonly string[] }>
  /** Orders here that have this text, as a whole, as their id, pick code, tracking number or SKU. */
  readonly lookUp: (text: string) => Promise<readonly OrderRow[]>
  /** Whether the list with this filter shows the order. */
  readonly shows: (id: OrderId, filter: OrderFilter) => Promise<boolean>
  /** What kept a store from answering, as an error with a sentence. */
  readonly explain: (failed: Failed, address: string) => AppError
  /** How long a store's answer is waited for. */
  readonly patience: Millis
  /** A number for a question that leaves now. */
  readonly asking: () => Asked
}

/** The view that an order stands in; `all` for one that no other view takes. */
export function viewOf(row: Pick<OrderRow, 'readable' | 'state' | 'disconnected'>): OrderView {
  if (row.disconnected) return 'all'
  if (!row.readable) return 'to_ship'
  switch (row.state) {
    case 'APPROVED': return 'to_ship'
    case 'SHIPPED': return 'shipped'
    case 'REFUNDED': return 'refunded'
    case 'REQUIRE_REVIEW': return 'review'
    case 'OTHER': return 'all'
  }
}

/** Why a list does not show an order that is here; `null` where it does. The widest reason first: undoing it is what helps. */
export function whyNotShown(row: Pick<OrderRow, 'readable' | 'state' | 'disconnected' | 'connectionId' | 'environment'>, filter: OrderFilter, shown: boolean): FoundHere['why'] {
  if (shown) return null
  if (row.disconnected) return 'disconnected'
  const world = filter.world ?? null
  if ((filter.connectionId !== null && filter.connectionId !== row.connectionId) || (world !== null && world !== worldOf(row.environment))) return 'other_store'
  return filter.view !== 'all' && filter.view !== viewOf(row) ? 'other_view' : 'filtered'
}

/** As what an order has the text; its id goes first, since it names one order only. */
export function foundBy(row: Pick<OrderRow, 'joomId' | 'pickCode' | 'trackingNumber'>, text: string): FoundHere['by'] {
  const same = (other: string | null): boolean => other !== null && other.toLocaleLowerCase('en') === text.toLocaleLowerCase('en')
  if (same(row.joomId)) return 'id'
  if (same(row.pickCode)) return 'pick_code'
  return same(row.trackingNumber) ? 'tracking_number' : 'sku'
}

/**
 * Finds an order by its id, at Joom and here, and tells where it is and why the list does not show it. What Joom answers is
 * kept as from a sync. Stores are asked side by side; one that cannot be asked, or is slow to answer, hides nothing of the others and is named.
 * @param text an order's id as Joom gave it, opaque, or as a slip's code has it; or what else names an order here: pick code, tracking number, SKU
 * @param connectionId the one store to ask; `null`: all that are connected
 * @param filter of the list the person looks at
 */
export async function findOrder(needs: FindOrderNeeds, text: string, connectionId: ConnectionId | null, filter: OrderFilter): Promise<FoundOrder> {
  const before = new Set((await lookUp(needs, text)).map(({ id }) => id))
  const stores = (await needs.stores()).filter(({ id }) => connectionId === null || id === connectionId)
  const asked = await Promise.all(stores.map(async (store) => ({ store, ...await ask(needs, store, idOnPaper(text, worldOf(store.environment))) })))
  // Looked up again: what Joom answered stands there now as well.
  const rows = await lookUp(needs, text)
  const here = await Promise.all(rows.map(async (row): Promise<FoundHere> => ({
    orderId: row.id, connectionId: row.connectionId, storeName: await needs.nameOf(row.connectionId), joomId: row.joomId, by: foundBy(row, idOnPaper(text, worldOf(row.environment))), view: viewOf(row), why: whyNotShown(row, filter, await needs.shows(row.id, filter)), fetched: !before.has(row.id)
  })))
  return { text, here, stores: asked.map(({ store, kind, raw, error, requestId }): StoreVerdict => ({ connectionId: store.id, name: store.name, kind, raw, error, requestId })) }
}

/** A rehearsal order's code on paper is marked: without the mark it is the order's id. */
async function lookUp(needs: FindOrderNeeds, text: string): Promise<readonly OrderRow[]> {
  const rows = await needs.lookUp(searchedFor(text))
  const bare = idOnPaper(text, 'rehearsal')
  return bare === searchedFor(text) ? rows : [...rows, ...(await needs.lookUp(bare)).filter(({ id, environment }) => worldOf(environment) === 'rehearsal' && rows.every((row) => row.id !== id))]
}

type Answer = Pick<StoreVerdict, 'kind' | 'raw' | 'error' | 'requestId'>

async function ask(needs: FindOrderNeeds, store: { readonly id: ConnectionId; readonly authorized: boolean; readonly address: string }, text: string): Promise<Answer> {
  if (!store.authorized) return { kind: 'failed', raw: null, error: { code: 'needs_authorization' }, requestId: null }
  const leaves = needs.asking()
  const signal = AbortSignal.timeout(needs.patience)
  const outcome = await needs.getOrder(store.id, text, signal)
  if (outcome.kind === 'unavailable' && signal.aborted) return { kind: 'failed', raw: null, error: { code: 'unavailable', params: { problem: 'slow', seconds: Math.round(needs.patience / 1000) } }, requestId: null }
  if (outcome.kind !== 'ok') return { kind: 'failed', raw: null, error: needs.explain(outcome, store.address), requestId: 'requestId' in outcome ? outcome.requestId : null }
  const { value, requestId } = outcome
  const asked = { ...leaves, requestId }
  if (value === null) return { kind: 'unknown', raw: null, error: null, requestId }
  if ('facts' in value) {
    const { doubted } = await needs.take(store.id, [value], [], asked)
    return { kind: doubted.length > 0 ? 'doubted' : 'known', raw: null, error: null, requestId }
  }
  // Without an id of its own it is the one that was asked for, where there is such a one: what was typed makes no order.
  const joomId = value.joomId ?? (await needs.lookUp(text)).find((row) => row.connectionId === store.id && foundBy(row, text) === 'id')?.joomId
  if (joomId !== undefined) await needs.take(store.id, [], [{ ...value, joomId }], asked)
  return { kind: 'unreadable', raw: value.raw, error: null, requestId }
}
