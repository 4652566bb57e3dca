import type { CommandId, Millis, OrderId } from './ids.ts'

/** What a command asks of Joom (reference: "Fulfill an Order", "Modify Tracking of a Shipped Order", "Refund/Cancel an order"). */
export type Intent =
  | { readonly kind: 'fulfill'; readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string; readonly note: string | null }
  | { readonly kind: 'modify_tracking'; readonly provider: string; readonly trackingNumber: string }
  | { readonly kind: 'refund'; readonly reasonCode: RefundReason; readonly note: string | null }
export type IntentKind = Intent['kind']

/** Reasons of the reference's table, and -1 (other), which needs a note. */
export const refundReasons = [1, 2, 3, -1] as const
export type RefundReason = (typeof refundReasons)[number]

/**
 * The life of a command:
 * `waiting` (Undo is free) → `due` → `sending` (an attempt was written first) → `done` | `refused` | `unknown` → read back →
 * `done` | `due` | `conflict`. `undone`: taken back before it left. `closed`: a person has dealt with a refusal or a conflict.
 */
export const commandStates = ['waiting', 'due', 'sending', 'unknown', 'refused', 'conflict', 'done', 'undone', 'closed'] as const
export type CommandState = (typeof commandStates)[number]

/** States in which a command still holds its order: no second command may start beside it. */
export const openStates = ['waiting', 'due', 'sending', 'unknown', 'refused', 'conflict'] as const satisfies readonly CommandState[]

/** Why a command stands where it stands, in Joom's words where Joom spoke. */
export interface CommandTrouble {
  /** A key of the catalogue: what kind of trouble. */
  readonly code: string
  /** Joom's own words, or the network's. */
  readonly message: string | null
  readonly joomCode: string | null
  /** What Joom said beside its words; only with its no, and only where it said something. */
  readonly data?: string | undefined
  readonly requestId: string | null
}

/** Something that a person confirmed, from the moment it is on the disk. */
export interface Command {
  readonly id: CommandId
  readonly orderId: OrderId
  readonly intent: Intent
  readonly state: CommandState
  readonly createdAt: Millis
  /** When Undo ends and the command becomes due. */
  readonly leavesAt: Millis
  /** When the worker looks at it next; `null` once it is settled or waits for a person. */
  readonly nextAt: Millis | null
  readonly settledAt: Millis | null
  readonly trouble: CommandTrouble | null
  /** How often it was sent, and how often it was read back since the last sending. */
  readonly sends: number
  readonly reads: number
}
