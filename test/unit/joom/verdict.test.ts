import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviceOn, type Advice } from '../../../electron/domain/advice.ts'
import type { Exchange } from '../../../electron/joom/exchange.ts'
import { scrubber } from '../../../electron/joom/scrub.ts'
import { throttledUntil } from '../../../electron/joom/throttle.ts'
import { changeOutcome, readOutcome, verdictOf } from '../../../electron/joom/verdict.ts'
import { exampleAnswer } from '../../support/reference-examples.ts'

const fulfilled = exampleAnswer('Fulfill an Order')
const providerRefused = exampleAnswer('API Errors')
const providerRefusedAsText = exampleAnswer('How to Debug')
const now = Date.UTC(2026, 0, 1)
const token = 'tok/en+1234567890abcdef'
const answer = (status: number, text: string, headers: Record<string, string> = {}, whole = true): Exchange => ({ kind: 'answer', status, headers, body: Buffer.from(whole ? text : ''), whole, flaw: whole ? '' : 'cut' })
const change = (exchange: Exchange) => changeOutcome(verdictOf(exchange, now, scrubber([token])))
const read = (exchange: Exchange) => readOutcome(verdictOf(exchange, now, scrubber([token]), true), ({ data }) => ({ value: data }))
const html = '<html><body>502 Bad Gateway</body></html>'
const ok = '{"code":0,"data":{},"message":""}'
const no = '{"code":1002,"data":{},"message":"This order has been fulfilled already"}'

describe('the table', () => {
  it.each<[string, Exchange, string, string]>([
    ['no connection', { kind: 'not_sent', message: 'connect ECONNREFUSED' }, 'not_sent', 'unavailable'],
    ['no answer', { kind: 'lost', message: 'socket hang up' }, 'unknown', 'unavailable'],
    ['200, code 0', answer(200, ok), 'accepted', 'ok'],
    ['200, code "0"', answer(200, ok.replace('0', '"0"')), 'accepted', 'ok'],
    ['200, code 0.0', answer(200, ok.replace('0', '0.0')), 'accepted', 'ok'],
    ['201, code 0', answer(201, ok), 'accepted', 'ok'],
    ['200, code 0 after a byte order mark', answer(200, `\ufeff${ok}`), 'accepted', 'ok'],
    ['200, an error code', answer(200, no), 'refused', 'refused'],
    ['400, an error code', answer(400, no), 'refused', 'refused'],
    ['404, an error code', answer(404, no), 'refused', 'refused'],
    ['401, anything', answer(401, html), 'unauthorized', 'unauthorized'],
    ['401, cut', answer(401, '', {}, false), 'unauthorized', 'unauthorized'],
    ['400, code 1015', answer(400, no.replace('1002', '1015')), 'unauthorized', 'unauthorized'],
    ['200, code 4000', answer(200, no.replace('1002', '4000')), 'unauthorized', 'unauthorized'],
    ['429, HTML', answer(429, html), 'throttled', 'throttled'],
    ['400, code 9000', answer(400, no.replace('1002', '"9000"')), 'throttled', 'throttled'],
    ['500, HTML', answer(500, html), 'unknown', 'unavailable'],
    ['500, an error code', answer(500, no), 'unknown', 'unavailable'],
    ['503, code 1015', answer(503, no.replace('1002', '1015')), 'unknown', 'unavailable'],
    ['500, code 0', answer(500, ok), 'unknown', 'unavailable'],
    ['302', answer(302, ''), 'unknown', 'unavailable'],
    ['408', answer(408, no), 'unknown', 'unavailable'],
    ['200, HTML', answer(200, html), 'unknown', 'unreadable'],
    ['200, cut', answer(200, '', {}, false), 'unknown', 'unreadable'],
    ['200, half a JSON', answer(200, ok.slice(0, -3)), 'unknown', 'unreadable'],
    ['200, no code', answer(200, '{"data":{"success":"True"}}'), 'unknown', 'unreadable'],
    ['200, a code that is no number', answer(200, '{"code":"ok"}'), 'unknown', 'unreadable'],
    ['200, empty', answer(200, ''), 'unknown', 'unreadable'],
    ['200, a list', answer(200, '[]'), 'unknown', 'unreadable'],
    ['404, HTML', answer(404, html), 'unknown', 'unreadable'],
    ['400, code 0', answer(400, ok), 'unknown', 'unreadable'],
    ['401, code 0', answer(401, ok), 'unknown', 'unreadable'],
    ['429, code 0', answer(429, ok), 'unknown', 'throttled']
  ])('%s', async (_name, exchange, changed, wasRead) => {
    expect(change(exchange).kind).toBe(changed)
    expect((await read(exchange)).kind).toBe(wasRead)
  })
})

