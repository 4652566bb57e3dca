import { graceAfterDue } from './order-life.ts'
import type { Millis, StoreOrder } from './store-order.ts'

/** What Joom compares parcels by; empty where the order has none. */
const parcelOf = ({ truth }: StoreOrder): string => (truth.state === 'SHIPPED' ? (truth.shipment?.trackingNumber.toUpperCase() ?? '') : '')

/** The orders of a store in memory, in the order in which they were placed, with what is needed to find those that Joom may act on without looking at each. */
export class OrderBook {
  readonly #orders: StoreOrder[]
  readonly #at = new Map<string, number>()
  readonly #parcels = new Map<string, Set<number>>()
  /** Numbers that several orders have. */
  readonly #shared = new Set<string>()
  /** No order to fulfil is due before this. */
  #earliestDue: Millis = Infinity

  constructor(orders: readonly StoreOrder[]) {
    this.#orders = [...orders]
    this.#orders.forEach((order, at) => {
      this.#at.set(order.truth.id, at)
      this.#note(order, at)
    })
  }

  /** In the order in which they were placed. The list changes with the store. */
  all(): readonly StoreOrder[] {
    return this.#orders
  }

  get(id: string): StoreOrder | null {
    const at = this.#at.get(id)
    return at === undefined ? null : (this.#orders[at] ?? null)
  }

  /** Puts an order in the place of the one with its id, which is there. */
  put(order: StoreOrder): void {
    const at = this.#at.get(order.truth.id)
    const before = at === undefined ? undefined : this.#orders[at]
    if (at === undefined || !before) throw new Error(`The store has no order ${order.truth.id}`)
    this.#orders[at] = order
    this.#forget(parcelOf(before), at)
    this.#note(order, at)
  }

  /** Every order that Joom may act on at this moment: those past their time, and those that have a tracking number in common with others. */
  forJoom(now: Millis): StoreOrder[] {
    const found = new Set([...this.#shared].flatMap((number) => [...(this.#parcels.get(number) ?? [])]))
    if (now >= this.#earliestDue + graceAfterDue) {
      this.#earliestDue = Infinity
      this.#orders.forEach(({ truth }, at) => {
        if (truth.state !== 'APPROVED') return
        if (now >= truth.dueAt + graceAfterDue) found.add(at)
        this.#earliestDue = Math.min(this.#earliestDue, truth.dueAt)
      })
    }
    return [...found].toSorted((a, b) => a - b).map((at) => this.#orders[at]).filter((order) => order !== undefined)
  }

  #note(order: StoreOrder, at: number): void {
    const number = parcelOf(order)
    if (order.truth.state === 'APPROVED') this.#earliestDue = Math.min(this.#earliestDue, order.truth.dueAt)
    if (number === '') return
    const parcel = this.#parcels.get(number) ?? new Set()
    this.#parcels.set(number, parcel.add(at))
    if (parcel.size > 1) this.#shared.add(number)
  }

  #forget(number: string, at: number): void {
    const parcel = this.#parcels.get(number)
    if (!parcel?.delete(at)) return
    if (parcel.size < 2) this.#shared.delete(number)
    if (parcel.size === 0) this.#parcels.delete(number)
  }
}
