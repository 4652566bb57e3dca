import { Written } from './exchange.ts'
import type { Quirk } from './quirks.ts'

export type Json = Readonly<Record<string, unknown>>
/** Whether it is an object of JSON, and no list. */
export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const wrappers = ['Order', 'Product', 'Variant', 'Tag'] as const
type Wrapper = (typeof wrappers)[number]

const numbers = new Set(['order_total', 'quantity', 'price', 'cost', 'shipping', 'shipping_cost', 'days_to_fulfill', 'hours_to_fulfill', 'inventory', 'msrp', 'number_saves', 'number_sold'])
const booleans = new Set(['enabled', 'is_promoted', 'tracking_confirmed'])
const optional: Readonly<Record<Wrapper, readonly string[]>> = {
  Order: ['transaction_id', 'product_image_url', 'color', 'size', 'tracking_confirmed', 'shipping_time', 'ship_note'],
  Product: ['brand', 'description', 'extra_images', 'landing_page_url', 'main_image', 'original_image_url', 'is_promoted', 'review_note', 'upc', 'number_saves', 'date_uploaded', 'last_updated'],
  Variant: ['color', 'size', 'msrp', 'main_image', 'shipping_time', 'product_id'], Tag: []
}
const optionalOfAddress = ['street_address2', 'phone_number', 'state']
const unknown: Json = { is_joom_logistics: 'False', gift_wrap: { wanted: false, layers: [1, '2', null] } }

/** A value of an answer with its entities as the quirks show them, at any depth. @param unreadable the id of the order that cannot be understood */
export function quirkyEntities(value: unknown, shows: ReadonlySet<Quirk>, unreadable: string | null): unknown {
  if (Array.isArray(value)) return value.map((entry) => quirkyEntities(entry, shows, unreadable))
  if (value instanceof Written) return quirkyEntities(value.toJSON(), shows, unreadable)
  if (!isJson(value)) return value
  const name = wrappers.find((wrapper) => isJson(value[wrapper]) && Object.keys(value).length === 1)
  const inner = name === undefined ? null : value[name]
  if (name === undefined || !isJson(inner)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, quirkyEntities(part, shows, unreadable)]))
  const fields = name === 'Order' && shows.has('unreadable_order') && inner['order_id'] === unreadable
    ? { order_id: unreadable, state: { word: inner['state'] }, ShippingDetail: 'see the panel', remark: 'Umzug & Café ☕' }
    : quirkyFields(name, quirkyEntities(inner, shows, unreadable) as Json, shows) // an object stays one
  return shows.has('unwrapped') ? fields : { [name]: fields }
}

function quirkyFields(name: Wrapper, fields: Json, shows: ReadonlySet<Quirk>): Json {
  const left = (keys: readonly string[], from: Json): Json => {
    const without = shows.has('missing_keys') ? Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key))) : from
    return shows.has('null_keys') ? { ...Object.fromEntries(keys.map((key) => [key, null])), ...without } : without
  }
  const detail = fields['ShippingDetail']
  const entries = Object.entries(left(optional[name], isJson(detail) ? { ...fields, ShippingDetail: left(optionalOfAddress, detail) } : fields))
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [shows.has('lower_detail') && key === 'ShippingDetail' ? 'shipping_detail' : key, typeof value === 'string' ? quirkyText(name, key, value, fields['state'], shows) : value])),
    ...(shows.has('unknown_keys') && unknown)
  }
}

function quirkyText(name: Wrapper, key: string, value: string, state: unknown, shows: ReadonlySet<Quirk>): unknown {
  if (shows.has('real_numbers') && numbers.has(key)) return Number(value)
  if (shows.has('real_booleans') && booleans.has(key)) return value === 'True'
  if (shows.has('other_dates') && name === 'Order' && /^\d{4}-\d{2}-\d{2}/.test(value)) return otherDate(key, value, state)
  return value
}

/** Times keep their second, with a zone; the days of the shipment and of the refund are written as the old platform did, and when an order that is over was changed last is told by the day alone, in either order. */
function otherDate(key: string, value: string, state: unknown): string {
  const monthFirst = `${value.slice(5, 10)}-${value.slice(0, 4)}`
  switch (key) {
    case 'shipped_date': case 'refunded_time': return monthFirst
    case 'last_updated': return state === 'SHIPPED' ? value.slice(0, 10) : state === 'REFUNDED' ? monthFirst : `${value}Z`
    case 'order_time': return `${value}Z`
    default: return value
  }
}
