import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../../electron/domain/connection.ts'

describe('the address of a server', () => {
  it.each([
    ['https://api-merchant.joom.com', 'https://api-merchant.joom.com'], [' https://sandbox-202611-api-merchant.joomdev.net/ ', 'https://sandbox-202611-api-merchant.joomdev.net'],
    ['https://api-merchant.joom.com/api/v2', 'https://api-merchant.joom.com'], ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'], ['http://localhost:8080/', 'http://localhost:8080']
  ])('“%s” is %s', (typed, origin) => {
    expect(parseAddress(typed)).toEqual({ origin })
  })

  it.each([['joom', 'not_an_address'], ['', 'not_an_address'], ['ftp://a.b', 'not_an_address'], ['javascript:alert(1)', 'not_an_address'], ['http://api-merchant.joom.com', 'not_https'], ['http://127.0.0.1.evil.example', 'not_https'], ['https://user:pass@a.b', 'has_credentials'], ['https://a.b/other', 'has_path'], ['https://a.b/?x=1', 'has_path']])('“%s” is refused: %s', (typed, problem) => {
    expect(parseAddress(typed)).toEqual({ problem })
  })
})
