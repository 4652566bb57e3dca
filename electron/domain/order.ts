import type { ConnectionId, Decimal, Millis, OrderId } from './ids.ts'
import type { Received, Unreadable } from './received.ts'

/** The states of the reference ("Order State"), and `OTHER` for a word that is not among them: `OrderFacts.stateWord` has it. */
export const orderStates = ['APPROVED', 'SHIPPED', 'REFUNDED', 'REQUIRE_REVIEW', 'OTHER'] as const
export type OrderState = (typeof orderStates)[number]

/** Where a parcel goes. Every field is as Joom gave it, control characters removed; a missing field is `null`, never invented. */
export interface Address {
  readonly name: string | null
  readonly street1: string | null
  readonly street2: string | null
  readonly city: string | null
  readonly state: string | null
  /** ISO 3166-1 alpha-2 in capitals where Joom gave one; otherwise what Joom gave. */
  readonly country: string | null
  readonly zip: string | null
  readonly phone: string | null
}

/** What Joom says of an order (reference: "Other Order Attributes"), one SKU each. Missing fields are `null`. */
export interface OrderFacts {
  readonly joomId: string
  readonly transactionId: string | null
  readonly buyerId: string | null
  readonly state: OrderState
  /** Joom's own word, its first 60 characters, where the state is `OTHER`; `null` for the others. */
  readonly stateWord: string | null
  readonly orderedAt: Millis | null
  readonly lastUpdated: Millis | null
  readonly hoursToFulfill: number | null
  readonly product: {
    readonly id: string | null
    readonly variantId: string | null
    readonly name: string | null
    readonly imageUrl: string | null
    /** HTML entities undone: Joom escapes `<`, `>` and `&` in SKUs. */
    readonly sku: string | null
    readonly color: string | null
    readonly size: string | null
  }
  /** A whole number of pieces, or `null` where Joom gave none that can be read. */
  readonly quantity: number | null
  /** Amounts as Joom wrote them; v2 names no currency. `price`, `cost`, `shipping` and `shippingCost` are for one piece. */
  readonly money: {
    readonly price: Decimal | null
    readonly cost: Decimal | null
    readonly shipping: Decimal | null
    readonly shippingCost: Decimal | null
    readonly total: Decimal | null
  }
  readonly shipTo: Address
  readonly shipment: {
    /** As Joom wrote it: a date, or a date and time, UTC. */
    readonly shippedDate: string | null
    readonly provider: string | null
    readonly trackingNumber: string | null
    readonly shippingTime: string | null
    readonly note: string | null
    /** Of what names the parcel, what an answer about a shipped order left out: that says nothing of it. Missing where nothing was. */
    readonly leftOut?: readonly ('provider' | 'trackingNumber')[] | undefined
  }
  readonly refund: {
    readonly by: string | null
    readonly time: string | null
    readonly reason: string | null
    readonly note: string | null
  }
}

export type ReceivedOrder = Received<OrderFacts>
export type UnreadableOrder = Unreadable

/** In place of the reason why an order cannot be read: Joom does not know it any more. */
export const notThere = 'not_there'

/** An order as Packbench keeps it. */
export interface Order extends OrderFacts {
  readonly id: OrderId
  readonly connectionId: ConnectionId
  /** 8 capitals and digits, printed as Code 128 on the slip: `domain/pick-code.ts`. */
  readonly pickCode: string
  /** When Joom was asked. `hoursToFulfill` counts from here. */
  readonly fetchedAt: Millis
  /** `fetchedAt` plus `hoursToFulfill`; `null` where Joom gave no hours (orders that need no fulfilment). */
  readonly dueAt: Millis | null
  /** Same recipient and same address give the same key: such orders of one store may share a parcel. */
  readonly recipientKey: string
  readonly printedAt: Millis | null
}
