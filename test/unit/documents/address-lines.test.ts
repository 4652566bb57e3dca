import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressLines, countryLine } from '../../../electron/documents/address-lines.ts'
import { cleanLine } from '../../../electron/documents/text/clean-text.ts'
import type { Address } from '../../../electron/domain/order.ts'
import { addresses } from '../../fixtures/addresses.ts'

const none: Address = { name: null, street1: null, street2: null, city: null, state: null, country: null, zip: null, phone: null }
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const everyCode = [...alphabet].flatMap((a) => [...alphabet].map((b) => a + b))
const folded = (text: string): string => text.toLocaleLowerCase('en')

describe('the lines of an address', () => {
  it('lose no part, for any country code and whatever is missing', () => {
    const part = fc.option(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('上海市', '東京都', '12345', 'SE-123 45', 'HR-10000', 'Dubai', 'Singapore', ', -', '서울')), { nil: null })
    fc.assert(fc.property(fc.record({ name: part, street1: part, street2: part, city: part, state: part, zip: part, phone: part }), fc.constantFrom(...everyCode, null, 'Germany', 'zz', ''), (parts, country) => {
      const address: Address = { ...parts, country }
      const lines = addressLines(address)
      const all = folded(lines.join('\n'))
      for (const value of [parts.name, parts.street1, parts.street2, parts.city, parts.state, parts.zip]) expect(all).toContain(folded(cleanLine(value ?? '')))
      if (country !== null && cleanLine(country) !== '') expect(lines.at(-1)).toBe(countryLine(country))
      if (parts.name !== null && cleanLine(parts.name) !== '') expect(lines[0]).toBe(cleanLine(parts.name))
      expect(lines.every((line) => line.trim() !== '' && !/[\uE000-\uE004\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line.replace(/[\uE000-\uE004]/gu, (c) => Object.values(parts).some((v) => v?.includes(c)) ? '' : c)))).toBe(true)
    }), { numRuns: 3000, seed: 7 })
  })

  it('lose no part of five different ones in any country', () => {
    for (const country of everyCode) {
      const lines = addressLines({ name: 'Nora Name', street1: 'Street One 1', street2: 'Door Two', city: 'Townville', state: 'Regionia', zip: '98765', country, phone: '123' })
      for (const value of ['Nora Name', 'Street One 1', 'Door Two', 'Townville', 'Regionia', '98765']) expect(lines.filter((line) => line.includes(value)), `${country}: ${lines.join(' | ')}`).toHaveLength(1)
      expect(lines.join('\n')).not.toContain('123\n')
      expect(lines[0]).toBe('Nora Name')
    }
  })

  it.each<readonly [string, Partial<Address>, readonly string[]]>([
    ['US', { name: 'Jo Doe', street1: '1 Elm St', street2: 'Apt 4', city: 'Austin', state: 'TX', zip: '73301' }, ['Jo Doe', '1 Elm St', 'Apt 4', 'Austin, TX 73301', 'UNITED STATES']],
    ['DE', { name: 'Ina Ohm', street1: 'Weg 2', city: 'Köln', zip: '50667' }, ['Ina Ohm', 'Weg 2', '50667 Köln', 'GERMANY']],
    ['JP', { name: '髙橋 美咲', street1: '高円寺北2-7-13', city: '杉並区', state: '東京都', zip: '166-0002' }, ['髙橋 美咲', '〒166-0002', '東京都杉並区', '高円寺北2-7-13', 'JAPAN']],
    ['JP', { name: 'Misaki', street1: '2-7-13 Koenji-kita', city: 'Suginami-ku', state: 'Tokyo', zip: '166-0002' }, ['Misaki', '2-7-13 Koenji-kita, Suginami-ku, Tokyo', '166-0002', 'JAPAN']],
    ['JP', { street1: '高円寺北', zip: '〒166-0002' }, ['〒166-0002', '高円寺北', 'JAPAN']],
    ['AE', { name: 'F', street1: 'Tower 5', city: 'Dubai', state: 'Dubai', zip: '0000' }, ['F', 'Tower 5', 'Dubai', '0000', 'UNITED ARAB EMIRATES']],
    ['AE', { street1: 'Dubai Marina 5', city: 'Dubai' }, ['Dubai Marina 5', 'Dubai', 'UNITED ARAB EMIRATES']],
    ['HK', { street1: '700 Nathan Rd', city: 'Mong Kok', state: 'Kowloon', zip: '999077' }, ['700 Nathan Rd', 'Mong Kok', 'Kowloon', '999077', 'HONG KONG']],
    // A country's letters once, as Joom gave them.
    ['MD', { street1: 'str. Pușkin 1', city: 'Chișinău', zip: 'MD2001' }, ['str. Pușkin 1', 'MD2001 Chișinău', 'MOLDOVA']],
    ['MC', { street1: '1 Bd Albert', city: 'Monaco', zip: 'MC 98000' }, ['1 Bd Albert', 'MC 98000 Monaco', 'MONACO']],
    ['AZ', { street1: 'Nizami 1', city: 'Bakı', zip: 'AZ1000' }, ['Nizami 1', 'AZ1000 Bakı', 'AZERBAIJAN']],
    // Latin words are parted where the format writes them together.
    ['JP', { street1: '神南1-2-3', city: 'Shibuya-ku', state: 'Tokyo', zip: '150-0041' }, ['〒150-0041', 'Tokyo Shibuya-ku', '神南1-2-3', 'JAPAN']],
    ['SE', { street1: 'Ängsvägen 9', city: 'Örebro', zip: 'SE-702 10' }, ['Ängsvägen 9', 'SE-702 10 Örebro', 'SWEDEN']],
    ['SG', { street1: 'Blk 1', city: 'Singapore', zip: '560123' }, ['Blk 1', 'SINGAPORE 560123', 'SINGAPORE']],
    ['MZ', { street1: 'Rua 1', city: 'Matola', state: 'Maputo', zip: '1114' }, ['Rua 1', '1114 Matola Maputo', 'MOZAMBIQUE']],
    ['RU', { name: 'Анна', street1: 'ул. Мира, 1', city: 'Омск', state: 'Омская область', zip: '644000' }, ['Анна', 'ул. Мира, 1', 'Омск', 'Омская область', '644000', 'RUSSIA']],
    ['TR', { city: 'Kadıköy', state: 'İstanbul', zip: '34728' }, ['34728 Kadıköy/İstanbul', 'TÜRKIYE']]
  ])('stand as %s writes them', (country, given, lines) => {
    expect(addressLines({ ...none, ...given, country })).toEqual(lines)
  })

  it('name an unknown country as it was given, and none where there is none', () => {
    expect(addressLines({ ...none, city: 'Atlantis', country: 'Deep Sea' })).toEqual(['Atlantis', 'DEEP SEA'])
    expect(addressLines({ ...none, city: 'Atlantis' })).toEqual(['Atlantis'])
    expect(addressLines(none)).toEqual([])
  })

  it('cannot be steered by what a buyer types', () => {
    expect(addressLines({ ...none, name: 'A\u202eb\u0000c\nd', street1: ' \t ', city: 'x\u2066y', country: 'FR' })).toEqual(['Abc d', 'xy', 'FRANCE'])
  })

  it('are complete for every address of the corpus', () => {
    for (const address of addresses) for (const value of [address.street1, address.street2, address.city, address.state, address.zip]) expect(folded(addressLines(address).join('\n'))).toContain(folded((value ?? '').normalize('NFC')))
  })

  it('names a country in English capitals, and sets what is none in capitals as it was given', () => {
    expect(['DE', 'de', 'TR', 'HK', 'CI'].map(countryLine)).toEqual(['GERMANY', 'GERMANY', 'TÜRKIYE', 'HONG KONG', 'CÔTE D’IVOIRE'])
    expect(['ZZ', 'XA', 'QX', 'Freedonia', 'Türkiye'].map(countryLine)).toEqual(['ZZ', 'XA', 'QX', 'FREEDONIA', 'TÜRKIYE'])
    expect(['CD', 'cg', 'MM'].map(countryLine)).toEqual(['DEMOCRATIC REPUBLIC OF THE CONGO', 'REPUBLIC OF THE CONGO', 'MYANMAR'])
  })
})
