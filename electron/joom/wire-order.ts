import { isUnsaid } from '../domain/left-out.ts'
import { orderStates, type Address, type OrderFacts, type ReceivedOrder, type UnreadableOrder } from '../domain/order.ts'
import { readEntity, type Sense } from './wire-entity.ts'
import { isWireObject, own, type WireObject, type WireValue } from './wire-json.ts'
import { readCount, readDecimal, readHours, readId, readMoment, readSku, readText, readWebAddress } from './wire-value.ts'

export type ReadOrder = ReceivedOrder | UnreadableOrder

/**
 * An order as Joom wrote it (reference: "Other Order Attributes"; wrapped as `{"Order": …}` or bare).
 * A key that is missing or holds something else is `null` in the facts. An entity without an object, an order_id or a
 * state is unreadable: it is kept with its raw JSON and the reason, and never hides the orders beside it.
 */
export function readOrder(entity: WireValue): ReadOrder {
  return readEntity(entity, 'Order', (order): Sense<OrderFacts> => {
    const joomId = readId(own(order, 'order_id'))
    if (joomId === null) return { joomId, reason: 'order_id is missing or is not an id' }
    const state = readText(own(order, 'state'))
    return state === null ? { joomId, reason: 'state is missing' } : { facts: factsOf(order, joomId, stateOf(state)) }
  })
}

/** Characters of a state's own word that are kept. */
const longestWord = 60

function stateOf(word: string): Pick<OrderFacts, 'state' | 'stateWord'> {
  const state = orderStates.find((one) => one !== 'OTHER' && one === word.toUpperCase())
  return state === undefined ? { state: 'OTHER', stateWord: [...word.slice(0, 2 * longestWord)].slice(0, longestWord).join('') } : { state, stateWord: null }
}

function factsOf(order: WireObject, joomId: string, { state, stateWord }: Pick<OrderFacts, 'state' | 'stateWord'>): OrderFacts {
  const text = (key: string): string | null => readText(own(order, key))
  const decimal = (key: string): string | null => readDecimal(own(order, key))
  return {
    joomId,
    transactionId: text('transaction_id'),
    buyerId: text('buyer_id'),
    state,
    stateWord,
    orderedAt: readMoment(own(order, 'order_time')),
    lastUpdated: readMoment(own(order, 'last_updated')),
    hoursToFulfill: hoursLeft(order),
    product: {
      id: text('product_id'), variantId: text('variant_id'), name: text('product_name'), imageUrl: readWebAddress(own(order, 'product_image_url')),
      sku: readSku(own(order, 'sku')), color: text('color'), size: text('size')
    },
    quantity: readCount(own(order, 'quantity')),
    money: { price: decimal('price'), cost: decimal('cost'), shipping: decimal('shipping'), shippingCost: decimal('shipping_cost'), total: decimal('order_total') },
    shipTo: addressOf([own(order, 'ShippingDetail'), own(order, 'shipping_detail')].find((detail) => isWireObject(detail) && Object.keys(detail).length > 0)),
    shipment: {
      shippedDate: text('shipped_date'), provider: text('shipping_provider'), trackingNumber: text('tracking_number'), shippingTime: text('shipping_time'), note: text('ship_note'), ...(state === 'SHIPPED' && leftOutOf(order))
    },
    refund: { by: text('refunded_by'), time: text('refunded_time'), reason: text('refunded_reason'), note: text('refunded_note') }
  }
}

/** Which of the keys that name the parcel of a shipped order are left out, where any is. */
function leftOutOf(order: WireObject): Pick<OrderFacts['shipment'], 'leftOut'> {
  const leftOut = parcelKeys.flatMap(([fact, key]) => (isUnsaid(own(order, key)) ? [fact] : []))
  return leftOut.length === 0 ? {} : { leftOut }
}

const parcelKeys = [['provider', 'shipping_provider'], ['trackingNumber', 'tracking_number']] as const

/**
 * Hours left. Where only `days_to_fulfill` came, its days are whole ones that have begun to run out (the reference's
 * samples give 2 days beside 49 hours), so days × 24 is never later than the true deadline.
 */
function hoursLeft(order: WireObject): number | null {
  const hours = readHours(own(order, 'hours_to_fulfill'))
  if (hours !== null) return hours
  const days = readHours(own(order, 'days_to_fulfill'))
  return days === null ? null : days * 24
}

function addressOf(detail: WireValue | undefined): Address {
  const text = (key: string): string | null => isWireObject(detail) ? readText(own(detail, key)) : null
  return {
    name: text('name'), street1: text('street_address1'), street2: text('street_address2'), city: text('city'), state: text('state'),
    country: text('country')?.toUpperCase() ?? null, zip: text('zipcode'), phone: text('phone_number')
  }
}
