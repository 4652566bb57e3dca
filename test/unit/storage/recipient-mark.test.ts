import { describe, expect, it } from 'vitest'
import { recipientMark } from '../../../electron/storage/order-record.ts'

const ann = { name: 'Ann Lee', street1: '1 Main St.', street2: null, city: 'Springfield', state: 'IL', country: 'US', zip: '62701', phone: null }
const nobody = { name: null, street1: null, street2: null, city: null, state: null, country: null, zip: null, phone: null }

describe('the mark of a recipient', () => {
  it('is the same for two orders of one person at one address, however it is written, and another for anybody else', () => {
    expect(recipientMark({ ...ann, name: 'ANN  LEE', street1: '1 main st', phone: '+1' }, 'B')).toBe(recipientMark(ann, 'A'))
    expect(recipientMark({ ...ann, zip: '62702' }, 'A')).not.toBe(recipientMark(ann, 'A'))
  })

  it.each([
    ['a country', { ...nobody, country: 'RU' }], ['a name and a country', { ...nobody, name: 'Ivan Ivanov', country: 'RU' }], ['a name and a city', { ...nobody, name: 'Ivan Ivanov', city: 'Moscow' }],
    ['an address without a name', { ...ann, name: ' ' }]
  ])('tells two orders of which no more than %s is told apart, and changes with them', (_what, address) => {
    expect(recipientMark(address, 'A')).not.toBe(recipientMark(address, 'B'))
    expect(recipientMark(address, 'A')).toBe(recipientMark(address, 'A'))
    expect(recipientMark({ ...address, state: 'Moskovskaya' }, 'A')).not.toBe(recipientMark(address, 'A'))
  })

  it('is nothing where nothing is told', () => {
    expect(recipientMark({ ...nobody, name: '  ' }, 'A')).toBe('')
  })
})
