import type { ConnectionId } from '../../electron/domain/ids.ts'
import type { CustomsTyped } from '../../electron/domain/customs.ts'
import { invoke } from './bridge.ts'

/** The routes `customs.*`, by name. Each answers with a `Result` and never throws. */
export function customsApi() {
  return {
    goods: (connectionId: ConnectionId) => invoke('customs.goods', { connectionId }),
    save: (connectionId: ConnectionId, sku: string, typed: CustomsTyped) => invoke('customs.save', { connectionId, sku, typed }),
    forget: (connectionId: ConnectionId, sku: string) => invoke('customs.forget', { connectionId, sku }),
    import: (connectionId: ConnectionId) => invoke('customs.import', { connectionId })
  }
}
