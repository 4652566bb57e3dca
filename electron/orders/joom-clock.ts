import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { OrderReader } from './reading-needs.ts'

/** What stores' own clocks said with their answers since the program began. A computer's clock may be a year off and say nothing of it. */
export class JoomClock {
  readonly #heard = new Map<ConnectionId, Millis>()

  /** The same reader, heard while it reads lists. */
  of<Reader extends OrderReader>(connection: ConnectionId, reader: Reader): Reader {
    return {
      ...reader,
      listOrders: async (...question: Parameters<OrderReader['listOrders']>) => {
        const outcome = await reader.listOrders(...question)
        const at = outcome.kind === 'ok' ? outcome.value.answeredAt : null
        if (at !== null) this.#heard.set(connection, Math.max(at, this.#heard.get(connection) ?? 0))
        return outcome
      }
    }
  }

  /** The latest of what these stores said; `null` where none has said anything. */
  latestOf(connections: readonly ConnectionId[]): Millis | null {
    const heard = connections.flatMap((connection) => this.#heard.get(connection) ?? [])
    return heard.length === 0 ? null : Math.max(...heard)
  }
}
