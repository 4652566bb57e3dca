import { hash } from 'node:crypto'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'

/** What of an entry of the history its hash is over. */
export interface Content {
  readonly id: number
  readonly at: Millis
  readonly kind: string
  /** JSON, letter by letter as it is kept. */
  readonly params: string
  readonly connection_id: ConnectionId | null
  readonly order_id: OrderId | null
  readonly command_id: CommandId | null
  readonly actor: string | null
}

/** What stands before the first entry. */
export const beginning = '0'.repeat(64)

/**
 * The hash of an entry: SHA-256, in hexadecimal, over the UTF-8 of a JSON array without spaces, which begins with the hash of
 * the entry before. Never changed: what was sealed once is checked by it for ever (docs/history.md).
 */
export function sealOf(previous: string, { id, at, kind, params, connection_id, order_id, command_id, actor }: Content): string {
  return hash('sha256', JSON.stringify([previous, id, at, kind, params, connection_id, order_id, command_id, actor]), 'hex')
}
