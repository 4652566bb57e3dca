/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number
export type State = 'APPROVED' | 'SHIPPED' | 'REFUNDED' | 'REQUIRE_REVIEW'

/** Shipping Detail under the reference's own names. A key that is missing here is missing in the answer. */
export interface ShipTo {
  readonly name?: string
  readonly street_address1?: string
  readonly street_address2?: string
  readonly city?: string
  readonly state?: string
  readonly country?: string
  readonly zipcode?: string
  readonly phone_number?: string
}

/** What was bought. Amounts are for one piece, as decimal text. */
export interface Item {
  readonly productId: string
  readonly variantId: string
  readonly productName: string
  /** File name of the picture this server serves; `null` where the product has none. */
  readonly picture: string | null
  readonly sku: string
  readonly color: string | null
  readonly size: string | null
  readonly quantity: number
  readonly price: string
  readonly cost: string
  readonly shipping: string
  readonly shippingCost: string
  readonly total: string
}

export interface Shipment {
  readonly at: Millis
  readonly provider: string
  /** Empty where the seller gave none. */
  readonly trackingNumber: string
  /** When this tracking number was given: from here Joom takes its time to notice that others have it too. */
  readonly trackedAt: Millis
  readonly shippingTime: string | null
  readonly note: string | null
  /** The carrier knows the number: it can no longer be changed. */
  readonly confirmed: boolean
}

export interface Refund {
  readonly by: 'REFUNDED BY MERCHANT' | 'REFUNDED BY JOOM'
  readonly at: Millis
  readonly reason: string
  readonly note: string | null
}

/** An order as Joom knows it. */
export interface OrderFacts {
  readonly id: string
  readonly buyerId: string
  readonly transactionId: string | null
  readonly orderedAt: Millis
  readonly updatedAt: Millis
  readonly dueAt: Millis
  readonly state: State
  readonly item: Item
  readonly shipTo: ShipTo
  readonly shipment: Shipment | null
  readonly refund: Refund | null
}

/** An order of the store: what it truly is, and what readings still see of it until its moment has come. */
export interface StoreOrder {
  readonly truth: OrderFacts
  readonly shown: { readonly until: Millis; readonly facts: OrderFacts } | null
}

/** What a reading sees now. */
export function seen({ truth, shown }: StoreOrder, now: Millis): OrderFacts {
  return shown && now < shown.until ? shown.facts : truth
}

/** The order after a change that readings see `settleMs` later. A second change within that time shows with the first. */
export function changed({ truth, shown }: StoreOrder, to: OrderFacts, now: Millis, settleMs: number): StoreOrder {
  if (settleMs <= 0) return { truth: to, shown: null }
  return { truth: to, shown: shown && now < shown.until ? shown : { until: now + settleMs, facts: truth } }
}
