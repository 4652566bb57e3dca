import { describe, expect, it } from 'vitest'
import type { Address } from '../../../electron/domain/order.ts'
import { recipientKey } from '../../../electron/domain/recipient.ts'

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
