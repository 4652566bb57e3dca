import type { OrderFilter, StoresFilter } from '../../electron/contract/schemas.ts'
import type { ConnectionId, Millis, OrderId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

export function ordersApi(call = invoke) {
  return {
    overview: (filter: OrderFilter) => call('orders.overview', { filter }),
    rows: (filter: OrderFilter, offset: number, limit: number) => call('orders.rows', { filter, offset, limit }),
    ids: (filter: OrderFilter) => call('orders.ids', { filter }),
    byIds: (ids: readonly OrderId[]) => call('orders.byIds', { ids: [...ids] }),
    get: (id: OrderId) => call('orders.get', { id }),
    find: (text: string, connectionId: ConnectionId | null, filter: OrderFilter) => call('orders.find', { text, connectionId, filter }),
    refresh: (connectionId: ConnectionId | null, whole: boolean) => call('orders.refresh', { connectionId, whole }),
    cancelRefresh: (connectionId: ConnectionId | null) => call('orders.cancelRefresh', { connectionId }),
    seen: (orders: readonly { readonly id: OrderId; readonly changedAt: Millis }[]) => call('orders.seen', { orders: [...orders] }),
    allSeen: (filter: StoresFilter, upTo: Millis) => call('orders.allSeen', { ...filter, upTo }),
    syncState: () => call('orders.syncState')
  }
}
