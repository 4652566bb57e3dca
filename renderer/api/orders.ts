import type { OrderFilter } from '../../electron/contract/schemas.ts'
import type { ConnectionId, OrderId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

export function ordersApi(call = invoke) {
  return {
    overview: (filter: OrderFilter) => call('orders.overview', { filter }),
    rows: (filter: OrderFilter, offset: number, limit: number) => call('orders.rows', { filter, offset, limit }),
    ids: (filter: OrderFilter) => call('orders.ids', { filter }),
    byIds: (ids: readonly OrderId[]) => call('orders.byIds', { ids: [...ids] }),
    get: (id: OrderId) => call('orders.get', { id }),
    find: (text: string, connectionId: ConnectionId | null, filter: OrderFilter) => call('orders.find', { text, connectionId, filter }),
    refresh: (connectionId: ConnectionId | null) => call('orders.refresh', { connectionId }),
    syncState: () => call('orders.syncState')
  }
}
