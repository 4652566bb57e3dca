import { describe, expect, it } from 'vitest'
import { waysIn, waysTo } from '../../../electron/joom/ways-out.ts'

describe('what the system answers about proxies', () => {
  it.each([
    ['DIRECT', [null]],
    ['', [null]],
    ['nonsense', [null]],
    ['PROXY a:8080; SOCKS5 b:1080; DIRECT', ['http://a:8080', 'socks5h://b:1080', null]],
    ['proxy a.example ;HTTPS b.example:8443;  direct', ['http://a.example:80', 'https://b.example:8443', null]],
    ['SOCKS a:1;SOCKS4 b:2', ['socks4a://a:1', 'socks4a://b:2']],
    ['PROXY [::1]:3128', ['http://[::1]:3128']],
    ['PROXY a:1; PROXY a:1; DIRECT', ['http://a:1', null]],
    ['QUIC a:443; PROXY b:3128', ['http://b:3128']],
    ['PROXY user:pass@a:1; PROXY a:99999; PROXY a:1/x', [null]]
  ])('“%s” is %o', (answer, ways) => {
    expect(waysIn(answer)).toEqual(ways)
  })

  it('is asked for the origin only, and never about this computer', async () => {
    const asked: string[] = []
    const findProxy = (origin: string): Promise<string> => { asked.push(origin); return Promise.resolve('PROXY p:1') }
    expect(await waysTo(new URL('https://api.example/api/v2/order?id=1'), findProxy)).toEqual(['http://p:1'])
    for (const address of ['http://localhost:1/x', 'http://127.0.0.1:1', 'http://127.9.9.9', 'http://[::1]:2', 'http://shop.localhost']) expect(await waysTo(new URL(address), findProxy)).toEqual([null])
    expect(asked).toEqual(['https://api.example'])
  })

  it('that is no answer leaves the straight way', async () => {
    expect(await waysTo(new URL('https://api.example'), () => Promise.reject(new Error('no')))).toEqual([null])
    expect(await waysTo(new URL('https://api.example'), undefined)).toEqual([null])
  })
})
