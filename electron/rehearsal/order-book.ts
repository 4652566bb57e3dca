import { graceAfterDue } from './order-life.ts'
import { seen, type Millis, type OrderFacts, type StoreOrder } from './store-order.ts'

/** What Joom compares parcels by; empty where the order has none. */
const parcelOf = ({ truth }: StoreOrder): string => (truth.state === 'SHIPPED' ? (truth.shipment?.trackingNumber.toUpperCase() ?? '') : '')

const mostLists = 20

/** The orders of a store in memory, in the order in which they were placed, with what is needed to find those that Joom may act on without looking at each. */
export class OrderBook {
  readonly #orders: StoreOrder[]
  readonly #at = new Map<string, number>()
  readonly #parcels = new Map<string, Set<number>>()
  /** Numbers that several orders have. */
  readonly #shared = new Set<string>()
  /** No order to fulfil is due before this. */
  #earliestDue: Millis = Infinity
  /** How many orders readings may see otherwise than they are. */
  #settling = 0
  /** Lists that were asked for since the last change, so that the pages of one list cost one walk through the orders. */
  readonly #lists = new Map<string, readonly OrderFacts[]>()

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

  /**
   * What readings see at a moment of the orders that belong to a list, in the order in which they were placed.
   * @param name of the list: one name always stands for one `belongs`
   */
  list(name: string, belongs: (order: OrderFacts) => boolean, now: Millis): readonly OrderFacts[] {
    const known = this.#lists.get(name)
    if (known) return known
    const listed = this.#orders.map((order) => seen(order, now)).filter(belongs)
    // What some readings do not see yet, others will without a change.
    if (this.#settling === 0 && this.#lists.size < mostLists) this.#lists.set(name, listed)
    return listed
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
    this.#lists.clear()
    if (before.shown) this.#settling--
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
    if (order.shown) this.#settling++
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
