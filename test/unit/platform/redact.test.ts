import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../../../electron/platform/redact.ts'

describe('the log', () => {
  it('holds no secret and no recipient, wherever they stand', () => {
    const told = JSON.stringify(redact({
      orderId: 7, requestId: 'req-1', accessToken: 'AAA', nested: [{ clientSecret: 'BBB', shipTo: { name: 'CCC' }, phone: 'DDD' }], url: 'http://localhost/cb?code=EEE&state=FFF', header: 'Bearer GGG', body: '{"access_token":"HHH","refresh_token" : "III"}', error: new Error('refresh_token=JJJ')
    }))
    for (const secret of ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH', 'III', 'JJJ']) expect(told).not.toContain(secret)
    expect(told).toContain('"orderId":7')
    expect(told).toContain('req-1')
  })

  it('never fails, whatever it is given', () => {
    fc.assert(fc.property(fc.anything({ withDate: true, withMap: true, withNullPrototype: true }), (value) => {
      redact(value)
    }))
  })
})
