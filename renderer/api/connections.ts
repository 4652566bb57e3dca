import type { RouteInput } from '../../electron/contract/routes.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

export function connectionsApi(call = invoke) {
  return {
    list: () => call('connections.list'),
    add: (form: RouteInput<'connections.add'>) => call('connections.add', form),
    change: (form: RouteInput<'connections.change'>) => call('connections.change', form),
    holdings: (id: ConnectionId) => call('connections.holdings', { id }),
    remove: (id: ConnectionId, orders: 'keep' | 'erase') => call('connections.remove', { id, orders }),
    past: () => call('connections.past'),
    erase: (id: ConnectionId) => call('connections.erase', { id }),
    authorize: (id: ConnectionId, registered: boolean) => call('connections.authorize', { id, registered }),
    cancelAuthorize: (id: ConnectionId) => call('connections.cancelAuthorize', { id }),
    pasteCode: (id: ConnectionId, pasted: string) => call('connections.pasteCode', { id, pasted }),
    useHeldAnswer: (id: ConnectionId) => call('connections.useHeldAnswer', { id }),
    chooseLogo: (id: ConnectionId) => call('connections.chooseLogo', { id }),
    removeLogo: (id: ConnectionId) => call('connections.removeLogo', { id }),
    test: (id: ConnectionId) => call('connections.test', { id }),
    openDemo: () => call('connections.openDemo')
  }
}
