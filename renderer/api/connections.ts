import type { RouteInput } from '../../electron/contract/routes.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

/** The routes `connections.*`, by name. Each answers with a `Result` and never throws. */
export function connectionsApi() {
  return {
    list: () => invoke('connections.list'),
    add: (form: RouteInput<'connections.add'>) => invoke('connections.add', form),
    change: (form: RouteInput<'connections.change'>) => invoke('connections.change', form),
    holdings: (id: ConnectionId) => invoke('connections.holdings', { id }),
    remove: (id: ConnectionId, orders: 'keep' | 'erase') => invoke('connections.remove', { id, orders }),
    past: () => invoke('connections.past'),
    erase: (id: ConnectionId) => invoke('connections.erase', { id }),
    authorize: (id: ConnectionId, registered: boolean) => invoke('connections.authorize', { id, registered }),
    cancelAuthorize: (id: ConnectionId) => invoke('connections.cancelAuthorize', { id }),
    pasteCode: (id: ConnectionId, pasted: string) => invoke('connections.pasteCode', { id, pasted }),
    useHeldAnswer: (id: ConnectionId) => invoke('connections.useHeldAnswer', { id }),
    chooseLogo: (id: ConnectionId) => invoke('connections.chooseLogo', { id }),
    removeLogo: (id: ConnectionId) => invoke('connections.removeLogo', { id }),
    test: (id: ConnectionId) => invoke('connections.test', { id }),
    openDemo: () => invoke('connections.openDemo')
  }
}