describe('the codes that are known', () => {
  it.each<[string, number, string, string | null, ReturnType<typeof change>['kind'], Advice]>([
    ['an invalid parameter', 400, '1000', '2003', 'refused', 'correct'],
    ['an invalid id', 400, '1000', '2014', 'refused', 'gone'],
    ['a missing parameter', 400, '1001', 'tracking_provider', 'refused', 'correct'],
    ['fulfilled already', 400, '1002', null, 'refused', 'read_again'],
    ['no such product', 400, '1004', '2018', 'refused', 'gone'],
    ['no such order', 400, '1004', '2021', 'refused', 'gone'],
    ['no such variation', 400, '1004', null, 'refused', 'gone'],
    ['an expired token', 401, '1015', null, 'unauthorized', 'sign_in'],
    ['a revoked token', 401, '1016', null, 'unauthorized', 'sign_in'],
    ['another trouble with the token', 401, '1017', null, 'unauthorized', 'sign_in'],
    ['yet another', 401, '1018', null, 'unauthorized', 'sign_in'],
    ['unauthorized', 401, '4000', null, 'unauthorized', 'sign_in'],
    ['not found', 404, '4001', null, 'refused', 'gone'],
    ['throttled', 429, '9000', null, 'throttled', 'wait']
  ])('%s: %d, %s, data %s', (_name, status, code, data, kind, advice) => {
    for (const written of [code, `"${code}"`]) {
      const outcome = change(answer(status, `{"code":${written},"data":${data === null ? '{}' : JSON.stringify(data)},"message":"words"}`, { 'request-id': 'r-1' }))
      expect(outcome).toMatchObject(kind === 'refused' ? { kind, httpStatus: status, code, data, message: 'words', requestId: 'r-1' } : { kind, requestId: 'r-1' })
      expect(adviceOn(outcome)).toBe(advice)
    }
  })
})

describe('every status with every code', () => {
  const bodies: Readonly<Record<string, string | null>> = {
    ...Object.fromEntries(['0', '"0"', '1000', '"1000"', '1001', '1002', '1004', '1015', '1016', '1017', '1018', '4000', '"4000"', '4001', '9000', '"9000"', '7777', '-1', '1e3', '0.5', 'true', 'null', '"zero"', '[0]'].map((code) => [code, `{"code":${code},"data":{},"message":"m"}`])),
    none: '{"data":{},"message":"m"}', html, empty: '', half: ok.slice(0, -3), list: '[]', cut: null
  }
  /** The first rule that fits says what becomes of a change and of a reading. */
  const rules: ReadonlyArray<readonly [(status: number, code: string) => boolean, string, string]> = [
    [(status) => status === 408 || status < 200 || (status >= 300 && status < 400) || status >= 500, 'unknown', 'unavailable'],
    [(status, code) => status < 300 && ['0', '"0"'].includes(code), 'accepted', 'ok'],
    [(status, code) => status === 429 && ['0', '"0"'].includes(code), 'unknown', 'throttled'],
    [(_status, code) => ['0', '"0"'].includes(code), 'unknown', 'unreadable'],
    [(status) => status === 401, 'unauthorized', 'unauthorized'],
    [(_status, code) => ['1015', '1016', '1017', '1018', '4000', '"4000"'].includes(code), 'unauthorized', 'unauthorized'],
    [(status, code) => status === 429 || ['9000', '"9000"'].includes(code), 'throttled', 'throttled'],
    [(_status, code) => ['1000', '"1000"', '1001', '1002', '1004', '4001', '7777', '-1'].includes(code), 'refused', 'refused'],
    [() => true, 'unknown', 'unreadable']
  ]
  it.each(Object.entries(bodies))('with %s', async (code, text) => {
    for (let status = 100; status < 600; status++) {
      const exchange = answer(status, text ?? '', { 'request-id': 'r-1' }, text !== null)
      const [, changed, wasRead] = rules.find(([fits]) => fits(status, code)) ?? []
      expect([status, change(exchange).kind, (await read(exchange)).kind]).toEqual([status, changed, wasRead])
      expect(change(exchange)).toMatchObject({ requestId: 'r-1' })
      expect(await read(exchange)).toMatchObject({ requestId: 'r-1' })
    }
  })
})

