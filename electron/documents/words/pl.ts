import type { BuyerWords } from './buyer-words.ts'

export const polish: BuyerWords = {
  name: 'Polski',
  buyerLocale: 'pl',
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
  note: 'Uwaga',
  ordered: 'Zamówiono',
  run: 'Seria {run}',
  printed: 'Wydrukowano {at}',
  sheet: 'Arkusz {hash}',
  together: 'Zamówień na tym dokumencie: {n}'
}
