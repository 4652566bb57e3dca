import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptionFlaw, newProductFlaw, productChangesFlaw, productNameFlaw, productRefFlaw, tagsFlaw, upcFlaw, type NewProduct } from '../../../electron/domain/product.ts'
import { imageFlaw, webAddressFlaw } from '../../../electron/domain/flaw.ts'

const listed = (tags: string): string[] => tags.split(', ')

describe('what the reference calls acceptable and unacceptable', () => {
  it.each([
    ['description', descriptionFlaw('This dress shirt is 100% cotton and fits true to size.')],
    ['main_image, no ending', imageFlaw('http://www.yourwebsite.com/images/7324204/3')], ['main_image, jpg', imageFlaw('http://www.yourwebsite.com/images/dress.jpg')], ['main_image, https', imageFlaw('https://www.yourwebsite.com/images/7324204/3')],
    ['name', productNameFlaw('Men\'s Dress Casual Shirt Navy')], ['name', productNameFlaw('Women\'s Solid Color Black Dress Pants')],
    ['tags', tagsFlaw(listed('Shirt, Men\'s Fashion, Navy, Blue, Casual, Apparel'))], ['tags', tagsFlaw(listed('Women\'s Fashion, Jewelry & Watches'))], ['tags', tagsFlaw(listed('Men\'s Fashion, Suits, Mafia, Silk Tie, Ties'))],
    ['upc', upcFlaw('716393133224')]
  ])('acceptable %s', (_field, flaw) => { expect(flaw).toBeNull() })

  it.each([
    ['description', descriptionFlaw('This <b>dress shirt</b> is 100% cotton and <i>fits true to size</i>.'), 'markup'],
    ['main_image', imageFlaw('http://www.yourwebsite.com/images/dresses.html'), 'not_an_image'],
    ['name', productNameFlaw('Best Price!!! **CHEAP** Baby Stroller!!!'), 'advertising'],
    ['tags', tagsFlaw(['Clearance Items']), 'advertising'], ['tags', tagsFlaw(['Cheap Cheap Cheap']), 'advertising'],
    ['upc', upcFlaw('asdf884445ds'), 'characters']
  ])('unacceptable %s', (_field, flaw, reason) => { expect(flaw).toBe(reason) })

  it('an acceptable picture of "Update a Product" has a blank in its host, which no address can have', () => {
    expect(imageFlaw('https://www.your website.com/images/7324204/3')).toBe('not_an_address')
  })
})

it('a change that changes nothing is not sent', () => {
  for (const changes of [{}, { name: undefined }]) expect(productChangesFlaw({ id: 'P1' }, changes)).toEqual({ field: 'changes', reason: 'empty' })
  expect(productChangesFlaw({ id: 'P1' }, { brand: 'A' })).toBeNull()
})

