import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrubAll, scrubber, scrubInSteps } from '../../../electron/joom/scrub.ts'
import { parseWire, wireText } from '../../../electron/joom/wire-json.ts'

const secret = 'tok/en+12=34"5&67<89\'0~ab'
const scrub = scrubber([secret])
const each = (form: (character: string) => string): string => Array.from(secret, form).join('')
const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0')

describe('a secret is found', () => {
  it.each([
    ['as it is', secret], ['in a URL', encodeURIComponent(secret)], ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)], ['in a URL, in small letters', encodeURIComponent(secret).toLowerCase()],
    ['in a URL, each sign', each((c) => `%${hex(c)}`)], ['in a URL, twice', encodeURIComponent(encodeURIComponent(secret))], ['in JSON', JSON.stringify(secret).slice(1, -1)], ['in JSON, slashes too', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON, each sign', each((c) => `\\u00${hex(c)}`)], ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in HTML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;')], ['in HTML, each sign', each((c) => `&#x${hex(c)};`)]
  ])('%s', (_name, written) => { expect(scrub(`before ${written} after`)).toBe('before [secret] after') })

  it('however its signs are mixed', () => {
    const form = fc.constantFrom<(c: string) => string>((c) => c, (c) => `%${hex(c)}`, (c) => `%${hex(c).toUpperCase()}`, (c) => `\\u00${hex(c)}`, (c) => `&#${String(c.charCodeAt(0))};`)
    fc.assert(fc.property(fc.array(form, { minLength: secret.length, maxLength: secret.length }), (forms) => {
      expect(scrub(`a ${Array.from(secret, (c, i) => (forms[i] ?? String)(c)).join('')} b`)).toBe('a [secret] b')
    }))
  })

  it('also where its own signs look like those of an escape', () => {
    const sign = fc.constantFrom(...'aAbB25uU0041%&\\#x;/"<')
    const form = fc.constantFrom<(c: string) => string>((c) => c, (c) => `%${hex(c)}`, (c) => `%2525${hex(c)}`, (c) => `\\\\u00${hex(c)}`, (c) => `&#0${String(c.charCodeAt(0))};`, (c) => (/\W/.test(c) ? `\\${c}` : c))
    fc.assert(fc.property(fc.array(fc.tuple(sign, form), { minLength: 8, maxLength: 10 }), fc.array(sign), fc.array(sign), (signs, before, after) => {
      const written = [...before, ...signs.map(([c, as]) => as(c)), ...after].join('')
      expect(scrubber([signs.map(([c]) => c).join('')])(written)).not.toBe(written)
    }))
  })

  it('however long it is', () => {
    const long = Array.from({ length: 8000 }, (_, i) => 'abcdefghijkABCDEFGHIJK0123456789-_'.charAt((i * 7919 + (i >> 3)) % 34)).join('')
    for (const written of [long, Array.from(long, (c) => `%${hex(c)}`).join('')]) expect(scrubber([long])(`before ${written} after`)).toBe('before [secret] after')
  })

  it('in values and in keys of JSON, however they are escaped', () => {
    const plain = 'plain-secret-0123456789'
    const escaped = Array.from(plain, (c) => `\\u00${hex(c)}`).join('')
    const value = parseWire(`{"${escaped}":"${escaped}","list":[{"${plain}":1}],"__proto__":{"${escaped}":2}}`, scrubber([plain]))
    expect(wireText(value ?? null)).toBe('{"[secret]":"[secret]","list":[{"[secret]":1}],"__proto__":{"[secret]":2}}')
  })

  it('in a value or key of JSON, each sign written in a way of its own and that escaped once more, whatever stands around it', () => {
    const plain = 'Ab/9+z=0.tok'
    /** A sign as a URL, HTML or nothing has it, then each character of that as JSON has it: itself or escaped. */
    const within = fc.constantFrom<(c: string) => string>((c) => c, (c) => `%${hex(c)}`, (c) => `%25${hex(c)}`, (c) => `&#x${hex(c)};`)
    const json = fc.constantFrom<(c: string) => string>((c) => JSON.stringify(c).slice(1, -1), (c) => `\\u00${hex(c)}`, (c) => `\\u00${hex(c).toUpperCase()}`, (c) => (c === '/' ? '\\/' : c))
    const around = fc.stringMatching(/^[ a-z\u4e2d"\\\n/&%]{0,6}$/)
    fc.assert(fc.property(fc.array(fc.tuple(within, fc.array(json, { minLength: 9, maxLength: 9 })), { minLength: plain.length, maxLength: plain.length }), around, around, (forms, before, after) => {
      const written = Array.from(plain, (sign, i) => Array.from(forms[i]![0](sign), (c, k) => forms[i]![1][k]!(c)).join('')).join('')
      const bare = (text: string): string => JSON.stringify(text).slice(1, -1)
      const value = parseWire(`{"a":"${bare(before)}${written}${bare(after)}","${written}":"\\n\\u4e2d"}`, scrubber([plain])) as Record<string, string>
      expect(Object.keys(value)).toEqual(['a', '[secret]'])
      expect(value['a']).toContain('[secret]')
      expect(value['[secret]']).toBe('\n\u4e2d')
    }), { numRuns: 500 })
  })
})

it('nothing else is touched, and short words are no secrets', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { fc.pre(!text.includes(secret)); expect(scrub(text)).toBe(text) }))
  expect(scrubber(['', 'order', '1234567'])('order 1234567')).toBe('order 1234567')
})

it('each text of a value is scrubbed, and nothing else is changed, at once or in steps', async () => {
  const value = { a: secret, b: [secret, 1, null, true, { c: `x${secret}` }], d: undefined }
  const clean = { a: '[secret]', b: ['[secret]', 1, null, true, { c: 'x[secret]' }], d: undefined }
  expect(scrubAll(value, scrub)).toEqual(clean)
  expect(await scrubInSteps({ page: Array.from({ length: 120 }, () => value) }, scrub)).toEqual({ page: Array.from({ length: 120 }, () => clean) })
})

it.each(['\\', '%25', '&#0', '%', '&', 'tok', 'tok/en+12=34"5&67<89\'0~a', '%2525', '\\u00'])('a long text of nothing but %s is looked through all the same', (part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length))
  expect(scrub(text)).toBe(text)
})
