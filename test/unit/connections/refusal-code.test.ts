import { expect, it } from 'vitest'
import { audienceOf, fixedAddress } from '../../../electron/connections/audience.ts'
import { isHere } from '../../../electron/domain/connection.ts'
import { authorizeAddress, isFresh, refusalCode } from '../../../electron/connections/oauth.ts'

it.each<[number, string, string, string]>([
  [401, '4000', 'api.unauthorized: client_id or client_secret is wrong', 'signin_wrong_secret'], [401, 'invalid_client', 'invalid_client', 'signin_wrong_secret'], [400, '1000', 'invalid client secret', 'signin_wrong_secret'], [401, '401', '', 'signin_wrong_secret'],
  [400, '1000', 'redirect_uri is not the one that the code was asked for with', 'signin_redirect_mismatch'], [401, '4000', 'wrong redirect uri', 'signin_redirect_mismatch'],
  [400, '1000', 'code has expired', 'signin_code_expired'], [400, 'invalid_grant', 'invalid_grant', 'signin_code_expired'], [400, '1000', 'authorization code was used already', 'signin_code_expired'],
  [400, '1000', 'something else', 'signin_not_accepted'], [403, '1', '', 'signin_not_accepted']
])('a refusal with %d, %s, “%s” is %s', (httpStatus, code, message, expected) => { expect(refusalCode({ httpStatus, code, message })).toBe(expected) })

it('the authorize address says who asks, for what, and where to go on', () => {
  expect(authorizeAddress({ address: 'https://api-merchant.joom.com', clientId: 'a b&c' }, 'http://localhost:41917/joom/callback', 's-1'))
    .toBe('https://api-merchant.joom.com/api/v2/oauth/authorize?client_id=a+b%26c&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A41917%2Fjoom%2Fcallback&state=s-1')
})

it('a token is renewed five minutes before its end, and one whose end is not known is not', () => {
  const pair = (expiresAt: number | null) => ({ access: 'a', refresh: 'r', expiresAt })
  expect([isFresh(pair(1_000_000), 700_000), isFresh(pair(1_000_000), 699_999), isFresh(pair(null), 1e15)]).toEqual([false, true, true])
})

it('keeps apart whom a secret is for', () => {
  const audiences = [{ environment: 'production', address: 'https://api-merchant.joom.com' }, { environment: 'rehearsal', address: 'http://127.0.0.1:1' }, { environment: 'custom', address: 'http://127.0.0.1:1' }, { environment: 'custom', address: 'https://sandbox.example' }] as const
  expect(new Set(audiences.map(audienceOf)).size).toBe(4)
  expect(audienceOf({ environment: 'rehearsal', address: 'http://127.0.0.1:2' })).toBe(audienceOf({ environment: 'rehearsal', address: 'http://127.0.0.1:1' }))
  expect(fixedAddress('production', 'https://elsewhere.example')).toEqual({ origin: 'https://api-merchant.joom.com' })
  expect(fixedAddress('rehearsal', 'https://elsewhere.example')).toBeNull()
  expect(fixedAddress('custom', 'http://elsewhere.example')).toEqual({ problem: 'not_https' })
  expect([isHere('http://127.0.0.1:5'), isHere('http://localhost:5'), isHere('https://joom.example'), isHere('nonsense')]).toEqual([true, true, false, false])
})