describe('lengths and numbers', () => {
  it('a description has at most 4,000 characters, whatever they are', () => {
    expect(descriptionFlaw('x'.repeat(4000))).toBeNull()
    expect(descriptionFlaw('🧦'.repeat(4000))).toBeNull()
    expect(descriptionFlaw('x'.repeat(4001))).toBe('too_long')
    expect(descriptionFlaw('two\nlines, 3 < 4 and 5 > 2, size <M')).toBeNull()
    for (const markup of ['<br>', '<BR/>', '</p>', '<a href="https://x.example">', '<script src=x>']) expect(descriptionFlaw(`a ${markup} b`)).toBe('markup')
  })

  it('there are one to ten tags, and no comma in any: Joom would ignore the eleventh', () => {
    expect(tagsFlaw(Array.from({ length: 10 }, (_, i) => `tag ${String(i)}`))).toBeNull()
    expect(tagsFlaw(Array.from({ length: 11 }, (_, i) => `tag ${String(i)}`))).toBe('too_many')
    expect(tagsFlaw([])).toBe('empty')
    expect(tagsFlaw(['shoe', ' '])).toBe('empty')
    expect(tagsFlaw(['Bora Bora', 'Tom Tom'])).toBeNull()
    expect(tagsFlaw(['red, blue'])).toBe('comma')
  })

  it.each([['12345678901', 'too_short'], ['1234567890123', 'too_long'], ['', 'empty'], ['71639313322٤', 'characters'], ['-71639313322', 'characters']])('the code %s is none: %s', (upc, reason) => { expect(upcFlaw(upc)).toBe(reason) })

  it.each(['ftp://x.example/a.jpg', 'javascript:alert(1)', 'data:image/png;base64,AA==', 'file:///etc/passwd', 'x.example/a.jpg', '//x.example/a.jpg', 'http://user:pass@x.example/a.jpg', 'http://', 'not an address'])('%s is no address of the web', (address) => {
    expect(webAddressFlaw(address)).toBe('not_an_address')
  })

  it.each(['webp', 'SVG', 'bmp', 'tiff', 'pdf', 'heic', 'html'])('a picture is a JPEG, PNG or GIF, not a %s', (ending) => {
    expect(imageFlaw(`https://x.example/pictures/dress.${ending}?size=large`)).toBe('not_an_image')
    expect(imageFlaw(`https://x.example/pictures/${ending}/dress.JPEG`)).toBeNull()
  })

  it('a picture’s address holds no |, which separates pictures', () => {
    expect(imageFlaw('http://x.example/a|b.jpg')).toBe('characters')
    expect(webAddressFlaw('https://x.example/page.html')).toBeNull()
  })
})

const whole: NewProduct = { name: 'shoe', tags: ['red'], mainImage: 'http://x.example/a.jpg', variant: { sku: 'red-shoe-11', inventory: 100, price: '100', shipping: '10' } }

it('names the first field that is wrong, by the reference’s name', () => {
  expect(newProductFlaw(whole)).toBeNull()
  expect(newProductFlaw({ ...whole, name: ' ' })).toEqual({ field: 'name', reason: 'empty' })
  expect(newProductFlaw({ ...whole, mainImage: '' })).toEqual({ field: 'main_image', reason: 'empty' })
  expect(newProductFlaw({ ...whole, extraImages: ['http://x.example/a.jpg', 'no'] })).toEqual({ field: 'extra_images', reason: 'not_an_address' })
  expect(newProductFlaw({ ...whole, landingPage: 'no' })).toEqual({ field: 'landing_page_url', reason: 'not_an_address' })
  expect(newProductFlaw({ ...whole, brand: 'A\u0000B' })).toEqual({ field: 'brand', reason: 'characters' })
  expect(newProductFlaw({ ...whole, parentSku: '' })).toEqual({ field: 'parent_sku', reason: 'empty' })
  expect(newProductFlaw({ ...whole, variant: { ...whole.variant, price: '49.99 + S/H' } })).toEqual({ field: 'price', reason: 'not_a_price' })
})

it('a product has an id or a parent SKU', () => {
  expect(productRefFlaw({ id: 'productid312' })).toBeNull()
  expect(productRefFlaw({ parentSku: 'Cute Bow Ring' })).toBeNull()
  expect(productRefFlaw({ id: '' })).toEqual({ field: 'id', reason: 'empty' })
  expect(productRefFlaw({ id: 'x'.repeat(60_001) })).toEqual({ field: 'id', reason: 'too_long' })
  expect(productRefFlaw({ parentSku: ' ' })).toEqual({ field: 'parent_sku', reason: 'empty' })
  expect(productChangesFlaw({ id: '' }, {})).toEqual({ field: 'id', reason: 'empty' })
  expect(productChangesFlaw({ id: '1' }, { upc: '1' })).toEqual({ field: 'upc', reason: 'too_short' })
})

it('judges any text without throwing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    for (const flaw of [descriptionFlaw(text), productNameFlaw(text), tagsFlaw([text]), upcFlaw(text), imageFlaw(text), webAddressFlaw(text)]) expect(flaw === null || typeof flaw === 'string').toBe(true)
  }))
})
