import { expect, it } from 'vitest'
import { readError } from '../../../electron/contract/read-error.ts'
import { wayProblem } from '../../../electron/domain/way-problem.ts'
import errors from '../../../renderer/locales/en/errors.json'

const sentences = new Map(Object.entries(errors.errors))

it.each([
  ['getaddrinfo ENOTFOUND api-merchant.joom.com', 'name'],
  ['getaddrinfo EAI_AGAIN api-merchant.joom.com', 'name'],
  ['self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)', 'certificate'],
  ['self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN)', 'certificate'],
  ['unable to verify the first certificate (UNABLE_TO_VERIFY_LEAF_SIGNATURE)', 'certificate'],
  ['unable to get local issuer certificate (UNABLE_TO_GET_ISSUER_CERT_LOCALLY)', 'certificate'],
  ['write EPROTO 0:error:wrong version number', 'certificate'],
  ['certificate has expired (CERT_HAS_EXPIRED)', 'certificate_time'],
  ['certificate is not yet valid (CERT_NOT_YET_VALID)', 'certificate_time'],
  ["Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b", 'certificate_name'],
  ['Failed to establish tunnel to a:443 via http://p:1: HTTP/1.1 407 Proxy Authentication Required', 'proxy_password'],
  ['Received invalid Socks5 initial handshake (no accepted authentication type)', 'proxy_password'],
  ['Failed to establish tunnel to a:443 via http://p:1: HTTP/1.1 403 Forbidden', 'proxy'],
  ['the proxy http://p:1 did not answer in time', 'proxy'],
  ['Socks5 proxy rejected connection - NotAllowed', 'proxy'],
  ['HTTP 302', 'redirect'],
  ['HTTP 503', 'server'],
  ['connect ECONNREFUSED 127.0.0.1:1', 'unreachable'],
  ["Timeout awaiting 'response' for 45000ms (ETIMEDOUT)", 'unreachable'],
  ['rehearsal_unavailable', 'rehearsal'],
  ['', 'unreachable']
] as const)('“%s” is a problem of the kind %s, and has a sentence of its own', (words, problem) => {
  expect(wayProblem(words)).toBe(problem)
  expect(sentences.get(`unavailable_${problem}`)).toBeTruthy()
})

it('each outcome has its own sentence, the exact words and the request-id', () => {
  const requestId = 'r-1'
  const told = [
    readError({ kind: 'unauthorized', message: 'expired', requestId }, 0),
    readError({ kind: 'throttled', until: 4200, requestId }, 0),
    readError({ kind: 'refused', httpStatus: 400, code: '1000', message: 'bad', data: '2014', requestId }, 0),
    readError({ kind: 'unavailable', message: 'HTTP 503', requestId }, 0),
    readError({ kind: 'unreadable', message: 'HTTP 200, not an answer', requestId }, 0),
    readError({ kind: 'unreadable', message: 'HTTP 400 together with code 0', requestId }, 0),
    readError({ kind: 'unreadable', message: 'HTTP 200, the answer was cut off', requestId }, 0)
  ]
  expect(told.map(({ requestId: id }) => id)).toEqual(Array(7).fill('r-1'))
  expect(told.map(({ code, params }) => (params?.['problem'] === undefined ? code : `${code}_${params['problem']}`))).toEqual(['needs_authorization', 'throttled_for', 'refused_code', 'unavailable_server', 'unreadable_not_joom', 'unreadable_odd', 'unreadable_odd'])
  for (const { code, params } of told) expect(sentences.get(params?.['problem'] === undefined ? code : `${code}_${params['problem']}`), code).toBeTruthy()
  expect(told[1]?.params).toMatchObject({ seconds: 5 })
  expect(told[2]?.detail).toBe('bad · 2014')
})

it('the address stands with the values of a sentence that may name it', () => {
  expect(readError({ kind: 'unavailable', message: 'HTTP 503', requestId: null }, 0, 'https://api.example').params).toEqual({ problem: 'server', address: 'https://api.example' })
})
