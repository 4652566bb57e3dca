import type { Asked } from '../domain/asked.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ReadOutcome } from '../domain/outcome.ts'
import type { UnreadPlace } from '../domain/unread-place.ts'
import type { LookUps } from './look-ups.ts'
import type { OrdersPage, PageWatch } from './orders-page.ts'
import type { RefusedList } from './refused-list.ts'

/** Everything, or what is open. */
export type ListName = 'multi-get' | 'get-fulfill'

/** The readings of a store's Joom. */
export interface OrderReader {
  listOrders(
    which: ListName, page: { readonly start: number; readonly limit: number; readonly since?: Millis | undefined },
    how?: Partial<PageWatch> & { readonly waiting?: ((wait: Millis) => void) | undefined }
  ): Promise<ReadOutcome<OrdersPage>>
  /** `null`: Joom does not know the order. */
  getOrder(joomId: string, how?: { readonly kind?: 'reading'; readonly signal?: AbortSignal | undefined }): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
}

/** Where the orders of a store are kept. */
export interface OrderShelf {
  /** A request for orders that leaves now. */
  ask(): Asked
  take(connection: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], asked: Asked): Promise<{ readonly added: number; readonly changed: number; readonly doubted: readonly string[] }>
  /** A person wants a store read anew: what is asked for from now on is believed over what was taken in before. */
  anew(connection: ConnectionId): Promise<void>
  newestChange(connection: ConnectionId): Promise<Millis | null>
  lastUpdates(connection: ConnectionId, joomIds: readonly string[]): Promise<ReadonlyMap<string, Millis | null>>
  openUntold(connection: ConnectionId, since: Asked): Promise<readonly string[]>
  /** Orders that cannot be read although Joom knows them, or never could be: Joom's ids. */
  unreadable(connection: ConnectionId): Promise<readonly string[]>
  /** A list was read whole: what came without an id and was not told of since goes. @returns how many went */
  namelessOver(connection: ConnectionId, since: Asked, openOnly: boolean): Promise<number>
}

/** How far the readings of a store got. */
export interface Reading {
  /** A reading of everything that has not ended. `beganAt` and `changesFrom` are times of Joom's clock. */
  readonly whole: { readonly next: number; readonly beganAt: Millis } | null
  readonly changesFrom: Millis | null
  readonly checkedAt: Millis | null
  /** Places of the lists that were left out on the way there. */
  readonly unread: readonly UnreadPlace[]
}

/** Where it is kept how far the readings of stores are. */
export interface ReadingsKept {
  get(connection: ConnectionId): Promise<Reading>
  keep(connection: ConnectionId, change: Partial<Reading>): Promise<void>
}

/** What the readings of one store work with. */
export interface ReadingNeeds {
  readonly connection: ConnectionId
  readonly reader: OrderReader
  readonly orders: OrderShelf
  readonly readings: ReadingsKept
  /** Whose turn it is to be looked up: of what is held for open here alone, and of what cannot be read. */
  readonly lookUps: { readonly open: LookUps; readonly unreadable: LookUps }
  /** Whether Joom refuses to list what is open, from this reading and those before. */
  readonly refusedList: RefusedList
  readonly now: () => Millis
  readonly steady: () => Millis
  /** Pages that are asked for side by side, at most; 6 where nothing is said. */
  readonly sideBySide?: number | undefined
  readonly signal: AbortSignal
}
