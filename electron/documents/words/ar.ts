import type { BuyerWords } from './buyer-words.ts'

export const arabic: BuyerWords = {
  name: 'العربية',
  buyerLocale: 'ar',
  packingSlip: 'قسيمة التعبئة',
  of: 'من {of}',
  continued: 'تابع',
  page: 'صفحة {page} من {pages}',
  shipTo: 'المرسل إليه',
  phone: 'الهاتف',
  order: 'الطلب',
  notKnown: 'غير معروف',
  item: 'المنتج',
  quantity: 'الكمية',
  sku: 'رمز المنتج',
  color: 'اللون',
  size: 'المقاس',
  product: 'رقم المنتج',
  price: 'السعر',
  note: 'ملاحظة',
  ordered: 'تاريخ الطلب',
  run: 'دفعة {run}',
  printed: 'تاريخ الطباعة {at}',
  sheet: 'ورقة {hash}',
  together: 'عدد الطلبات في هذه القسيمة: {n}'
}
