import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReference } from '../../../scripts/read-reference.ts'

const text = `A Reference

List of Accepted Colors

Acid Blue
Acid Green #B0BF1A
St. Somebody's Blue #23297a

List of Accepted Sizes

Weight

  • 1.3oz
  • 1, 2, 3, ...
  • Any valid weight in\u00a0g, kg, pounds (roughly)

Clothing

  • One Size
  • XS, S, Youth M (10-12)

Beds

Twin
Super King

Create a Product

How do I get all?

> curl https://example.com/api/v2/order/multi-get?access_token=abc&start=0&count=50

Fulfill an Order

Example Request

> curl https://example.com/api/v2/order/fulfill-one -d "id=1&note=two words" --data-urlencode "extra=%41"

Example Response

{
  "code": "1000",
  "data": {
    "deep": [ "x" ]
  }
}

Accepted Shipping Providers

  • DHL
  • China Post (中国邮政)
`

describe('reading the reference', () => {
  it('takes its lists', () => {
    const { colors, sizes, providers } = readReference(text)
    expect(colors).toEqual([{ name: 'Acid Blue', hex: null }, { name: 'Acid Green', hex: '#b0bf1a' }, { name: "St. Somebody's Blue", hex: '#23297a' }])
    expect(sizes.measures).toEqual([{ kind: 'Weight', units: ['g', 'kg', 'pounds'], examples: ['1.3oz'] }])
    expect(sizes.named).toEqual([
      { group: 'Clothing', name: 'One Size' }, { group: 'Clothing', name: 'XS' }, { group: 'Clothing', name: 'S' }, { group: 'Clothing', name: 'Youth M (10-12)' },
      { group: 'Beds', name: 'Twin' }, { group: 'Beds', name: 'Super King' }
    ])
    expect(providers).toEqual([{ name: 'DHL', chinese: null }, { name: 'China Post', chinese: '中国邮政' }])
  })

  it('takes its examples in their order, requests as what curl would send, answers letter by letter', () => {
    expect(readReference(text).examples.map(({ line: _line, ...example }) => example)).toEqual([
      { kind: 'request', section: 'How do I get all?', method: 'GET', path: 'order/multi-get', fields: { access_token: 'abc', start: '0', count: '50' } },
      { kind: 'request', section: 'Fulfill an Order', method: 'POST', path: 'order/fulfill-one', fields: { id: '1', note: 'two words', extra: 'A' } },
      { kind: 'answer', section: 'Fulfill an Order', text: '{\n  "code": "1000",\n  "data": {\n    "deep": [ "x" ]\n  }\n}' }
    ])
  })

  it.each([
    ['a list that is missing', text.replace('List of Accepted Colors', 'Colors')],
    ['a list that is empty', text.replaceAll(/ {2}• (DHL|China).*\n/g, '')],
    ['an answer without an end', text.replace(/^}$/m, '')],
    ['a curl line of another form', text.replace('> curl https://example.com/api/v2/order/multi-get', 'curl https://example.com/api/v2/order/multi-get')],
    ['a call of another version', text.replace('/api/v2/order/fulfill-one', '/api/v3/order/fulfill-one')]
  ])('refuses %s, so that nothing is left out silently', (_what, broken) => {
    expect(() => readReference(broken)).toThrow()
  })

  it.each(['colors', 'sizes', 'providers'])('gives the client and the rehearsal server the same %s', (list) => {
    const [one, other] = ['domain', 'rehearsal'].map((folder) => readFileSync(join(import.meta.dirname, '../../../electron', folder, 'data', `${list}.json`), 'utf8'))
    expect(one?.length).toBeGreaterThan(1000)
    expect(other).toBe(one)
  })
})
