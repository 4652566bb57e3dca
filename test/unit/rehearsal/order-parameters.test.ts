import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fulfilParameters, modifyParameters, orderIdOf, refundParameters } from '../../../electron/rehearsal/order-parameters.ts'
import { pageParameters } from '../../../electron/rehearsal/parameters.ts'

const of = (parameters: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(parameters))
const shipping = { id: '26VE349M', tracking_provider: 'DHL', tracking_number: 'AB12', shipping_time: '7-21' }

describe('the id', () => {
  it.each(['26VE349M', '098765432112345678901234', '1477559781667847272-215-56-629-1654639508', 'é_#/x', 'x'.repeat(20_000)])('%s is one', (id) => {
    expect(orderIdOf(of({ id }))).toBe(id)
  })
  it.each(['0', 'a b', "1' OR '1'='1", 'a\nb', 'a\u0000b', 'a\u00a0b'])('“%s” is not', (id) => {
    expect(() => orderIdOf(of({ id }))).toThrow(expect.objectContaining({ code: 1000, data: 2014 }))
  })
  it.each([{}, { id: '' }, { id: '  ' }] as Record<string, string>[])('%j lacks it', (parameters) => {
    expect(() => orderIdOf(of(parameters))).toThrow(expect.objectContaining({ http: 400, code: 1001, data: 'id' }))
  })
})

describe('the parameters of fulfil-one', () => {
  it('are read', () => {
    expect(fulfilParameters(of({ ...shipping, ship_note: 'Danke!' }))).toEqual({ id: '26VE349M', provider: 'DHL', trackingNumber: 'AB12', shippingTime: '7-21', note: 'Danke!' })
  })

  it('may lack shipping time, number and note', () => {
    expect(fulfilParameters(of({ id: '26VE349M', tracking_provider: 'DHL', tracking_number: '', shipping_time: '' }))).toEqual({ id: '26VE349M', provider: 'DHL', trackingNumber: '', shippingTime: null, note: null })
  })

  it.each([
    '4PX', 'BVP Logistics', 'Buy Logic International', 'China Post', 'DHL', 'EMS', 'Holland Post', 'Hongkong DGM', 'Hongkong Post', 'Hungary Post', 'JET e-commerce logistics', 'Malasia Post', 'Quanzhou Post', 'Ruston', 'SFC Service Ltd',
    'SFExpress', 'SPSR', 'Singapore Post', 'Sunyou Post', 'Suzhou Post', 'Swiss Post', 'Turkey Post', 'XFL Express', 'Yanwen Express', 'Yishida Post', 'Yun Express', 'USPS'
  ])('take the provider %s', (tracking_provider) => {
    expect(fulfilParameters(of({ ...shipping, tracking_provider })).provider).toBe(tracking_provider)
  })

  it('take a provider as the list prints it, with its Chinese name', () => {
    expect(fulfilParameters(of({ ...shipping, tracking_provider: 'China Post (中国邮政)' })).provider).toBe('China Post')
  })

  it.each(['dhl', 'USPSSSSSSSSSSSSSSSSSSSSSSSSS', 'Yurtiçi', '中国邮政'])('refuse the provider %s', (tracking_provider) => {
    expect(() => fulfilParameters(of({ ...shipping, tracking_provider }))).toThrow(expect.objectContaining({ http: 400, code: 1000, data: 2003 }))
  })

  it('name the provider where it is missing', () => {
    expect(() => fulfilParameters(of({ id: '26VE349M' }))).toThrow(expect.objectContaining({ code: 1001, data: 'tracking_provider' }))
  })

  it('take a tracking number exactly where it is letters and digits', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (number) => {
      const read = (): string => modifyParameters(of({ ...shipping, tracking_number: number })).trackingNumber
      if (/^[0-9A-Za-z]*$/.test(number)) expect(read()).toBe(number)
      else expect(read).toThrow('letters and digits only')
    }))
    expect(() => fulfilParameters(of({ ...shipping, tracking_number: 'AB 12' }))).toThrow('without spaces')
  })

  it('take a range of days exactly where it begins at 2 or later and does not run backwards', () => {
    fc.assert(fc.property(fc.nat(99), fc.nat(99), (low, high) => {
      const read = (): string | null => fulfilParameters(of({ ...shipping, shipping_time: `${low}-${high}` })).shippingTime
      if (low >= 2 && high >= low) expect(read()).toBe(`${low}-${high}`)
      else expect(read).toThrow('shipping_time')
    }))
  })

  it.each(['7', '7-', 'a week', '7–21', '7-21 days', '-5', '2.5-7'])('refuse the shipping time “%s”', (shipping_time) => {
    expect(() => fulfilParameters(of({ ...shipping, shipping_time }))).toThrow('a range of days')
  })
})

