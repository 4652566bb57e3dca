import { Trouble } from '../contract/result.ts'
import type { PrintRun } from '../contract/schemas.ts'
import type { OrderId, PrintRunId } from '../domain/ids.ts'
import { shownIn, type PrepareNeeds } from './prepare-run.ts'
import { refuseDoubted, type Reread } from './reread.ts'
import type { SlipOrder, StoredRun } from './run-store.ts'
import { changedOrders } from './slip-sheet.ts'

/** The orders of runs, as they are right before their sheets leave. */
export interface RunOrders {
  /** Has orders of a run read again that were not read just now. What came of it is kept: how many could not be as `unread`. */
  read(id: PrintRunId, ids: readonly OrderId[], signal?: AbortSignal): Promise<void>
  /** How many orders the latest reading for the run could not read; 0 before there was one. */
  unread(id: PrintRunId): number
  /** Those of these orders that are others by now than the run shows, each with the difference. */
  changed(run: StoredRun, ids: readonly OrderId[]): Promise<PrintRun['changed']>
  /** The orders as they are by now, the same as the run shows them. @throws Trouble `run_changed` where one is not, `run_doubted` where the latest reading spoke against what is known of one */
  unchanged(run: StoredRun, ids: readonly OrderId[]): Promise<readonly SlipOrder[]>
}

/** Remembers the latest reading of each run while the program runs. */
export function createRunOrders({ orders, reread }: Pick<PrepareNeeds, 'orders' | 'reread'>): RunOrders {
  const readings = new Map<PrintRunId, Reread>()
  return {
    async read(id, ids, signal) {
      readings.set(id, await reread(ids, signal))
    },
    unread: (id) => readings.get(id)?.unread ?? 0,
    changed: async (run, ids) => changedOrders(shownIn(run), await orders.forSlips(ids)),
    async unchanged(run, ids) {
      const found = await orders.forSlips(ids)
      const others = changedOrders(shownIn(run), found)
      if (others.length > 0) throw new Trouble({ code: 'run_changed', params: { n: others.length } })
      refuseDoubted('run_doubted', found, readings.get(run.id))
      return found
    }
  }
}
