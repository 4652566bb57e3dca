import type { BuyerWords } from './buyer-words.ts'

export const turkish: BuyerWords = {
  name: 'Türkçe',
  buyerLocale: 'tr',
  packingSlip: 'Sevk fişi',
  of: '/ {of}',
  continued: 'devamı',
  page: 'Sayfa {page} / {pages}',
  shipTo: 'Alıcı',
  phone: 'Telefon',
  order: 'Sipariş',
  notKnown: 'bilinmiyor',
  item: 'Ürün',
  quantity: 'Adet',
  sku: 'SKU',
  color: 'Renk',
  size: 'Beden',
  product: 'Ürün no.',
  price: 'Fiyat',
  note: 'Not',
  ordered: 'Sipariş tarihi',
  run: 'Parti {run}',
  printed: 'Yazdırıldı: {at}',
  sheet: 'Fiş {hash}',
  together: 'Bu fişte {n} sipariş'
}
