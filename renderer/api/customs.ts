import type { ConnectionId } from '../../electron/domain/ids.ts'
import type { CustomsTyped } from '../../electron/domain/customs.ts'
import { invoke } from './bridge.ts'

export function customsApi(call = invoke) {
  return {
    goods: (connectionId: ConnectionId) => call('customs.goods', { connectionId }),
    save: (connectionId: ConnectionId, sku: string, typed: CustomsTyped) => call('customs.save', { connectionId, sku, typed }),
    forget: (connectionId: ConnectionId, sku: string) => call('customs.forget', { connectionId, sku }),
    import: (connectionId: ConnectionId) => call('customs.import', { connectionId })
  }
}