it('takes every way to write success, and no other', () => {
  const said = (data: string) => change(answer(200, `{"code":0,"data":${data},"msg":"soon"}`))
  for (const data of ['{"success":"True"}', '{"success":true}', '{}', 'null']) expect(said(data)).toEqual({ kind: 'accepted', message: 'soon', requestId: null })
  for (const data of ['{"success":"False"}', '{"success":false}']) expect(said(data).kind).toBe('unknown')
  expect(change(answer(200, fulfilled))).toMatchObject({ kind: 'accepted', message: 'Your order is been processed right now!' })
})

it('gives Joom’s no with its words, code, data and request id', async () => {
  const expected = { kind: 'refused', httpStatus: 400, code: '1000', message: 'Tracking provider is not one of the accepted providers on Joom', data: '2003', requestId: 'r-1' }
  expect(change(answer(400, providerRefused, { 'request-id': 'r-1' }))).toEqual(expected)
  expect(await read(answer(400, providerRefusedAsText, { 'x-request-id': 'r-1' }))).toEqual(expected)
})

it('takes the token out of everything a server repeats', () => {
  const echo = JSON.stringify({ code: 1000, message: `bad ${token} ${encodeURIComponent(token)}`, data: { [token]: token, url: `https://x/?access_token=${encodeURIComponent(token)}` } }).replaceAll('/', '\\/')
  const outcome = change(answer(400, echo, { 'request-id': token }))
  expect(outcome.kind).toBe('refused')
  expect(JSON.stringify(outcome)).not.toMatch(/en\+1234|en%2B1234/)
  const escaped = `{"code":1000,"message":"${Array.from(token, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`
  expect(change(answer(400, escaped))).toMatchObject({ message: '[secret]' })
})

describe('how long Joom wants to be left alone', () => {
  it.each<[string, Record<string, string>, number]>([
    ['nothing said', {}, 60_000], ['seconds', { 'retry-after': '7' }, 7000], ['broken seconds', { 'retry-after': '0.2' }, 1000], ['nonsense', { 'retry-after': 'soon' }, 60_000],
    ['a date', { 'retry-after': new Date(now + 90_000).toUTCString() }, 90_000],
    ['a date, and a clock that is wrong here', { 'retry-after': 'Mon, 03 Feb 2031 10:00:30 GMT', date: 'Mon, 03 Feb 2031 10:00:00 GMT' }, 30_000],
    ['a date gone by', { 'retry-after': new Date(now - 90_000).toUTCString() }, 1000],
    ['the limit’s reset', { 'x-rate-limit-reset': '12' }, 12_000], ['the limit’s reset as a moment, by its own clock', { 'x-rate-limit-reset': '1768940450', date: 'Tue, 20 Jan 2026 20:20:20 GMT' }, 30_000], ['the limit’s reset as a moment', { 'x-rate-limit-reset': String(Math.ceil(now / 1000) + 40) }, Math.ceil(now / 1000) * 1000 + 40_000 - now], ['both', { 'retry-after': '3', 'x-rate-limit-reset': '12' }, 3000], ['ten years', { 'retry-after': '315360000' }, 3_600_000]
  ])('%s', (_name, headers, wait) => {
    expect(throttledUntil(headers, now)).toBe(now + wait)
    expect(change(answer(429, '', headers))).toEqual({ kind: 'throttled', until: now + wait, requestId: null })
  })
})

it('has a word for every answer there can be, and believes none without code 0 and a 2xx', async () => {
  const body = fc.oneof(fc.string(), fc.json(), fc.record({ code: fc.oneof(fc.integer(), fc.string(), fc.constant(0)), message: fc.oneof(fc.string(), fc.constant(token)), data: fc.anything() }).map((v) => JSON.stringify(v)))
  const headers = fc.dictionary(fc.constantFrom('retry-after', 'date', 'x-rate-limit-reset', 'request-id'), fc.oneof(fc.string(), fc.integer().map(String)))
  await fc.assert(fc.asyncProperty(fc.integer({ min: 100, max: 999 }), body, headers, fc.boolean(), async (status, text, head, whole) => {
    const exchange = answer(status, text, head, whole)
    const outcome = change(exchange)
    if (outcome.kind === 'accepted') {
      expect(status >= 200 && status < 300 && whole).toBe(true)
      expect(Number((JSON.parse(text) as { code: unknown }).code)).toBe(0)
    }
    if (outcome.kind === 'throttled') expect(outcome.until).toBeGreaterThan(now)
    expect(JSON.stringify([outcome, await read(exchange)])).not.toContain(token)
  }), { numRuns: 500 })
})
