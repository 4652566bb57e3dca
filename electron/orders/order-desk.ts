import { Trouble } from '../contract/result.ts'
import type { Attempt, HistoryEntry, OrderDetail, OrderRow } from '../contract/schemas.ts'
import type { Environment } from '../domain/connection.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { Address, Order } from '../domain/order.ts'

export interface OrderDeskNeeds {
  readonly rows: (ids: readonly OrderId[]) => Promise<readonly OrderRow[]>
  readonly whole: (id: OrderId) => Promise<{ readonly order: Order; readonly raw: string; readonly unreadableReason: string | null; readonly changedSince: Millis | null } | null>
  readonly history: (id: OrderId) => Promise<HistoryEntry[]>
  /** Every request that was made for a command of the order. */
  readonly attempts: (id: OrderId) => Promise<Attempt[]>
  /** A store, also one that was disconnected. */
  readonly store: (id: ConnectionId) => Promise<{ readonly name: string; readonly environment: Environment } | null>
  readonly addressLines: (address: Address) => string[]
  /** Characters of these texts that no font of the slip has. */
  readonly missingCharacters: (texts: readonly string[], country: string | null) => Promise<readonly string[]>
}

/** Kinds of the history that tell what changed at Joom. */
const changeKinds = new Set(['state_changed_at_joom', 'address_changed', 'quantity_changed', 'tracking_changed_at_joom', 'order_unreadable', 'order_gone_at_joom'])

/** Everything about one order, for the panel beside the list. */
export class OrderDesk {
  readonly #needs: OrderDeskNeeds

  constructor(needs: OrderDeskNeeds) {
    this.#needs = needs
  }

  /** @throws Trouble `not_found` where the order or its store is gone */
  async get(id: OrderId): Promise<OrderDetail> {
    const [[row], whole, history, attempts] = await Promise.all([this.#needs.rows([id]), this.#needs.whole(id), this.#needs.history(id), this.#needs.attempts(id)])
    const store = whole ? await this.#needs.store(whole.order.connectionId) : null
    if (!row || !whole || !store) throw new Trouble({ code: 'not_found' })
    const { order } = whole
    const addressLines = this.#needs.addressLines(order.shipTo)
    const printed = [...addressLines, order.shipTo.phone, order.product.name, order.product.sku, order.product.color, order.product.size].filter((text) => text !== null)
    return {
      ...row, storeName: store.name, transactionId: order.transactionId, buyerId: order.buyerId, orderedAt: order.orderedAt, lastUpdated: order.lastUpdated, fetchedAt: order.fetchedAt, hoursToFulfill: order.hoursToFulfill,
      shipTo: { ...order.shipTo }, addressLines, money: { ...order.money }, shipment: { ...order.shipment }, refund: { ...order.refund },
      missingCharacters: [...await this.#needs.missingCharacters(printed, order.shipTo.country)], unreadableReason: whole.unreadableReason, history, attempts,
      changes: whole.changedSince === null ? [] : history.filter(({ kind, at }) => changeKinds.has(kind) && at >= (whole.changedSince ?? 0)), raw: whole.raw
    }
  }
}
