import type { OrderRow } from '../../../electron/contract/schemas.ts'
import { openStates } from '../../../electron/domain/command.ts'
import { urgencyOf } from '../../../electron/domain/deadline.ts'
import type { Millis, OrderId } from '../../../electron/domain/ids.ts'
import { isMixed, worldOf, type World } from '../../../electron/domain/world.ts'
import { sumDecimals } from '../../format/decimal.ts'

/** Whether a command holds the order, so that no second one may start beside it. */
export function isHeld(row: Pick<OrderRow, 'command'>): boolean {
  return row.command !== null && (openStates as readonly string[]).includes(row.command.state)
}
/** Nothing is done with the record of a store that was disconnected. */
const isLive = (row: OrderRow): boolean => row.readable && !row.disconnected
/** Whether a slip of it can be made. */
export const canPrint = (row: OrderRow): boolean => isLive(row) && row.state === 'APPROVED'
/** Whether it can be confirmed as shipped now. */
export const canShip = (row: OrderRow): boolean => isLive(row) && row.state === 'APPROVED' && !isHeld(row)
/** Whether it can be refunded now. */
export const canRefund = (row: OrderRow): boolean => isLive(row) && (row.state === 'APPROVED' || row.state === 'SHIPPED') && !isHeld(row)
/** Whether its tracking number can be corrected now. */
export const canModifyTracking = (row: OrderRow): boolean => isLive(row) && row.state === 'SHIPPED' && !isHeld(row)

/** What the chosen orders come to: the numbers that the bar below the list names, and which of them each action takes. */
export interface Chosen {
  readonly parcels: number
  readonly late: number
  readonly sum: string
  /** Orders without an amount that can be added up. */
  readonly unpriced: number
  readonly printable: readonly OrderId[]
  readonly shippable: readonly OrderId[]
  readonly refundable: readonly OrderId[]
  readonly modifiable: readonly OrderId[]
  /** How many are of each world, where they are of both: then no action takes any of them. */
  readonly mixed: Readonly<Record<World, number>> | null
}

/** Orders of one store to the same recipient count as one parcel. */
export function chosenOf(rows: readonly OrderRow[], now: Millis): Chosen {
  const { sum, missing } = sumDecimals(rows.map(({ total }) => total))
  const mixed = isMixed(rows.map(({ environment }) => environment))
  const idsOf = (may: (row: OrderRow) => boolean): OrderId[] => (mixed ? [] : rows.filter(may).map(({ id }) => id))
  const of = (world: World): number => rows.filter((row) => worldOf(row.environment) === world).length
  return {
    parcels: new Set(rows.map(({ connectionId, recipientKey, readable, id }) => (readable ? `${String(connectionId)} ${recipientKey}` : `unreadable ${String(id)}`))).size,
    late: rows.filter((row) => row.state === 'APPROVED' && urgencyOf(row.dueAt, now) === 'late').length,
    sum, unpriced: missing,
    printable: idsOf(canPrint), shippable: idsOf(canShip), refundable: idsOf(canRefund), modifiable: idsOf(canModifyTracking),
    mixed: mixed ? { real: of('real'), rehearsal: of('rehearsal') } : null
  }
}
