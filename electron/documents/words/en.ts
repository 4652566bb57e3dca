import type { BuyerWords } from './buyer-words.ts'

export const english: BuyerWords = {
  name: 'English',
  buyerLocale: 'en-GB',
  packingSlip: 'Packing slip',
  of: 'of {of}',
  continued: 'continued',
  page: 'Page {page} of {pages}',
  shipTo: 'Ship to',
  phone: 'Phone',
  order: 'Order',
  notKnown: 'not known',
  item: 'Item',
  quantity: 'Qty',
  sku: 'SKU',
  color: 'Color',
  size: 'Size',
  product: 'Product',
  price: 'Price',
  note: 'Note',
  ordered: 'Ordered',
  run: 'Run {run}',
  printed: 'Printed {at}',
  sheet: 'Sheet {hash}',
  together: '{n} orders on this slip'
}
