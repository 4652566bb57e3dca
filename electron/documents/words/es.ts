import type { BuyerWords } from './buyer-words.ts'

export const spanish: BuyerWords = {
  name: 'Español',
  packingSlip: 'Albarán',
  of: 'de {of}',
  continued: 'continuación',
  page: 'Página {page} de {pages}',
  shipTo: 'Destinatario',
  phone: 'Teléfono',
  order: 'Pedido',
  notKnown: 'desconocido',
  item: 'Artículo',
  quantity: 'Cant.',
  sku: 'SKU',
  color: 'Color',
  size: 'Talla',
  product: 'Producto',
  price: 'Precio',
  note: 'Nota'
}
