import { describe, expect, it } from 'vitest'
import { adviceOn, adviceOnRefusal, advices } from '../../../electron/domain/advice.ts'
import { flawReasons } from '../../../electron/domain/flaw.ts'
import catalogue from '../../../renderer/locales/en/errors.json' with { type: 'json' }

describe('what to do about Joom’s no', () => {
  it.each([
    ['1000', '2003', 'Tracking provider is not one of the accepted providers on Joom', 'correct'], ['1000', '2014', '0 is an invalid id', 'gone'], ['1000', null, 'api.bad_request: invalid tracking provider', 'correct'],
    ['1001', 'tracking_provider', 'Missing parameter', 'correct'], ['1002', null, 'This order has been fulfilled already', 'read_again'], ['1004', '2018', 'Product not found', 'gone'], ['1004', '2021', 'Order not found', 'gone'],
    ['1004', null, 'Variant not found', 'gone'], ['4001', null, 'api.not_found', 'gone'], ['1000', null, 'logic.order.invalid_status_transition: order \'A\' can\'t go from \'shipped\' to \'shipped\'', 'read_again'], ['7777', null, 'something new', 'ask_joom'],
    ['1000', null, 'Order not in SHIPPED state', 'read_again'], ['1000', null, 'The tracking number for this order is confirmed already, it cannot be changed.', 'read_again'], ['1028', null, 'This order has been fulfilled already', 'read_again'],
    ['1028', null, 'This tracking number has been used before and cannot be reused', 'correct'], ['1000', null, '0 is an invalid id', 'gone'], ['7777', null, 'api.not_found', 'gone'], ['7777', null, 'api.bad_request: invalid tracking provider, see …', 'correct']
  ])('%s, %s: %s', (code, data, message, advice) => { expect(adviceOnRefusal({ code, data, message })).toBe(advice) })
})

it('there is something to do about everything but success', () => {
  const requestId = 'r-1'
  const message = ''
  expect(adviceOn({ kind: 'ok', value: 1, requestId })).toBeNull()
  expect(adviceOn({ kind: 'accepted', message, requestId })).toBeNull()
  expect(adviceOn({ kind: 'invalid', field: 'size', reason: 'not_accepted' })).toBe('correct')
  expect(adviceOn({ kind: 'refused', httpStatus: 400, code: '1002', message, data: null, requestId })).toBe('read_again')
  expect(adviceOn({ kind: 'unauthorized', message, requestId })).toBe('sign_in')
  expect(adviceOn({ kind: 'throttled', until: 1, requestId })).toBe('wait')
  expect(adviceOn({ kind: 'not_sent', message })).toBe('retry_later')
  expect(adviceOn({ kind: 'unavailable', message, requestId })).toBe('retry_later')
  expect(adviceOn({ kind: 'unknown', message, requestId })).toBe('read_back')
  expect(adviceOn({ kind: 'unreadable', message, requestId })).toBe('ask_joom')
})

it('every advice and every flaw has its sentence', () => {
  expect(Object.keys(catalogue.errors.advice).sort()).toEqual([...advices].sort())
  expect(Object.keys(catalogue.errors.flaw).sort()).toEqual([...flawReasons].sort())
})
