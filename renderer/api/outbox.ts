import type { Correction, FulfilItem, ModifyItem, OutboxGroup, RefundItem, StoresFilter } from '../../electron/contract/schemas.ts'
import type { CommandId, ConnectionId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

export function outboxApi(call = invoke) {
  return {
    checkFulfil: (items: readonly FulfilItem[]) => call('outbox.checkFulfil', { items: [...items] }),
    fulfil: (items: readonly FulfilItem[]) => call('outbox.fulfil', { items: [...items] }),
    modifyTracking: (items: readonly ModifyItem[]) => call('outbox.modifyTracking', { items: [...items] }),
    refund: (items: readonly RefundItem[]) => call('outbox.refund', { items: [...items] }),
    undo: (ids: readonly CommandId[]) => call('outbox.undo', { ids: [...ids] }),
    correct: (correction: Correction) => call('outbox.correct', correction),
    correctAll: (corrections: readonly Correction[]) => call('outbox.correctAll', { corrections: [...corrections] }),
    giveUpAll: (ids: readonly CommandId[]) => call('outbox.giveUpAll', { ids: [...ids] }),
    undoAll: (stores: StoresFilter) => call('outbox.undoAll', stores),
    askAll: (stores: StoresFilter) => call('outbox.askAll', stores),
    tryNow: (connectionId: ConnectionId) => call('outbox.tryNow', { connectionId }),
    giveUp: (id: CommandId) => call('outbox.giveUp', { id }),
    resolve: (id: CommandId, choice: 'send_ours' | 'keep_joom') => call('outbox.resolve', { id, choice }),
    stopAsking: (ids: readonly CommandId[]) => call('outbox.stopAsking', { ids: [...ids] }),
    askNow: (id: CommandId) => call('outbox.askNow', { id }),
    summary: (stores?: StoresFilter) => call('outbox.summary', stores),
    rows: (groups: readonly OutboxGroup[], stores: StoresFilter, offset: number, limit: number) => call('outbox.rows', { groups: [...groups], stores, offset, limit }),
    story: (id: CommandId) => call('outbox.story', { id })
  }
}
