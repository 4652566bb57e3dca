import type { BuyerWords } from './buyer-words.ts'

export const chineseTraditional: BuyerWords = {
  name: '繁體中文',
  buyerLocale: 'zh-Hant',
  packingSlip: '裝箱單',
  of: '/ {of}',
  continued: '續',
  page: '第 {page} 頁，共 {pages} 頁',
  shipTo: '收件人',
  phone: '電話',
  order: '訂單',
  notKnown: '未知',
  item: '商品',
  quantity: '數量',
  sku: 'SKU',
  color: '顏色',
  size: '尺寸',
  product: '商品編號',
  price: '價格',
  note: '備註',
  ordered: '下單時間',
  run: '批次 {run}',
  printed: '列印於 {at}',
  sheet: '單據 {hash}',
  together: '本單共 {n} 筆訂單'
}
