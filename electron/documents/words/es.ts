import type { BuyerWords } from './buyer-words.ts'

export const spanish: BuyerWords = {
  name: 'Español',
  buyerLocale: 'es',
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
  note: 'Nota',
  ordered: 'Pedido el',
  run: 'Serie {run}',
  printed: 'Impreso el {at}',
  sheet: 'Hoja {hash}',
  together: '{n} pedidos en este albarán'
}
