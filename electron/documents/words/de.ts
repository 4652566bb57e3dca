import type { BuyerWords } from './buyer-words.ts'

export const german: BuyerWords = {
  name: 'Deutsch',
  buyerLocale: 'de',
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
  note: 'Hinweis',
  ordered: 'Bestellt',
  run: 'Serie {run}',
  printed: 'Gedruckt {at}',
  sheet: 'Blatt {hash}',
  together: '{n} Bestellungen auf diesem Packzettel'
}
