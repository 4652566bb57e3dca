import type { BuyerWords } from './buyer-words.ts'

export const chineseSimplified: BuyerWords = {
  name: '简体中文',
  buyerLocale: 'zh-Hans',
  packingSlip: '装箱单',
  of: '/ {of}',
  continued: '续',
  page: '第 {page} 页，共 {pages} 页',
  shipTo: '收件人',
  phone: '电话',
  order: '订单',
  notKnown: '未知',
  item: '商品',
  quantity: '数量',
  sku: 'SKU',
  color: '颜色',
  size: '尺码',
  product: '商品编号',
  price: '价格',
  note: '备注',
  ordered: '下单时间',
  run: '批次 {run}',
  printed: '打印于 {at}',
  sheet: '单据 {hash}',
  together: '本单共 {n} 个订单'
}
