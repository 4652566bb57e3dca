import type { BuyerWords } from './buyer-words.ts'

export const russian: BuyerWords = {
  name: 'Русский',
  buyerLocale: 'ru',
  packingSlip: 'Упаковочный лист',
  of: 'из {of}',
  continued: 'продолжение',
  page: 'Страница {page} из {pages}',
  shipTo: 'Получатель',
  phone: 'Телефон',
  order: 'Заказ',
  notKnown: 'неизвестно',
  item: 'Товар',
  quantity: 'Кол-во',
  sku: 'Артикул',
  color: 'Цвет',
  size: 'Размер',
  product: 'Код товара',
  price: 'Цена',
  note: 'Примечание',
  ordered: 'Заказано',
  run: 'Партия {run}',
  printed: 'Напечатано {at}',
  sheet: 'Лист {hash}',
  together: 'Заказов на этом листе: {n}'
}
