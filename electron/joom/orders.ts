import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ChangeOutcome, ReadOutcome } from '../domain/outcome.ts'
import type { Envelope } from './envelope.ts'
import { takePage, type PageRequest } from './page.ts'
import type { Transport } from './transport.ts'
import { isWireList, isWireObject } from './wire-json.ts'
import { isReadable, readOrder, type ReadOrder } from './wire-order.ts'

export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  /** Entities in the page, readable or not. */
  readonly count: number
  /** Ask for the page at `start + count`. A server may say so for ever: stop also at a page that is empty or brings nothing new. */
  readonly mayHaveMore: boolean
}

/** The calls of the reference's chapter "Order". */
export interface OrderCalls {
  /** Reference: "Retrieve Recently Changed Orders" and "Retrieve Unfulfilled Orders". */
  listOrders(which: 'multi-get' | 'get-fulfill', page: PageRequest): Promise<ReadOutcome<OrdersPage>>
  /** Reference: "Retrieve an Order". `null`: Joom does not know the order. An answer about another order is `unreadable`. */
  getOrder(joomId: string): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
  /** Reference: "Fulfill an Order". */
  fulfil(joomId: string, shipment: { readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string; readonly note: string | null }): Promise<ChangeOutcome>
  /** Reference: "Modify Tracking of a Shipped Order". */
  modifyTracking(joomId: string, shipment: { readonly provider: string; readonly trackingNumber: string }): Promise<ChangeOutcome>
  /** Reference: "Refund/Cancel an order". */
  refund(joomId: string, refund: { readonly reasonCode: number; readonly note: string | null }): Promise<ChangeOutcome>
}

export function orderCalls({ read, change }: Transport): OrderCalls {
  return {
    listOrders: (which, { start, limit, since }) => read(
      `order/${which}`,
      { start: String(start), limit: String(limit), since: since === undefined ? null : new Date(since).toISOString().slice(0, 19) },
      (envelope) => takeOrders(envelope, limit)
    ),
    async getOrder(joomId) {
      const outcome = await read('order', { id: joomId }, (envelope) => takeOrder(envelope, joomId))
      return outcome.kind === 'refused' && isNotKnown(outcome) ? { kind: 'ok', value: null, requestId: outcome.requestId } : outcome
    },
    fulfil: (joomId, { provider, trackingNumber, shippingTime, note }) =>
      change('order/fulfill-one', { id: joomId, tracking_provider: provider, tracking_number: trackingNumber, shipping_time: shippingTime, ship_note: note }),
    modifyTracking: (joomId, { provider, trackingNumber }) => change('order/modify-tracking', { id: joomId, tracking_provider: provider, tracking_number: trackingNumber }),
    refund: (joomId, { reasonCode, note }) => change('order/refund', { id: joomId, reason_code: String(reasonCode), reason_note: note })
  }
}

/** Not found (4001, 1004), or not even an id (1000 with data 2014). */
function isNotKnown(refusal: { readonly code: string; readonly data: string | null }): boolean {
  return refusal.code === '4001' || refusal.code === '1004' || (refusal.code === '1000' && refusal.data === '2014')
}

function takeOrders(envelope: Envelope, limit: number): { readonly value: OrdersPage } | { readonly unreadable: string } {
  const page = takePage(envelope, limit, readOrder)
  if ('unreadable' in page) return page
  const { entities, mayHaveMore } = page.value
  return { value: { orders: entities.filter(isReadable), unreadable: entities.filter((order): order is UnreadableOrder => !isReadable(order)), count: entities.length, mayHaveMore } }
}

function takeOrder({ data }: Envelope, joomId: string): { readonly value: ReadOrder | null } | { readonly unreadable: string } {
  const entity = isWireList(data) ? data[0] : data
  if (entity === undefined || entity === null || (isWireObject(entity) && Object.keys(entity).length === 0)) return { value: null }
  const order = readOrder(entity)
  const answered = isReadable(order) ? order.facts.joomId : order.joomId
  // The state of another order must never pass for this one's.
  return answered === null || answered === joomId ? { value: order } : { unreadable: 'the answer is about another order' }
}
