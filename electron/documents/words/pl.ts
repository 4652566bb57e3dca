import type { BuyerWords } from './buyer-words.ts'

export const polish: BuyerWords = {
  name: 'Polski',
  packingSlip: 'Specyfikacja wysyłki',
  of: 'z {of}',
  continued: 'ciąg dalszy',
  page: 'Strona {page} z {pages}',
  shipTo: 'Odbiorca',
  phone: 'Telefon',
  order: 'Zamówienie',
  notKnown: 'nieznane',
  item: 'Towar',
  quantity: 'Ilość',
  sku: 'SKU',
  color: 'Kolor',
  size: 'Rozmiar',
  product: 'Produkt',
  price: 'Cena',
  note: 'Uwaga'
}
