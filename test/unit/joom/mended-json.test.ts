import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mendedJson } from '../../../electron/joom/mended-json.ts'
import { parseWire, wireText } from '../../../electron/joom/wire-json.ts'

const asIs = (text: string): string => text
const read = (text: string): string | undefined => {
  const value = parseWire(text, asIs, true)
  return value === undefined ? undefined : wireText(value)
}

it.each([
  ['commas behind the last', '{"data":[{"a":1,},{"b":[2 , ] ,\n} , ],}', '{"data":[{"a":1},{"b":[2]}]}'],
  ['numbers that are none', '{"a":NaN,"b":[-Infinity,Infinity, NaN ],"c":-1}', '{"a":null,"b":[null,null,null],"c":-1}'],
  ['a guard', `)]}',\n{"a":1}`, '{"a":1}'], ['a short guard', `)]}'{"a":1}`, '{"a":1}'],
  ['blanks, byte order marks and line breaks around', '\ufeff \u00a0\r\n\ufeff{"a":1}\n\0 ', '{"a":1}'],
  ['all of it, beside texts that look like it', `)]}',{"a":",]","b":"NaN, }\\\\","c\\",}":NaN,}`, '{"a":",]","b":"NaN, }\\\\","c\\",}":null}']
])('reads %s', (_what, text, value) => {
  expect(read(text)).toBe(value)
})

it.each(['{"a":1,,}', '[,]', '{,}', '[1,,2]', '{"a":}', '{"a":NaN', '{"a":NaNa}', '{"NaN:1}', '[1 2]', '{"a":1}}', '{"a":[1,2,', `)]}'`, '{a:1}', "{'a':1}", '{"a":1}/* */', ''])('leaves what is wrong otherwise alone: %s', (text) => {
  expect(read(text)).toBeUndefined()
})

it('only where it is asked for', () => {
  for (const text of ['{"a":1,}', '{"a":NaN}', `)]}',{}`]) expect(parseWire(text, asIs)).toBeUndefined()
})

it('changes nothing of what is JSON, whatever stands in it', () => {
  fc.assert(fc.property(fc.json(), (text) => {
    expect(mendedJson(text)).toBe(text)
  }))
})

it('takes a long text in one go', () => {
  const long = 'x\\"'.repeat(2_000_000)
  expect(read(`{"a":"${long}",}`)).toBe(`{"a":"${long}"}`)
  expect(read(`{"a":"${long}`)).toBeUndefined()
})
