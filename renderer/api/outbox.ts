import type { Correction, FulfilItem, ModifyItem, OutboxGroup, RefundItem, StoresFilter } from '../../electron/contract/schemas.ts'
import type { CommandId, ConnectionId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

/** The routes `outbox.*`, by name. Each answers with a `Result` and never throws. */
export function outboxApi() {
  return {
    checkFulfil: (items: readonly FulfilItem[]) => invoke('outbox.checkFulfil', { items: [...items] }),
    fulfil: (items: readonly FulfilItem[]) => invoke('outbox.fulfil', { items: [...items] }),
    modifyTracking: (items: readonly ModifyItem[]) => invoke('outbox.modifyTracking', { items: [...items] }),
    refund: (items: readonly RefundItem[]) => invoke('outbox.refund', { items: [...items] }),
    undo: (ids: readonly CommandId[]) => invoke('outbox.undo', { ids: [...ids] }),
    correct: (correction: Correction) => invoke('outbox.correct', correction),
    correctAll: (corrections: readonly Correction[]) => invoke('outbox.correctAll', { corrections: [...corrections] }),
    giveUpAll: (ids: readonly CommandId[]) => invoke('outbox.giveUpAll', { ids: [...ids] }),
    undoAll: (stores: StoresFilter) => invoke('outbox.undoAll', stores),
    askAll: (stores: StoresFilter) => invoke('outbox.askAll', stores),
    tryNow: (connectionId: ConnectionId) => invoke('outbox.tryNow', { connectionId }),
    giveUp: (id: CommandId) => invoke('outbox.giveUp', { id }),
    resolve: (id: CommandId, choice: 'send_ours' | 'keep_joom') => invoke('outbox.resolve', { id, choice }),
    stopAsking: (ids: readonly CommandId[]) => invoke('outbox.stopAsking', { ids: [...ids] }),
    askNow: (id: CommandId) => invoke('outbox.askNow', { id }),
    summary: (stores?: StoresFilter) => invoke('outbox.summary', stores),
    rows: (groups: readonly OutboxGroup[], stores: StoresFilter, offset: number, limit: number) => invoke('outbox.rows', { groups: [...groups], stores, offset, limit }),
    story: (id: CommandId) => invoke('outbox.story', { id })
  }
}