describe('the parameters of refund', () => {
  it.each(['1', '2', '3', '18'])('take the reason %s without a note', (reason_code) => {
    expect(refundParameters(of({ id: '26VE349M', reason_code }))).toEqual({ id: '26VE349M', reasonCode: Number(reason_code), note: null })
  })
  it('need a note with the reason -1', () => {
    expect(() => refundParameters(of({ id: '26VE349M', reason_code: '-1', reason_note: ' ' }))).toThrow(expect.objectContaining({ code: 1001, data: 'reason_note' }))
    expect(refundParameters(of({ id: '26VE349M', reason_code: '-1', reason_note: 'cracked' }))).toMatchObject({ reasonCode: -1, note: 'cracked' })
  })
  it.each(['0', '4', '-2', 'x', '1.0', '01'])('refuse the reason %s', (reason_code) => {
    expect(() => refundParameters(of({ id: '26VE349M', reason_code }))).toThrow(expect.objectContaining({ code: 1000 }))
  })
  it('need a reason', () => {
    expect(() => refundParameters(of({ id: '26VE349M' }))).toThrow(expect.objectContaining({ code: 1001, data: 'reason_code' }))
  })
})

describe('the parameters of a list', () => {
  it('have the defaults of the reference, also where they are sent empty', () => {
    const defaults = { start: 0, limit: 50, since: null, sinceText: null }
    expect(pageParameters(of({}))).toEqual(defaults)
    expect(pageParameters(of({ start: '', limit: '', since: '' }))).toEqual(defaults)
  })
  it.each([['2014-01-20', Date.UTC(2014, 0, 20)], ['2014-01-20T20:10:20', Date.UTC(2014, 0, 20, 20, 10, 20)]])('read since=%s as UTC', (since, at) => {
    expect(pageParameters(of({ since })).since).toBe(at)
  })
  it.each(['2014-1-20', '20.01.2014', '2014-02-31', '2014-01-20T20:10', '2014-01-20T20:10:20Z', '2014-01-20T25:00:00', '2014-13-01', '2014-01-20 20:10:20', 'now'])('refuse since=%s', (since) => {
    expect(() => pageParameters(of({ since }))).toThrow('since')
  })
  it('take a limit exactly from 1 to 500', () => {
    fc.assert(fc.property(fc.integer({ min: -5, max: 1000 }), (limit) => {
      const read = (): number => pageParameters(of({ limit: String(limit) })).limit
      if (limit >= 1 && limit <= 500) expect(read()).toBe(limit)
      else expect(read).toThrow('limit takes a whole number from 1 to 500')
    }))
  })
  it('take count for limit, as some samples of the reference have it; limit goes first', () => {
    expect([{ count: '100' }, { count: '100', limit: '20' }, { count: '100', limit: '' }].map((given) => pageParameters(of(given as Record<string, string>)).limit)).toEqual([100, 20, 100])
    expect(() => pageParameters(of({ count: '501' }))).toThrow('limit takes a whole number from 1 to 500')
  })
  it.each(['-1', '1.5', 'x', '1e3'])('refuse start=%s', (start) => {
    expect(() => pageParameters(of({ start }))).toThrow('start takes a whole number from 0')
  })
})
