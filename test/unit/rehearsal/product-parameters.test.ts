import { describe, expect, it } from 'vitest'
import { acceptedColor } from '../../../electron/rehearsal/colors.ts'
import { pageParameters } from '../../../electron/rehearsal/parameters.ts'
import { productFields, productNameOf, skuOf, variantFields, variantPicture, variantSwitch } from '../../../electron/rehearsal/product-parameters.ts'
import colors from '../../../electron/rehearsal/data/colors.json' with { type: 'json' }
import sizes from '../../../electron/rehearsal/data/sizes.json' with { type: 'json' }
import { acceptedSize } from '../../../electron/rehearsal/sizes.ts'

const of = (parameters: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(parameters))
const refusal = (code: number, data: unknown): unknown => expect.objectContaining({ http: 400, code, data })

// Every "Acceptable" and "Unacceptable" of the reference's tables, under the parameter that it stands beside.
const acceptable: Readonly<Record<string, readonly string[]>> = {
  description: ['This dress shirt is 100% cotton and fits true to size.'],
  main_image: ['http://www.yourwebsite.com/images/7324204/3', 'http://www.yourwebsite.com/images/dress.jpg', 'https://www.yourwebsite.com/images/7324204/3', 'https://www.your website.com/images/7324204/3'],
  extra_images: ['http://i.imgur.com/Q1a32kD.jpg|http://i.imgur.com/Cxagv.jpg', 'https://www.yourwebsite.com/images/7324204/3'],
  name: ["Men's Dress Casual Shirt Navy", "Women's Solid Color Black Dress Pants"],
  tags: ["Shirt, Men's Fashion, Navy, Blue, Casual, Apparel", "Women's Fashion, Jewelry & Watches", "Men's Fashion, Suits, Mafia, Silk Tie, Ties"],
  upc: ['716393133224'],
  color: ['red', 'black & blue'],
  msrp: ['$19.00', '19.99'],
  price: ['$100.99', '10.99'],
  shipping: ['$4.00', '4.99'],
  shipping_time: ['20-30', '15-26'],
  size: ['S', 'XXL', '6', '6.5'],
  inventory: ['0', '1', '100000'],
  landing_page_url: ['http://www.yourwebsite.com/dresses.html']
}
const unacceptable: Readonly<Record<string, readonly string[]>> = {
  description: ['This <b>dress shirt</b> is 100% cotton and <i>fits true to size</i>.', 'x'.repeat(4001)],
  main_image: ['http://www.yourwebsite.com/images/dresses.html', 'dress.jpg', 'ftp://www.yourwebsite.com/dress.jpg', 'javascript:alert(1)'],
  extra_images: ['http://i.imgur.com/Q1a32kD.jpg|http://www.yourwebsite.com/images/dresses.html'],
  name: ['Best Price!!! **CHEAP** Baby Stroller!!!'],
  tags: ['Clearance Items', 'Cheap Cheap Cheap', 'Shirt, Clearance Items'],
  upc: ['asdf884445ds', '71639313322', '7163931332244'],
  color: ['red, blue', 'black & blue & green', 'reddish'],
  msrp: ['19.99 + S/H', '19,99', '-1'],
  price: ['$49.99 + S/H', 'free', '€5'],
  shipping: ['$4.99 + S/H'],
  shipping_time: ['1-2', '0', '7-7', '30-20', '15'],
  size: ['small', 'S, M', '5 parsecs'],
  inventory: ['100001', '-1', '1.5', 'many'],
  landing_page_url: ['www.yourwebsite.com']
}
const read = (name: string, value: string): object => ({ ...productFields(of({ [name]: value })), ...variantFields(of({ [name]: value })) })
const rows = (table: Readonly<Record<string, readonly string[]>>): (readonly [string, string])[] => Object.entries(table).flatMap(([name, values]) => values.map((value) => [name, value] as const))

