import type { BuyerWords } from './buyer-words.ts'

export const hebrew: BuyerWords = {
  name: 'עברית',
  buyerLocale: 'he',
  packingSlip: 'תעודת משלוח',
  of: 'מתוך {of}',
  continued: 'המשך',
  page: 'עמוד {page} מתוך {pages}',
  shipTo: 'נמען',
  phone: 'טלפון',
  order: 'הזמנה',
  notKnown: 'לא ידוע',
  item: 'פריט',
  quantity: 'כמות',
  sku: 'מק״ט',
  color: 'צבע',
  size: 'מידה',
  product: 'מוצר',
  price: 'מחיר',
  note: 'הערה',
  ordered: 'הוזמן',
  run: 'סדרה {run}',
  printed: 'הודפס {at}',
  sheet: 'גיליון {hash}',
  together: '{n} הזמנות בתעודה זו'
}
