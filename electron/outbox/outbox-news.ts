import type { OutboxSummary, StoresFilter } from '../contract/schemas.ts'
import type { ConnectionStatus, Environment } from '../domain/connection.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { worldOf } from '../domain/world.ts'
import { holdsOf, type KeptCount } from './holds.ts'
import type { Standstill } from './standstills.ts'

export interface OutboxNewsNeeds {
  readonly counts: (now: Millis, midnight: Millis, of?: StoresFilter) => Promise<Omit<OutboxSummary, 'holds' | 'storage'>>
  readonly kept: () => Promise<ReadonlyMap<ConnectionId, KeptCount>>
  readonly stores: () => Promise<readonly { readonly id: ConnectionId; readonly environment: Environment; readonly status: ConnectionStatus }[]>
  readonly standstillOf: (connection: ConnectionId) => Standstill | null
  /** Why nothing can be written down; `null` where the last thing was. */
  readonly storage: () => OutboxSummary['storage']
  readonly now: () => Millis
  readonly tell: (summary: OutboxSummary) => void
  readonly failed: (error: unknown) => void
}

/** What the window is told of the outbox. */
export class OutboxNews {
  readonly #needs: OutboxNewsNeeds
  #told: OutboxSummary | null = null

  constructor(needs: OutboxNewsNeeds) {
    this.#needs = needs
  }

  /** How the outbox stands, of these stores, or of all. */
  async summary(of?: StoresFilter): Promise<OutboxSummary> {
    const { counts, kept, stores, standstillOf, storage, now } = this.#needs
    const midnight = new Date(now()).setHours(0, 0, 0, 0)
    const counted = await counts(now(), midnight, of)
    const meant = (await stores()).filter(({ id, environment }) => of === undefined || ((of.connectionId === null || of.connectionId === id) && (of.world == null || of.world === worldOf(environment))))
    const held = meant.flatMap(({ id, status }): Omit<OutboxSummary['holds'][number], 'kept'>[] => {
      const hold = status === 'authorized' ? standstillOf(id) : { why: 'needs_authorization' as const, since: null, until: null }
      return hold === null ? [] : [{ connectionId: id, ...hold, until: hold.why === 'needs_authorization' ? null : hold.until }]
    })
    const summary = { ...counted, holds: held.length === 0 ? [] : holdsOf(held, await kept()), storage: storage() }
    if (of === undefined) this.#told = summary
    return summary
  }

  /** Tells the window how all of it stands. */
  async tell(): Promise<void> {
    try {
      this.#needs.tell(await this.summary())
    } catch (error) {
      // A file that others hold cannot be counted in either, and that is what is to be said.
      const storage = this.#needs.storage()
      if (this.#told !== null && storage !== null) this.#needs.tell({ ...this.#told, storage })
      this.#needs.failed(error)
    }
  }
}
