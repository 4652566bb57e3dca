import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonBytes, jsonText, Written } from '../../../electron/rehearsal/exchange.ts'

describe('the bytes of an answer', () => {
  it('are the same whether its entities were written before or are written now', () => {
    fc.assert(fc.property(fc.array(fc.object()), fc.string({ unit: 'grapheme' }), fc.option(fc.object(), { nil: undefined }), (entities, message, paging) => {
      const body = { code: 0, message, ...(paging && { paging }) }
      const plain = { code: 0, data: entities, message, ...(paging && { paging }) }
      const written = { ...plain, data: entities.map((entity) => new Written(() => entity)) }
      expect(jsonBytes(written).toString()).toBe(jsonText(plain))
      expect(jsonText(written)).toBe(jsonText(plain))
      expect(JSON.parse(jsonBytes(written).toString())).toMatchObject({ code: body.code, message: body.message })
    }))
  })

  it('of an entity are made once', () => {
    let made = 0
    const entity = new Written(() => { made++; return { sku: 'A&B' } })
    for (let n = 0; n < 3; n++) expect(jsonBytes({ code: 0, data: [entity] }).toString()).toBe(String.raw`{"code":0,"data":[{"sku":"A\u0026B"}]}`)
    expect(made).toBe(1)
  })
})
