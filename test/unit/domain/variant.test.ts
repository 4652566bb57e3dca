import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptedColor, colors } from '../../../electron/domain/color.ts'
import { priceFlaw } from '../../../electron/domain/flaw.ts'
import { acceptedSize, namedSizes } from '../../../electron/domain/size.ts'
import { inventoryFlaw, newSkuFlaw, newVariantFlaw, variantChangesFlaw, variantTimeFlaw, type NewVariant } from '../../../electron/domain/variant.ts'

describe('what the reference calls acceptable and unacceptable', () => {
  it.each([['red', 'Red'], ['black & blue', 'Black & Blue']])('acceptable color: %s', (typed, sent) => { expect(acceptedColor(typed)).toBe(sent) })
  it.each(['red, blue', 'black & blue & green'])('unacceptable color: %s', (typed) => { expect(acceptedColor(typed)).toBeNull() })
  it.each(['S', 'XXL', '6', '6.5'])('acceptable size: %s', (typed) => { expect(acceptedSize(typed)).toBe(typed) })
  it.each(['small', 'S, M'])('unacceptable size: %s', (typed) => { expect(acceptedSize(typed)).toBeNull() })
  it.each(['$19.00', '19.99', '$100.99', '10.99', '$4.00', '4.99'])('acceptable amount: %s', (amount) => { expect(priceFlaw(amount)).toBeNull() })
  it.each(['19.99 + S/H', '$49.99 + S/H', '$4.99 + S/H'])('unacceptable amount: %s', (amount) => { expect(priceFlaw(amount)).toBe('not_a_price') })
  it.each(['20-30', '15-26'])('acceptable time: %s', (days) => { expect(variantTimeFlaw(days)).toBeNull() })
  it.each([['1-2', 'out_of_range'], ['0', 'not_days'], ['7-7', 'out_of_range']])('unacceptable time: %s', (days, reason) => { expect(variantTimeFlaw(days)).toBe(reason) })
  it.each(['HSC0424PP', '112123343455432'])('acceptable SKU: %s', (sku) => { expect(newSkuFlaw(sku)).toBeNull() })
  it.each(['2', 'a'])('unacceptable SKU: %s', (sku) => { expect(newSkuFlaw(sku)).toBe('too_short') })
})

describe('colors', () => {
  it('each of the list, alone or with another, in any capitals, as the list writes it', () => {
    fc.assert(fc.property(fc.constantFrom(...colors), fc.constantFrom(...colors), (one, other) => {
      expect(acceptedColor(one.name)).toBe(one.name)
      expect(acceptedColor(` ${one.name.toUpperCase()}&${other.name.toLowerCase()} `)).toBe(`${one.name} & ${other.name}`)
    }))
  })
  it.each(['', '&', 'red &', 'reddish', 'constructor', '__proto__', 'red/blue'])('“%s” is none', (typed) => { expect(acceptedColor(typed)).toBeNull() })
})

describe('sizes', () => {
  it('each name of the list, in any capitals, as the list writes it', () => {
    for (const { name } of namedSizes) {
      expect(acceptedSize(name)).toBe(name)
      expect(acceptedSize(name.toUpperCase())).toBe(name)
    }
  })

  // Every example under "List of Accepted Sizes"; 5L stands under lengths there, and is a volume.
  it.each([
    '1', '10.5', '11.0', '0.1', '1.3431', '2.54672', '1.1" * 1.2"', '0.1234 cm x 123 cm x 10 cm', '8m by 1.0m', '1.3ml', '5L', '1.213pt', '1.3m', '6\' 7"', '1.3oz', '5lb', '1.5 kg', '2.5V', '200 V', '5v', '2.5W', '200W', '5W'
  ])('%s is a number or a measure', (typed) => { expect(acceptedSize(typed)).toBe(typed) })

  it.each([
    '12 inches', '3 feet', '2 gallons', '1 quart', '2 cups', '3 pints', '4 pounds', '5 ounces', '7mm', '10 x 20 cm', '10×20×30 mm', '100G'
  ])('%s too, with any unit of the list', (typed) => { expect(acceptedSize(typed)).toBe(typed) })

  it.each(['', '-1', '1e3', '1,5', 'cm', '5 parsec', '1y', '1 x 2 x 3 x 4 cm', '3kg x 4kg', '6 kg 7 lb', '1.2.3', 'S/M', '__proto__', '5 V A'])('“%s” is none', (typed) => { expect(acceptedSize(typed)).toBeNull() })

  it('judges any text without throwing, and changes no number', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { const sent = acceptedSize(text); expect(sent === null || sent.length > 0).toBe(true) }))
    fc.assert(fc.property(fc.stringMatching(/^\d{1,6}(\.\d{1,6})?$/), (number) => { expect(acceptedSize(number)).toBe(number) }))
  })
})

describe('numbers', () => {
  it.each([[0, null], [100_000, null], [-1, 'out_of_range'], [100_001, 'out_of_range'], [1.5, 'not_whole'], [NaN, 'not_whole'], [Infinity, 'not_whole']])('%d pieces: %s', (pieces, reason) => { expect(inventoryFlaw(pieces)).toBe(reason) })
  it.each(['', '10,99', '€10', '10.999', '.99', '10.', '-1', '1e3', ' 10', 'ten', '$'])('“%s” is no amount', (amount) => { expect(priceFlaw(amount)).not.toBeNull() })
  it.each(['', '7', '7 - 14', '14-7', '7-14-21', '2-1000', 'a-b', '1.5-3'])('“%s” is no time', (days) => { expect(variantTimeFlaw(days)).not.toBeNull() })
  it('the shortest time begins after two days', () => { expect(variantTimeFlaw('2-3')).toBeNull() })
})

const whole: NewVariant = { sku: 'red-shoe-12', inventory: 10, price: '10', shipping: '3' }
it('names the first field that is wrong, by the reference’s name', () => {
  expect(newVariantFlaw(whole)).toBeNull()
  expect(newVariantFlaw({ ...whole, sku: 'a' })).toEqual({ field: 'sku', reason: 'too_short' })
  expect(newVariantFlaw({ ...whole, color: 'reddish' })).toEqual({ field: 'color', reason: 'not_accepted' })
  expect(newVariantFlaw({ ...whole, size: 'small' })).toEqual({ field: 'size', reason: 'not_accepted' })
  expect(newVariantFlaw({ ...whole, mainImage: 'http://x.example/a.html' })).toEqual({ field: 'main_image', reason: 'not_an_image' })
  expect(newVariantFlaw({ ...whole, msrp: '' })).toEqual({ field: 'msrp', reason: 'empty' })
  expect(newVariantFlaw({ ...whole, shipping: 'free' })).toEqual({ field: 'shipping', reason: 'not_a_price' })
  expect(newVariantFlaw({ ...whole, shippingTime: '7-7' })).toEqual({ field: 'shipping_time', reason: 'out_of_range' })
  expect(newVariantFlaw({ ...whole, inventory: 0.5 })).toEqual({ field: 'inventory', reason: 'not_whole' })
  expect(variantChangesFlaw('a', { price: '1' })).toBeNull() // a SKU that exists may be of any length
  expect(variantChangesFlaw('', {})).toEqual({ field: 'sku', reason: 'empty' })
})

it('a change that changes nothing is not sent', () => {
  expect(variantChangesFlaw('S1', { price: undefined })).toEqual({ field: 'changes', reason: 'empty' })
  expect(variantChangesFlaw('S1', { enabled: false })).toBeNull()
})
