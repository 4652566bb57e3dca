import type { BuyerWords } from './buyer-words.ts'

export const german: BuyerWords = {
  name: 'Deutsch',
  packingSlip: 'Packzettel',
  of: 'von {of}',
  continued: 'Fortsetzung',
  page: 'Seite {page} von {pages}',
  shipTo: 'Empfänger',
  phone: 'Telefon',
  order: 'Bestellung',
  notKnown: 'nicht bekannt',
  item: 'Artikel',
  quantity: 'Anzahl',
  sku: 'SKU',
  color: 'Farbe',
  size: 'Größe',
  product: 'Produkt',
  price: 'Preis',
  note: 'Hinweis'
}
