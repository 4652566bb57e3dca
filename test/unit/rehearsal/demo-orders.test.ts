import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptedColor } from '../../../electron/domain/color.ts'
import { acceptedSize } from '../../../electron/domain/size.ts'
import { newSkuFlaw } from '../../../electron/domain/variant.ts'
import { products } from '../../../electron/rehearsal/demo-products.ts'
import { demoOrders } from '../../../electron/rehearsal/demo-orders.ts'
import { orderJson } from '../../../electron/rehearsal/order-json.ts'
import type { OrderFacts } from '../../../electron/rehearsal/store-order.ts'
import { noon } from './an-order.ts'

const orders = demoOrders(150, noon)
const open = orders.filter(({ state }) => state === 'APPROVED')
const hours = open.map((order) => Number(orderJson(order, noon, '').Order['hours_to_fulfill']))
const texts = orders.flatMap(({ shipTo }) => Object.values(shipTo))
const count = (fits: (order: OrderFacts) => boolean): number => orders.filter(fits).length

describe('the demo store', () => {
  it('has 150 orders to 40 countries, each with its own id', () => {
    expect([orders.length, new Set(orders.map(({ id }) => id)).size, new Set(orders.map(({ shipTo }) => shipTo.country)).size]).toEqual([150, 150, 40])
    expect(count(({ id }) => /^[A-Z0-9]{8}$/.test(id))).toBeGreaterThan(120)
    expect(count(({ id }) => /^[0-9a-f]{24}$/.test(id))).toBeGreaterThan(10)
  })

  it('is the same every time but for the clock', () => {
    expect(demoOrders(150, noon)).toEqual(orders)
    const later = demoOrders(150, noon + 1000)
    expect(later.map(({ id, dueAt }) => [id, dueAt])).toEqual(orders.map(({ id, dueAt }) => [id, dueAt + 1000]))
  })

  it('sells what could be added at Joom: colors and sizes of its lists, SKUs of two characters or more', () => {
    for (const { sku, color, size } of products.flatMap(({ variants }) => variants)) expect({ sku, color: color && acceptedColor(color), size: size && acceptedSize(size), flaw: newSkuFlaw(sku) }).toEqual({ sku, color, size, flaw: null })
  })

  it('has 120 orders to fulfil and some in every other state', () => {
    expect([open.length, count(({ state }) => state === 'SHIPPED'), count(({ state }) => state === 'REFUNDED'), count(({ state }) => state === 'REQUIRE_REVIEW')]).toEqual([120, 18, 6, 6])
    expect(orders.every(({ state, shipment, refund }) => (state === 'SHIPPED' ? shipment : true) !== null && (refund !== null) === (state === 'REFUNDED'))).toBe(true)
  })

  it('has hours left from 1 to 190, a few orders that are late, and all were placed 8 days before', () => {
    expect([Math.min(...hours.filter((left) => left > 0)), Math.max(...hours)]).toEqual([1, 190])
    const late = open.filter(({ dueAt }) => dueAt <= noon)
    expect(late.length).toBeGreaterThanOrEqual(3)
    expect(late.length).toBeLessThanOrEqual(8)
    expect(hours.filter((left) => left === 0).length).toBe(late.length)
    for (const [from, to] of [[1, 5], [6, 23], [24, 47], [48, 190]] as const) expect(hours.filter((left) => left >= from && left <= to).length).toBeGreaterThan(5)
    expect(orders.every(({ dueAt, orderedAt }) => dueAt - orderedAt === 8 * 24 * 3_600_000)).toBe(true)
    expect(orders.every(({ orderedAt, updatedAt }) => orderedAt <= updatedAt && updatedAt <= noon)).toBe(true)
  })

  it.each([
    ['Latin with accents', /[áčéěíñóřšúýžàâäæçèêëîïôöœùûüßøåłąęśźżșțăőű]/i], ['Turkish', /[ğışİ]/], ['Vietnamese', /[ễạượđ]/i], ['Icelandic', /[þð]/i], ['Welsh', /ŷ/], ['Cyrillic', /\p{Script=Cyrillic}/u], ['Ukrainian', /[ґїє]/i], ['Belarusian', /ў/i], ['Serbian', /[љђћџ]/i], ['Kazakh', /[әқңұө]/i],
    ['Greek', /\p{Script=Greek}/u], ['Hebrew', /\p{Script=Hebrew}/u], ['Arabic', /\p{Script=Arabic}/u], ['Arabic digits', /[٠-٩]/], ['Persian', /[پچژگی]/], ['Persian digits', /[۰-۹]/], ['a zero-width non-joiner', /\u200c/], ['Georgian', /\p{Script=Georgian}/u], ['Armenian', /\p{Script=Armenian}/u],
    ['Devanagari', /\p{Script=Devanagari}/u], ['Han', /\p{Script=Han}/u], ['traditional Chinese', /[臺號樓]/], ['Japanese kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u], ['髙 and 﨑', /髙﨑/], ['Korean', /\p{Script=Hangul}/u], ['Thai', /\p{Script=Thai}/u], ['emoji', /\p{Extended_Pictographic}/u],
    ['an emoji of several', /\p{Extended_Pictographic}\u200d/u], ['a flag', /\p{Regional_Indicator}{2}/u], ['combining marks', /[aouâê]\p{Mn}/u], ['markup', /<b>/], ['a script', /"><script>/], ['a formula', /^=1\+1$/], ['SQL', /"; DROP TABLE/], ['digits in right-to-left text', /^\p{Script=Hebrew}.* \d+/u]
  ])('writes %s', (_, pattern) => {
    expect(texts.some((text) => pattern.test(text))).toBe(true)
  })

  it('has names of 100 to 200 characters', () => {
    const long = new Set(orders.map(({ shipTo }) => shipTo.name ?? '').filter((name) => [...name].length >= 100))
    expect(long.size).toBeGreaterThanOrEqual(3)
    expect([...long].every((name) => [...name].length <= 200)).toBe(true)
  })

  it('has several buyers with two to four orders at one address, all to be fulfilled', () => {
    const groups = [...Map.groupBy(orders.filter(({ transactionId }) => transactionId !== null), ({ transactionId }) => transactionId).values()].filter((group) => group.length > 1)
    expect(groups.length).toBeGreaterThanOrEqual(10)
    expect(new Set(groups.map((group) => group.length))).toEqual(new Set([2, 3, 4]))
    for (const group of groups) {
      for (const order of group) expect([order.shipTo, order.buyerId, order.state]).toEqual([group[0]?.shipTo, group[0]?.buyerId, 'APPROVED'])
      expect(new Set(group.map(({ item }) => item.sku)).size).toBe(group.length)
    }
  })

  it('lacks each optional field now and then', () => {
    for (const field of ['phone_number', 'state', 'zipcode', 'street_address2'] as const) expect(count(({ shipTo }) => !(field in shipTo))).toBeGreaterThan(2)
    expect(count(({ transactionId }) => transactionId === null)).toBeGreaterThan(2)
    expect(count(({ item }) => item.color === null)).toBeGreaterThan(2)
    expect(count(({ item }) => item.size === null)).toBeGreaterThan(2)
    expect(count(({ item }) => item.picture === null)).toBeGreaterThan(2)
  })

  it('has quantities of mostly 1, some to 12, and one of 120', () => {
    expect(count(({ item }) => item.quantity === 1)).toBeGreaterThan(90)
    expect(count(({ item }) => item.quantity > 1 && item.quantity <= 12)).toBeGreaterThan(20)
    expect(count(({ item }) => item.quantity === 120)).toBe(1)
  })

  it('has prices from 1.20 to 189 with long decimals among them, and totals that are right', () => {
    const prices = orders.map(({ item }) => Number(item.price))
    expect([Math.min(...prices), Math.max(...prices)]).toEqual([1.2, 189])
    expect(orders.some(({ item }) => item.price === '4.70588235294')).toBe(true)
    for (const { item } of orders) expect(Number(item.total)).toBeCloseTo(item.quantity * (Number(item.cost) + Number(item.shippingCost)), 8)
  })

  it('has about 25 products, some SKUs with the characters of HTML, and a picture for each picture named', () => {
    expect(new Set(orders.map(({ item }) => item.productName)).size).toBe(26)
    expect(orders.some(({ item }) => item.sku.includes('&')) && orders.some(({ item }) => item.sku.includes('<'))).toBe(true)
    for (const picture of new Set(orders.flatMap(({ item }) => item.picture ?? []))) {
      const png = readFileSync(join(import.meta.dirname, '../../../resources/rehearsal/pictures', picture))
      expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 256, 256])
    }
  })

  it.each([0, 1, 7, 600, 5000])('can have %d orders, with ids of their own', (many) => {
    const made = demoOrders(many, noon)
    expect([made.length, new Set(made.map(({ id }) => id)).size]).toEqual([many, many])
  })

  it('sends the same people to other doors where there are more', () => {
    const address = (order: OrderFacts): string => JSON.stringify(order.shipTo)
    const again = demoOrders(600, noon)
    const buyers = Map.groupBy(again, address)
    for (const group of buyers.values()) expect(new Set(group.map(({ buyerId }) => buyerId)).size).toBe(1)
  })
})
