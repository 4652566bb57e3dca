import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted } from '../../../electron/connections/pasted.ts'

const own = 'http://localhost:41917/joom/callback'
const code = { kind: 'code', code: 'a-B_c.1~2', state: null, redirect: null }

describe('what a person pastes', () => {
  it.each<[string, unknown]>([
    ['http://localhost:41917/joom/callback?code=a-B_c.1~2&state=s1', { ...code, state: 's1', redirect: own }],
    ['  "https://localhost:41917/joom/callback?state=s1&code=a-B_c.1~2"\n', { ...code, state: 's1', redirect: own.replace('http', 'https') }],
    ['http://localhost:41917/joom/callback?code=a-B_c.1~2', { ...code, redirect: own }],
    ['https://app.shop.example/tr/settings/joomcallbackcode?code=a-B_c.1~2', { ...code, redirect: 'https://app.shop.example/tr/settings/joomcallbackcode' }],
    ['http://localhost:41917/joom/callback?code=a-B_c.1~2&amp;state=s1', { ...code, state: 's1', redirect: own }],
    ['http://localhost:41917/joom/callback?state=s1&#38;code=a-B_c.1~2', { ...code, state: 's1', redirect: own }],
    ['\r\n http://localhost:41917/joom/call\nback?code=a-B_c.1~2&st\r\nate=s1 \n\n', { ...code, state: 's1', redirect: own }],
    ['http://localhost:41917/joom/callback?code=a-B_c.1~2&state=s1#_=_', { ...code, state: 's1', redirect: own }],
    ['\n\ta-B_c.1~2\r\n', code],
    ['http://localhost:41917/joom/callback?error=access_denied&amp;error_description=No%20thanks&amp;state=s1', { kind: 'refused', words: 'No thanks', state: 's1' }],
    ['?code=a-B_c.1~2&state=s1', { ...code, state: 's1' }],
    ['??code=a-B_c.1~2&state=s1', { ...code, state: 's1' }],
    ['http://localhost:41917/joom/callback??code=a-B_c.1~2&error=&error_description=&state=', { ...code, redirect: own }],
    ['code=a-B_c.1~2', code],
    ['a-B_c.1~2', code],
    ['  a-B_c.1~2 ', code],
    ['abc+/def==', { ...code, code: 'abc+/def==' }],
    ['http://localhost:41917/joom/callback?code=a%2Bb', { ...code, code: 'a+b', redirect: own }],
    ['http://localhost:41917/joom/callback?error=access_denied&state=s1', { kind: 'refused', words: 'access_denied', state: 's1' }],
    ['http://localhost:41917/joom/callback?error=access_denied&error_description=No%20thanks', { kind: 'refused', words: 'No thanks', state: null }],
    ['localhost:41917/joom/callback?code=a-B_c.1~2&state=s1', { ...code, state: 's1', redirect: own }],
    ['127.0.0.1:41917/joom/callback?code=a-B_c.1~2', { ...code, redirect: own.replace('localhost', '127.0.0.1') }],
    ['[::1]:41917/joom/callback?code=a-B_c.1~2', { ...code, redirect: own.replace('localhost', '[::1]') }],
    ['app.shop.example/tr/settings/joomcallbackcode?code=a-B_c.1~2', { ...code, redirect: 'https://app.shop.example/tr/settings/joomcallbackcode' }],
    ['app.shop.example?code=a-B_c.1~2', { ...code, redirect: 'https://app.shop.example' }],
    ['a-B_c\n.1~2', code],
    ['a-B \r\n  _c.1 ~2\u200b', code],
    ['abcd\nefgh', { ...code, code: 'abcdefgh' }],
    ['http://localhost:41917/joom/callback?code=a-B _c.1\u00a0~2', { ...code, redirect: own }],
    ['http://localhost:41917/joom/callback?code=a-B%20_c.1~2%0A', { ...code, redirect: own }],
    ['http://localhost:41917/joom/ callback?code=a-B_c.1~2', { ...code, redirect: own }],
    ['code = a-B_c.1~2', code],
    ['http://localhost:41917/joom/callback?code=a+b/1', { ...code, code: 'a+b/1', redirect: own }],
    ['a.b/c+d==', { ...code, code: 'a.b/c+d==' }],
    ['localhost:41917/joom/callback?error=access_denied&error_description=No+thanks', { kind: 'refused', words: 'No thanks', state: null }],
    ['http://?code=a1', null], ['localhost:41917/joom/callback', null], ['there is no code here', null],
    ['http://localhost:41917/joom/callback', null],
    ['http://localhost:41917/joom/callback?code=&state=s1', null],
    ['https://api-merchant.joom.com/api/v2/oauth/authorize?client_id=x&state=s1', null],
    ['client_id=x&state=s1', null],
    ['', null], ['abc', null], ['two words', null], ['x'.repeat(3000), null]
  ])('%j', (text, read) => { expect(readPasted(text)).toEqual(read) })

  it('is a code, a refusal or nothing, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
      const read = readPasted(text)
      if (read?.kind === 'code') expect(read.code).not.toBe('')
    }))
  })

  it('gets every code back out of the address that carries it', () => {
    fc.assert(fc.property(fc.stringMatching(/^[!-~]{1,60}$/), fc.stringMatching(/^[\w-]{1,43}$/), (given, state) => {
      const url = new URL('http://localhost:41917/joom/callback')
      url.search = new URLSearchParams({ code: given, state }).toString()
      expect(readPasted(url.href)).toEqual({ kind: 'code', code: given, state, redirect: own })
    }))
  })
})
