import { describe, expect, it } from 'vitest'
import type { Habits } from '../../support/other-joom.ts'
import { expectSame, otherRoom } from '../orders/other-room.ts'

const day = 86_400_000
const life = 2_592_000

const forms: Readonly<Record<string, Habits['tokens']>> = {
  'seconds as text': (access, refresh) => ({ code: '0', msg: null, data: { access_token: access, refresh_token: refresh, expires_in: String(life), expiry_time: null, merchant_user_id: null } }),
  'a moment as text': (access, refresh, _renewed, now) => ({ code: 0, data: { access_token: access, refresh_token: refresh, expires_in: null, expiry_time: String(Math.floor(now / 1000) + life) } }),
  'a moment in milliseconds': (access, refresh, _renewed, now) => ({ code: 0, data: { access_token: access, refresh_token: refresh, expiry_time: now + life * 1000 } }),
  'a moment in words': (access, refresh, _renewed, now) => ({ code: 0, data: { access_token: access, refresh_token: refresh, expiry_time: new Date(now + life * 1000).toISOString().slice(0, 19) } }),
  'a moment for the seconds': (access, refresh, _renewed, now) => ({ code: 0, data: { access_token: access, refresh_token: refresh, expires_in: Math.floor(now / 1000) + life } }),
  'seconds for the moment': (access, refresh) => ({ code: 0, data: { access_token: access, refresh_token: refresh, expiry_time: life } }),
  'as OAuth says': (access, refresh) => ({ access_token: access, refresh_token: refresh, expires_in: life, token_type: 'JoomToken', scope: null }),
  'beside the code': (access, refresh) => ({ code: 0, message: '', access_token: access, refresh_token: refresh, expires_in: life }),
  'without a code': (access, refresh) => ({ data: { access_token: access, refresh_token: refresh, expires_in: '2592000.0', merchant_user_id: 12_345 } }),
  'in a list': (access, refresh) => ({ code: 0, data: [{ access_token: access, refresh_token: refresh, expires_in: life }] }),
  'among blanks': (access, refresh) => ({ code: 0, data: { access_token: ` ${access}\n`, refresh_token: ` ${refresh} `, expires_in: life } }),
  'without a new refresh token': (access, refresh, renewed) => ({ code: 0, data: { access_token: access, ...(!renewed && { refresh_token: refresh }), expires_in: life } }),
  'with null for a new refresh token': (access, refresh, renewed) => ({ code: 0, data: { access_token: access, refresh_token: renewed ? null : refresh, expires_in: life } })
}

describe.each(Object.entries(forms))('tokens that come so: %s', (name, tokens) => {
  it('sign the store in, and are renewed before they end and where they are not accepted', async () => {
    const room = await otherRoom({ orders: 5, tokens, rotating: !name.includes('refresh token') })
    const { joom, sync, id, signed, ahead } = room
    expect(signed.status).toBe('authorized')
    expect(Math.abs((signed.authorizedUntil ?? 0) - Date.now() - life * 1000)).toBeLessThan(60_000)
    ahead.ms = 29.9999 * day
    expect(await sync.refresh(id)).toMatchObject([{ error: null }])
    expect(joom.renewals).toBe(1)
    joom.access.clear()
    expect(await sync.refresh(id)).toMatchObject([{ error: null }])
    expect(joom.renewals).toBe(2)
    await expectSame(room)
  })
})

it('tells the end of a token by the clock of whoever gave it', async () => {
  const { signed } = await otherRoom({ orders: 0, clock: () => Date.now() + 300 * day, tokens: forms['a moment as text']! }) // it stands above
  expect(Math.abs((signed.authorizedUntil ?? 0) - Date.now() - life * 1000)).toBeLessThan(60_000)
})

const expiries: readonly Habits['expired'][] = [{ status: 200, code: 1015 }, { status: 400, code: '1016' }, { status: 403, code: 1017 }, { status: 401, code: '1018' }, { status: 200, code: '4000' }, { status: 401, code: 1000 }, { status: 401, code: 0, html: true }]
describe.each(expiries)('a token that is not accepted any more, with %o', (expired) => {
  it('is renewed in the middle of a reading, which goes on', async () => {
    const room = await otherRoom({ orders: 330, cap: 50, expired, before: (path, lists, _response, { access }) => {
      if (path.includes('multi') && (lists === 4 || lists === 8)) access.clear()
      return true
    } })
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null, incomplete: null }])
    expect(room.joom.renewals).toBe(2)
    await expectSame(room)
  })
})
