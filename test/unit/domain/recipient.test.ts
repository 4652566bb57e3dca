import { describe, expect, it } from 'vitest'
import type { Address } from '../../../electron/domain/order.ts'
import { isSameText, likenessOf, recipientKey } from '../../../electron/domain/recipient.ts'

const home: Address = { name: 'Şükrü Çağlayan', street1: 'Bağdat Cd. 318', street2: null, city: 'İstanbul', state: null, country: 'TR', zip: '34728', phone: '+90 1' }

describe('the same recipient', () => {
  it('is one whatever the capitals, blanks and points, and whatever the phone', () => {
    expect(recipientKey({ ...home, name: ' Şükrü  ÇAĞLAYAN ', street1: 'Bağdat Cd 318', phone: null })).toBe(recipientKey(home))
  })

  it.each([['name'], ['street1'], ['street2'], ['city'], ['state'], ['country'], ['zip']] as const)('is another with another %s', (field) => {
    expect(recipientKey({ ...home, [field]: 'other' })).not.toBe(recipientKey(home))
  })

  it('does not run fields into one another', () => {
    expect(recipientKey({ ...home, street1: 'A B', street2: null })).not.toBe(recipientKey({ ...home, street1: 'A', street2: 'B' }))
  })
})

describe('an address beside the one that was told before', () => {
  it.each([
    ['the same, written otherwise', { name: ' şükrü  ÇAĞLAYAN', phone: '+90 2' }, 'same'], ['with a part that was not told', { street2: 'Kat 3' }, 'fuller'], ['with two of them', { street2: 'Kat 3', state: 'Kadıköy' }, 'fuller'],
    ['with a part less', { zip: null }, 'other'], ['with another part', { city: 'İzmir' }, 'other'], ['with a part more and another', { street2: 'Kat 3', city: 'İzmir' }, 'other'], ['with a part that is empty now', { zip: ' ' }, 'other']
  ] as const)('%s', (_what, change, likeness) => {
    expect(likenessOf(home, { ...home, ...change })).toBe(likeness)
  })

  it('has texts that say the same whatever their capitals and points, and none like another', () => {
    expect([isSameText('1, Main St.', '1 main st'), isSameText(null, ' '), isSameText('1', '2'), isSameText(null, '1')]).toEqual([true, true, false, false])
  })
})
