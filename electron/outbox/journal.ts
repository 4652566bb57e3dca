import type { StoresFilter } from '../contract/schemas.ts'
import type { CommandState, Intent } from '../domain/command.ts'
import type { Environment } from '../domain/connection.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { Address, OrderState } from '../domain/order.ts'
import type { Observed } from './observed.ts'
import type { Progress, Verdict } from './policy.ts'

/** What the checks before a command need to know of an order. */
export interface Subject {
  readonly orderId: OrderId
  readonly joomId: string
  readonly connectionId: ConnectionId
  readonly environment: Environment
  readonly connected: boolean
  /** The same order under another connection of the same store; `null` where there is none, as it should be. */
  readonly twin: OrderId | null
  readonly readable: boolean
  readonly state: OrderState
  readonly provider: string | null
  readonly trackingNumber: string | null
  readonly recipient: string | null
  readonly recipientKey: string
  readonly quantity: number | null
  readonly address: Address
  /** By Joom's own time. */
  readonly lastUpdated: Millis | null
  readonly dueAt: Millis | null
  /** Whether a command holds the order, and which. */
  readonly open: { readonly id: CommandId; readonly state: CommandState } | null
}

/** An order that has, or is about to get, a tracking number. */
export interface NumberUse {
  readonly trackingNumber: string
  readonly environment: Environment
  readonly orderId: OrderId
  readonly joomId: string
  readonly recipient: string | null
  readonly recipientKey: string
}

/** A command that is about to be written. */
export interface Draft {
  readonly orderId: OrderId
  readonly intent: Intent
  readonly before: Observed
  readonly leavesAt: Millis
  /** The refused or conflicting command that this one replaces: closed in the same transaction. */
  readonly corrects: CommandId | null
}

/** A command that can go on: what the worker needs for the next step. */
export interface Work {
  readonly id: CommandId
  readonly orderId: OrderId
  readonly joomId: string
  readonly connectionId: ConnectionId
  readonly intent: Intent
  readonly before: Observed
  /** When Undo ended. */
  readonly leavesAt: Millis
  readonly progress: Progress
}

/** How an attempt ended, for the record. */
export interface AttemptEnd {
  readonly outcome: string
  readonly detail: string | null
  readonly requestId: string | null
  /** Whether it was a read-back that showed the order. */
  readonly showed?: boolean
}

/** The end of an attempt that was written down and did not leave. */
export const keptBack: AttemptEnd = { outcome: 'kept_back', detail: null, requestId: null }

/**
 * The durable side of the outbox. Each call is as one transaction and is on the disk when it returns; a call that throws has
 * changed nothing.
 */
export interface Journal {
  subjects(ids: readonly OrderId[]): Promise<readonly Subject[]>
  /** Every use of these numbers, however they are written, each as it is compared: in any order or any command that may have reached Joom, the history included. */
  uses(numbers: readonly string[]): Promise<readonly NumberUse[]>
  /**
   * Writes all drafts, holds their orders and records both.
   * @throws Trouble `order_busy` where an order is held by another command, `command_moved_on` where one that is to be replaced has been settled; nothing is written then
   */
  submit(drafts: readonly Draft[], actor: string | null, now: Millis): Promise<readonly CommandId[]>
  /** Takes back what was never sent. @returns those taken back */
  undo(ids: readonly CommandId[], actor: string | null, now: Millis): Promise<readonly CommandId[]>
  /** The same for everything that waits, of these stores. */
  undoAll(stores: StoresFilter, actor: string | null, now: Millis): Promise<readonly CommandId[]>
  /** Makes due what has waited long enough. @returns how many */
  promote(now: Millis): Promise<number>
  /** Commands that are due, least time left first, of these stores. */
  due(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]>
  /** The orders of the same, many of them. */
  ordersDue(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly OrderId[]>
  /** Commands to be read back now, of these stores. */
  unknown(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]>
  /**
   * Writes the attempt before the request leaves. A sending is compared first (`beforeSend`) with its order and with who has
   * its number, in the same transaction: where one has changed, the command is settled or stands before a person, and no
   * attempt is written.
   * @returns its number, or `null` where the command is not, or no longer, to be sent or read now
   */
  begin(id: CommandId, kind: 'send' | 'read', now: Millis): Promise<{ readonly attempt: number; readonly progress: Progress } | null>
  /** Writes how the attempt ended and where the command goes; where it is done, the order changes in the same transaction. */
  end(id: CommandId, attempt: number, end: AttemptEnd, verdict: Verdict, now: Millis): Promise<void>
  /** Writes why a command that is due does not leave now, and where it goes. It was not begun. */
  hold(id: CommandId, verdict: Verdict & { readonly state: 'due' | 'conflict' }, now: Millis): Promise<void>
  /**
   * After the program began: attempts that were begun and not ended may have reached Joom, so their commands are unknown. Nobody
   * knows what was done to the clock meanwhile: Undo is free once more for as long as it was, an unknown command is read back
   * at once and has to settle anew, and no other wait lasts longer than it was to last in all.
   * @returns how many were begun and not ended
   */
  recover(now: Millis): Promise<number>
  /**
   * After an error of our own, while nothing is under way: what it left begun and not ended. A sending may have reached Joom, so
   * its command is unknown; a reading is to be made again. Nothing else moves.
   */
  takeUp(now: Millis): Promise<void>
  /** The clock that waits are written by was moved by so much, to `now`: moves every wait along, so that it becomes neither shorter nor longer. */
  shift(by: Millis, now: Millis): Promise<void>
  /** Closes what a person has decided about, without sending anything. */
  close(id: CommandId, how: 'given_up' | 'kept_joom', actor: string | null, now: Millis): Promise<boolean>
  /**
   * Puts commands before a person of which it could not be found out for long whether Joom has them (`canStopAsking`). Nothing
   * is sent by it. @returns those that were
   */
  stopAsking(ids: readonly CommandId[], actor: string | null, now: Millis): Promise<readonly CommandId[]>
  /** Lets a conflicting refund be sent again after a person said so: for the order as it is now. */
  sendAgain(id: CommandId, actor: string | null, now: Millis): Promise<boolean>
  /** Has an unknown command read back at once. */
  readNow(id: CommandId, now: Millis): Promise<boolean>
  /** Has every unknown command of these stores read back at once. @returns how many */
  readAllNow(stores: StoresFilter, now: Millis): Promise<number>
  /** Has what is due in a store tried at once, except where Joom asked for a pause. @returns how many */
  sendNow(connection: ConnectionId, now: Millis): Promise<number>
  /** The next moment at which something is to be done; with `after`, the first one later than that. */
  nextAt(after?: Millis): Promise<Millis | null>
  find(id: CommandId): Promise<(Work & { readonly state: CommandState }) | null>
}
