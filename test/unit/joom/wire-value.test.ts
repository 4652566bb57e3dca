import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWire } from '../../../electron/joom/wire-json.ts'
import { cleanText, readDecimal, readFlag, readId, readMoment } from '../../../electron/joom/wire-value.ts'

describe('moments', () => {
  it.each([
    ['2014-01-20T20:20:20', Date.UTC(2014, 0, 20, 20, 20, 20)], ['2014-01-20', Date.UTC(2014, 0, 20)], ['2017-11-11T06:41:33Z', Date.UTC(2017, 10, 11, 6, 41, 33)],
    ['01-20-2014', Date.UTC(2014, 0, 20)], ['01-20-2014T20:20:20', Date.UTC(2014, 0, 20, 20, 20, 20)], ['2014-01-20 20:20:20', Date.UTC(2014, 0, 20, 20, 20, 20)],
    ['2014-01-20T20:20', Date.UTC(2014, 0, 20, 20, 20)], ['2014-01-20T20:20:20.123456Z', Date.UTC(2014, 0, 20, 20, 20, 20)], ['2014-01-20T20:20:20+03:00', Date.UTC(2014, 0, 20, 17, 20, 20)],
    ['2014-01-20T20:20:20-0530', Date.UTC(2014, 0, 21, 1, 50, 20)], ['2024-02-29', Date.UTC(2024, 1, 29)]
  ])('%s', (text, moment) => { expect(readMoment(text)).toBe(moment) })

  it.each(['2014-02-31', '2023-02-29', '13-20-2014', '2014-01-20T25:00:00', '2014-01-20T20:60:20', '2014-01-20T20:20:60', '2014-01-20T20:20:99', '2014-01-20T20:20:20 UTC+3', 'yesterday', '', '20140120', '2014-1-2', '2014-01-20Tnoon'])('“%s” is none', (text) => { expect(readMoment(text)).toBeNull() })

  it('reads back every second that Joom could write, whatever the zone of this computer', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      const written = new Date(seconds * 1000).toISOString().slice(0, 19)
      expect(readMoment(written)).toBe(seconds * 1000)
      expect(readMoment(`${written}Z`)).toBe(seconds * 1000)
      expect(readMoment(`${written.slice(5, 10)}-${written.slice(0, 4)}${written.slice(10)}`)).toBe(seconds * 1000)
    }))
  })

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('', '2014-01-20', '2014-01-20T', '01-20-2014T'), (text, start) => {
      const moment = readMoment(start + text)
      expect(moment === null || Number.isInteger(moment)).toBe(true)
    }))
  })
})

it.each([[true, true], ['True', true], ['true', true], ['1', true], [false, false], ['False', false], ['0', false], ['yes', null], [null, null], ['', null]])('the flag %s is %s', (value, flag) => { expect(readFlag(value)).toBe(flag) })

it.each(['26VE349M', '123456789009876543210164', '1477559781667847272-215-56-629-1654639508', 'id with blank', 'é'])('“%s” is an id as it stands', (id) => { expect(readId(id)).toBe(id) })
it.each([' 26VE349M', '26VE349M\n', ' 26VE349M '])('%j is the same id without its blanks', (id) => { expect(readId(id)).toBe('26VE349M') })
it.each(['', ' ', 'A\u0007B', 'x'.repeat(60_001)])('%j is no id', (id) => { expect(readId(id)).toBeNull() })

it('an amount is what was written, or nothing', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.stringMatching(/^-?\d{1,12}(\.\d{1,8})?$/)), (text) => {
    const amount = readDecimal(text)
    expect(amount === null || amount === text.trim()).toBe(true)
    if (/^\d{1,12}(\.\d{1,8})?$/.test(text)) expect(amount).toBe(text)
  }))
})

it('cleaning twice changes nothing more', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { expect(cleanText(cleanText(text))).toBe(cleanText(text)) }))
})

it('a number with an exponent keeps its value and every digit', () => {
  fc.assert(fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.nat({ max: 99_999 }), fc.integer({ min: -12, max: 12 }), (whole, broken, exponent) => {
    const written = `${String(whole)}.${String(broken)}e${String(exponent)}`
    const read = readDecimal(parseWire(written, (text) => text))
    expect(read).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/)
    expect(Number(read)).toBe(Number(written))
  }))
  expect(['1e99', '1e100', '-1e-99'].map((written) => readDecimal(parseWire(written, (text) => text)))).toEqual([null, null, null])
})

it('a raw line break or tab within a text is a blank, and spoils nothing beside it', () => {
  const read = parseWire('{"data":[\n{"name":"Anna\nMuster\tjun."},{"price":4.70}]}', (text) => text)
  expect(JSON.stringify(read)).toBe('{"data":[{"name":"Anna Muster jun."},{"price":4.70}]}')
  expect(parseWire('{"data":[\n', (text) => text)).toBeUndefined()
})
