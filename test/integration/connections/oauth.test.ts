import { describe, expect, it, onTestFinished } from 'vitest'
import { createOauth, type OauthApp } from '../../../electron/connections/oauth.ts'
import { TokenRefused } from '../../../electron/joom/token-fetch.ts'
import { reply, startRawServer } from '../joom/raw-server.ts'
import { troubleOf } from './desk.ts'

const redirect = 'http://localhost:41917/joom/callback'

async function joom() {
  const server = await startRawServer((connection) => { reply(connection, 200, '{"code":0,"data":{"access_token":"a-1","refresh_token":"r-1"}}') })
  onTestFinished(() => server.stop())
  const app: OauthApp = { address: server.address, clientId: 'c', secretKey: 's' }
  return { server, app, oauth: createOauth({ userAgent: 'test', now: () => 0 }) }
}

describe('what can be no value of a field', () => {
  it.each<[string, Partial<OauthApp>, string, string, string]>([
    ['no code', {}, '', redirect, 'code: empty'], ['an endless code', {}, 'x'.repeat(8001), redirect, 'code: too_long'], ['a code over two lines', {}, 'a\nb', redirect, 'code: characters'],
    ['no Client ID', { clientId: ' ' }, 'c-1', redirect, 'client_id: empty'], ['an endless Client ID', { clientId: 'x'.repeat(8001) }, 'c-1', redirect, 'client_id: too_long'],
    ['no Secret Key', { secretKey: '' }, 'c-1', redirect, 'client_secret: empty'], ['no redirect address', {}, 'c-1', 'nowhere', 'redirect_uri: not_an_address']
  ])('is not sent for a sign-in: %s', async (_name, wrong, code, address, words) => {
    const { server, app, oauth } = await joom()
    expect(await troubleOf(oauth.exchange({ ...app, ...wrong }, code, address))).toMatchObject({ code: 'signin_not_sent', detail: words })
    expect(server.requests).toEqual([])
  })

  it.each<[string, Partial<OauthApp>, string, string]>([
    ['no token', {}, '', 'refresh_token: empty'], ['an endless token', {}, 'x'.repeat(8001), 'refresh_token: too_long'], ['an endless Client ID', { clientId: 'x'.repeat(8001) }, 'r', 'client_id: too_long']
  ])('is not sent for a renewal: %s', async (_name, wrong, refresh, words) => {
    const { server, app, oauth } = await joom()
    const error: unknown = await oauth.renew({ ...app, ...wrong }, refresh).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TokenRefused)
    expect(error).toMatchObject({ message: words })
    expect(server.requests).toEqual([])
  })

  it('is none of what is merely long', async () => {
    const { server, app, oauth } = await joom()
    expect(await oauth.exchange(app, 'x'.repeat(2000), redirect)).toMatchObject({ access: 'a-1' })
    expect(await oauth.renew(app, 'x'.repeat(8000))).toMatchObject({ refresh: 'r-1' })
    expect(server.requests).toHaveLength(2)
  })
})
