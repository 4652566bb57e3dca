import { carriageFlaw, refundFlaw, shipmentFlaw, type Carriage, type Refund, type Shipment } from '../domain/order-change.ts'
import { firstFlaw, idFlaw, inAddressFlaw } from '../domain/flaw.ts'
import type { Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ChangeOutcome, ReadOutcome } from '../domain/outcome.ts'
import { pageFlaw, type PageRequest } from '../domain/page-request.ts'
import { shippingTimeOf } from '../domain/shipping-time.ts'
import { answeredAt } from './answered-at.ts'
import { checked } from './checked.ts'
import type { Envelope } from './envelope.ts'
import type { AnswerHeaders } from './exchange.ts'
import { orNone, takeOne } from './one.ts'
import { pageFields, takePage } from './page.ts'
import type { ReadHow, Transport } from './transport.ts'
import type { Taken } from './verdict.ts'
import { isReadable } from './wire-entity.ts'
import { readOrder } from './wire-order.ts'

export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  /** Entities in the page, readable or not. */
  readonly count: number
  /** Ask for the page at `start + count`. A server may say so for ever: stop also at a page that is empty or brings nothing new. */
  readonly mayHaveMore: boolean
  /** Whether the answer itself spoke of a next page. One that never does may have more after any page. */
  readonly saysNext: boolean
  /** Where the next page begins, by the word of the answer: a hint; `null` where it says nothing. */
  readonly nextStart: number | null
  /** When the page was answered by Joom's own clock, whatever this computer's says; `null` where the answer tells no time. */
  readonly answeredAt: Millis | null
}

/** The calls of the reference's chapter "Order". */
export interface OrderCalls {
  /**
   * Reference: "Retrieve Recently Changed Orders" (`multi-get`) and "Retrieve Unfulfilled Orders" (`get-fulfill`). `arrived`
   * is called once an answer with a good status begins, before it is read.
   */
  listOrders(which: 'multi-get' | 'get-fulfill', page: PageRequest, how?: Pick<ReadHow, 'signal' | 'waiting' | 'leaves'> & { readonly arrived?: (() => void) | undefined }): Promise<ReadOutcome<OrdersPage>>
  /** Reference: "Retrieve an Order". `null`: Joom does not know the order. An answer about another order is `unreadable`; `anyCase`: one whose id differs in capitals alone is none, and its id counts. Leaves with the commands where nothing else is said: what is unknown is found out by it. */
  getOrder(joomId: string, how?: Pick<ReadHow, 'kind' | 'signal'> & { readonly anyCase?: boolean | undefined }): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
  /** Reference: "Fulfill an Order". */
  fulfil(joomId: string, shipment: Shipment): Promise<ChangeOutcome>
  /** Reference: "Modify Tracking of a Shipped Order". */
  modifyTracking(joomId: string, carriage: Carriage): Promise<ChangeOutcome>
  /** Reference: "Refund/Cancel an order". */
  refund(joomId: string, refund: Refund): Promise<ChangeOutcome>
}

/** The calls over a transport. Parameters that Joom would not accept end as `invalid`, and nothing is sent. */
export function orderCalls({ read, change }: Transport): OrderCalls {
  return {
    listOrders: (which, page, how = {}) => checked(pageFlaw(page), () => {
      let at: Millis | null = null
      const heard = (headers: AnswerHeaders): void => {
        at = answeredAt(headers)
        how.arrived?.()
      }
      return read(`order/${which}`, pageFields(page, false), (envelope) => takeOrders(envelope, page.limit, at), { ...how, kind: 'list', heard })
    }),
    getOrder: (joomId, { anyCase = false, ...how } = {}) => checked(firstFlaw({ id: idFlaw(joomId) ?? inAddressFlaw(joomId) }), async () => orNone(await read('order', { id: joomId }, (envelope) => takeOrder(envelope, joomId, anyCase), { kind: 'command', ...how }))),
    fulfil: (joomId, shipment) => checked(shipmentFlaw(joomId, shipment), () => {
      const { provider, trackingNumber, shippingTime, note } = shipment
      return change('order/fulfill-one', { id: joomId, tracking_provider: provider, tracking_number: trackingNumber, shipping_time: shippingTime === null ? null : shippingTimeOf(shippingTime), ship_note: note })
    }),
    modifyTracking: (joomId, carriage) => checked(carriageFlaw(joomId, carriage), () => change('order/modify-tracking', { id: joomId, tracking_provider: carriage.provider, tracking_number: carriage.trackingNumber })),
    refund: (joomId, refund) => checked(refundFlaw(joomId, refund), () => change('order/refund', { id: joomId, reason_code: String(refund.reasonCode), reason_note: refund.note }))
  }
}

async function takeOrders(envelope: Envelope, limit: number, at: Millis | null): Promise<Taken<OrdersPage>> {
  const page = await takePage(envelope, 'Order', limit, readOrder)
  if ('unreadable' in page) return page
  const { readable, ...rest } = page.value
  return { value: { orders: readable, ...rest, answeredAt: at } }
}

function takeOrder(envelope: Envelope, joomId: string, anyCase: boolean): ReturnType<typeof takeOne<ReceivedOrder['facts']>> {
  return takeOne(envelope, 'Order', readOrder, (order) => {
    const answered = isReadable(order) ? order.facts.joomId : order.joomId
    return answered === null || answered === joomId || (anyCase && answered.toLowerCase() === joomId.toLowerCase())
  })
}
