import { expect, it } from 'vitest'
import { resolveProxy } from '../../../electron-host/resolve-proxy.ts'

it.each([
  ['https://api.example', {}, 'DIRECT'],
  ['https://api.example', { HTTPS_PROXY: 'http://proxy:3128' }, 'PROXY proxy:3128'],
  ['https://api.example', { https_proxy: 'proxy:3128' }, 'PROXY proxy:3128'],
  ['http://api.example', { HTTPS_PROXY: 'http://proxy:3128' }, 'DIRECT'],
  ['http://api.example', { http_proxy: 'https://proxy' }, 'HTTPS proxy:443'],
  ['https://api.example', { ALL_PROXY: 'socks5h://127.0.0.1' }, 'SOCKS5 127.0.0.1:1080'],
  ['https://api.example', { HTTPS_PROXY: 'http://ayse:pass@proxy:3128' }, 'PROXY proxy:3128'],
  ['https://api.example', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'other, .example' }, 'DIRECT'],
  ['https://api.example', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'ample' }, 'PROXY proxy:1'],
  ['https://api.example', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'api.example:8443' }, 'PROXY proxy:1'],
  ['https://api.example:8443', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'api.example:8443' }, 'DIRECT'],
  ['https://api.example', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: '*' }, 'DIRECT'],
  ['https://api.example', { HTTPS_PROXY: 'nonsense://x y' }, 'DIRECT']
])('the way to %s with %o is %s', (address, env, way) => {
  expect(resolveProxy(address, env)).toBe(way)
})
