import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addresses, protocol } from '../../../electron-host/protocol.ts'

beforeAll(() => { protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]) })

describe("addresses of the app's own scheme", () => {
  it('travel as https and come back', () => {
    expect(addresses.inner('app://bundle/orders?a=b#/x')).toBe('https://bundle.app.electron-host.invalid/orders?a=b#/x')
    expect(addresses.inner('app://bundle')).toBe('https://bundle.app.electron-host.invalid/')
    fc.assert(fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      const url = `app://bundle/${path}?${query}`
      expect(addresses.outer(addresses.inner(url))).toBe(url)
    }))
  })

  it('have an origin, as in Electron', () => {
    expect(addresses.origin('app://bundle/orders')).toBe('app://bundle')
    expect(addresses.origin('https://example.org:8443/x')).toBe('https://example.org:8443')
    expect(addresses.origin('')).toBe('null')
  })

  it('are the only ones that are changed', () => {
    for (const url of ['https://example.org/app://x', 'http://bundle.app.electron-host.invalid/', 'other://bundle/x', 'https://x.other.electron-host.invalid/', 'data:text/html,x']) {
      expect(addresses.inner(url)).toBe(url)
      expect(addresses.outer(url)).toBe(url)
    }
  })

  it('need the rights that Electron needs', () => {
    expect(() => { protocol.registerSchemesAsPrivileged([{ scheme: 'weak', privileges: { standard: true } }]) }).toThrow("The scheme 'weak' that is not both standard and secure is not covered")
  })
})
