import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codec } from '../../../electron-host/page/codec.ts'

const wire = codec()
const back = (value: unknown): unknown => wire.decode(wire.encode(value))

describe('the codec between main process and page', () => {
  it('gives back whatever structured clone can carry', () => {
    const bytes = fc.uint8Array()
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.bigInt(), fc.constantFrom(undefined, null), fc.date(), bytes)
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', 'v', '__proto__', 'constructor')), tie('tree'), { noNullPrototype: true }), fc.array(fc.tuple(fc.string(), tie('tree'))).map((pairs) => new Map(pairs)), fc.array(leaf).map((values) => new Set(values)))
    }))
    fc.assert(fc.property(tree, (value) => isDeepStrictEqual(back(value), value)))
  })

  it.each([
    ['a signed zero', -0], ['infinity', -Infinity], ['not a number', Number.NaN], ['an expression', /a+\/"/giu], ['an invalid date', new Date(Number.NaN)],
    ['a view in the middle of a buffer', new Uint16Array(new Uint8Array([1, 2, 3, 4, 5, 6]).buffer, 2, 2)], ['a buffer', new Uint8Array([7, 8]).buffer], ['a view of floats', new Float64Array([0.1, -1e300])]
  ])('gives back %s', (_name, value) => { expect(back(value)).toStrictEqual(value) })

  it('gives an error back with its name, message and stack', () => {
    const error = back(new RangeError('too far'))
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'RangeError', message: 'too far', stack: expect.stringContaining('codec.test') as string })
  })

  it.each([['a function', () => 1], ['a symbol', Symbol('x')], ['a promise', Promise.resolve()], ['a function deep inside', { a: [{ b: () => 1 }] }], ['a proxy', new Proxy({}, {})]])('refuses %s as Electron does', (_name, value) => {
    expect(() => wire.encode(value)).toThrow('An object could not be cloned.')
  })

  it('takes a name that looks like its own marks for what it is', () => {
    expect(back({ $: 'date', v: 0 })).toEqual({ $: 'date', v: 0 })
    const hostile = back(JSON.parse('{"__proto__":{"polluted":true}}')) as object
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype)
    expect(Object.keys(hostile)).toEqual(['__proto__'])
    expect('polluted' in {}).toBe(false)
  })
})