describe('the parameters of products and variations', () => {
  it.each(rows(acceptable))('%s takes “%s”', (name, value) => {
    expect(Object.keys(read(name, value))).toHaveLength(1)
  })
  it.each(rows(unacceptable))('%s refuses “%.60s”', (name, value) => {
    expect(() => read(name, value)).toThrow(expect.objectContaining({ http: 400, code: 1000 }))
  })
  it.each(['HSC0424PP', '112123343455432'])('sku takes %s', (sku) => { expect(skuOf(of({ sku }))).toBe(sku) })
  it.each(['2', 'a'])('sku refuses %s', (sku) => { expect(() => skuOf(of({ sku }))).toThrow(refusal(1000, {})) })

  it('are read into values, and what is not given is missing', () => {
    expect(productFields(of({ name: ' shoe ', tags: 'red, shoe,cool', extra_images: 'http://a.example/1.jpg|http://a.example/2.png', description: '', upc: '716393133224' })))
      .toEqual({ name: 'shoe', tags: ['red', 'shoe', 'cool'], extraImages: ['http://a.example/1.jpg', 'http://a.example/2.png'], upc: '716393133224' })
    expect(variantFields(of({ price: '$10.50', shipping: '4', inventory: '7', color: 'Red', size: '6.5', shipping_time: '20 - 30' }))).toEqual({ price: '10.50', shipping: '4', inventory: 7, color: 'Red', size: '6.5', shippingTime: '20-30' })
    expect(variantFields(of({}))).toEqual({})
    expect(variantPicture(of({ main_image: 'https://a.example/1.gif' }))).toEqual({ mainImage: 'https://a.example/1.gif' })
  })

  it('let tags after the tenth go, and want one at least', () => {
    expect(productFields(of({ tags: Array.from({ length: 12 }, (_, n) => `tag ${String(n)}`).join(',') })).tags).toHaveLength(10)
    expect(() => productFields(of({ tags: ' , ' }))).toThrow(refusal(1001, 'tags'))
  })

  it.each([['True', true], ['False', false], ['true', true]])('enabled takes %s', (enabled, value) => { expect(variantSwitch(of({ enabled }))).toEqual({ enabled: value }) })
  it('enabled takes nothing else', () => { expect(() => variantSwitch(of({ enabled: 'yes' }))).toThrow(refusal(1000, {})) })

  it('name a product by id, else by its parent SKU', () => {
    expect([productNameOf(of({ id: 'productid312', parent_sku: 'red' })), productNameOf(of({ parent_sku: 'Cute Bow Ring' }))]).toEqual([{ id: 'productid312' }, { parentSku: 'Cute Bow Ring' }])
    expect(() => productNameOf(of({}))).toThrow(refusal(1001, 'id'))
    expect(() => productNameOf(of({ id: 'a b' }))).toThrow(refusal(1000, 2014))
  })

  it('take a day as since of products and nothing finer', () => {
    expect(pageParameters(of({ since: '2014-10-15' }), 'day').since).toBe(Date.UTC(2014, 9, 15))
    expect(() => pageParameters(of({ since: '2014-10-15T10:00:00' }), 'day')).toThrow('since takes a day')
    expect(pageParameters(of({ since: 'never' }), 'none').since).toBeNull()
  })
})

describe('colors and sizes', () => {
  it('take every color of the list, alone and with another', () => {
    expect(colors.filter(({ name }) => !acceptedColor(name) || !acceptedColor(`${name} & Black`))).toEqual([])
  })
  it('take every size of the list', () => {
    expect(sizes.named.filter(({ name }) => !acceptedSize(name))).toEqual([])
  })
  it.each([
    ...sizes.measures.flatMap(({ examples }) => examples), '1', '10.5', '11.0', '1.3431', '1.3m', '5L', '2.5v', '12 inches', '6 feet', '8 cm * 2 cm', '2 gallons', '3 pounds', '1 cup'
  ])('take %s', (size) => { expect(acceptedSize(size)).toBe(true) })
  it.each(['', '1.', '.5', '1 2', '5 apples', '1 x', 'x 1', 'xxl ', '<1>', '1,5'])('refuse “%s”', (size) => { expect(acceptedSize(size)).toBe(false) })
})
