import type { ConnectionId } from '../domain/ids.ts'
import type { Hold } from './standstills.ts'

/** Commands of a store that are not settled. `toSend`: those that were given and have not left; `unknown`: those that are being found out. Of each none, where nothing of it should have gone on by now. */
export interface KeptCount {
  readonly toSend: number
  readonly unknown: number
}

/** The stores that keep commands which should have gone on, with how many. A store that fails is still asked about what is unknown: that is not kept. */
export function holdsOf<T extends { readonly connectionId: ConnectionId; readonly why: Hold }>(standing: readonly T[], kept: ReadonlyMap<ConnectionId, KeptCount>): (T & { readonly kept: number })[] {
  return standing.flatMap((store) => {
    const { toSend, unknown } = kept.get(store.connectionId) ?? { toSend: 0, unknown: 0 }
    const count = store.why === 'failing' ? toSend : toSend + unknown
    return count === 0 ? [] : [{ ...store, kept: count }]
  })
}
