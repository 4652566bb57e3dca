import { describe, expect, it } from 'vitest'
import { shippingTimeOf } from '../../../electron/domain/shipping-time.ts'

describe('shipping time', () => {
  it.each([['7-21', '7-21'], ['2', null], ['14', null], ['2-2', '2-2'], [' 5 - 9 ', '5-9'], ['7–21', '7-21'], ['07-21', '7-21'], ['1', null], ['1-9', null], ['9-5', null], ['', null], ['-5', null], ['7-', null], ['soon', null], ['1000', null]])('“%s” is sent as %s', (typed, sent) => {
    expect(shippingTimeOf(typed)).toBe(sent)
  })
})
