import type { OrderFilter, StoresFilter } from '../../electron/contract/schemas.ts'
import type { ConnectionId, Millis, OrderId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

/** The routes `orders.*`, by name. Each answers with a `Result` and never throws. */
export function ordersApi() {
  return {
    overview: (filter: OrderFilter) => invoke('orders.overview', { filter }),
    rows: (filter: OrderFilter, offset: number, limit: number) => invoke('orders.rows', { filter, offset, limit }),
    ids: (filter: OrderFilter) => invoke('orders.ids', { filter }),
    byIds: (ids: readonly OrderId[]) => invoke('orders.byIds', { ids: [...ids] }),
    get: (id: OrderId) => invoke('orders.get', { id }),
    find: (text: string, connectionId: ConnectionId | null, filter: OrderFilter) => invoke('orders.find', { text, connectionId, filter }),
    refresh: (connectionId: ConnectionId | null, whole: boolean) => invoke('orders.refresh', { connectionId, whole }),
    cancelRefresh: (connectionId: ConnectionId | null) => invoke('orders.cancelRefresh', { connectionId }),
    seen: (orders: readonly { readonly id: OrderId; readonly changedAt: Millis }[]) => invoke('orders.seen', { orders: [...orders] }),
    allSeen: (filter: StoresFilter, upTo: Millis) => invoke('orders.allSeen', { ...filter, upTo }),
    syncState: () => invoke('orders.syncState')
  }
}
