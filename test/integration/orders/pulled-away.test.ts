import { describe, expect, it } from 'vitest'
import type { SyncState } from '../../../electron/contract/schemas.ts'
import type { Habits } from '../../support/other-joom.ts'
import { expectSame, otherRoom, type OtherRoom } from './other-room.ts'

const day = 86_400_000

/** Reads by itself until it ends well, as the program does; each try a minute later. */
async function readUntilWell({ sync, id, ahead }: OtherRoom): Promise<SyncState | undefined> {
  let [state] = await sync.refresh(id)
  for (let tries = 0; state?.error !== null && tries < 4; tries++) {
    ahead.ms += 61_000;
    [state] = await sync.refresh(id, { byItself: true })
  }
  return state
}

const cuts: Readonly<Record<string, Habits['before']>> = {
  'every third connection': (path, lists, response) => path.startsWith('oauth') || lists % 3 !== 0 || !response.destroy(),
  'the rest of an answer': (_path, lists, response) => {
    if (lists !== 6) return true
    response.writeHead(200, { 'content-length': '9999' }).write('{"code":0,"data":[{"Order":')
    setTimeout(() => { response.destroy() }, 20)
    return false
  },
  'an answer, for a login page': (_path, lists, response) => lists !== 6 || !response.end('<html>Welcome to the hotel'),
  'a renewal': (path, lists, response, { access, renewals }) => {
    if (path === 'oauth/refresh_token' && renewals === 1) return !response.destroy()
    if (lists === 6) access.clear()
    return true
  }
}

describe('what is pulled away in the middle of a reading', () => {
  it.each(Object.entries(cuts))('%s: all orders come', async (_name, before) => {
    const room = await otherRoom({ orders: 730, cap: 50, before })
    expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
    await expectSame(room)
  })

  it.each([['this computer’s', day, 0], ['this computer’s', -day, 0], ['this computer’s', 400 * day, 0], ['both', day, day], ['both', -day, -day], ['Joom’s', 0, day]])('the clock, %s, by %i and %i ms: all orders come, and what changes afterwards', async (_whose, here, there) => {
    const ahead = { ms: 0 }
    const theirs = { ms: 0 }
    const room = await otherRoom({ orders: 730, cap: 50, clock: () => Date.now() + theirs.ms, before: (_path, lists) => {
      if (lists === 6) [ahead.ms, theirs.ms] = [here, there]
      return true
    } }, ahead)
    expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
    await expectSame(room)
    const [first] = room.joom.orders.values()
    Object.assign(first ?? {}, { state: 'SHIPPED', tracking: 'PANEL1', provider: 'DHL', updated: Date.now() + there })
    expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
    await expectSame(room)
  })

  it.each([['no time at all', () => null], ['times of another form alone', (at: number) => Math.floor(at / 1000)]])('the clock, this computer’s, by a day, where Joom tells %s: what changes afterwards comes', async (_told, date) => {
    const room = await otherRoom({ orders: 130, noDate: true, date, order: 'newest' })
    expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
    for (const ms of [day, day + 3_600_000, 0]) {
      room.ahead.ms = ms
      expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
      const over = [...room.joom.orders.values()].find(({ state }) => state === 'SHIPPED')
      Object.assign(over ?? {}, { state: 'REFUNDED', updated: Date.now() })
      expect(await readUntilWell(room)).toMatchObject({ error: null, incomplete: null })
      await expectSame(room)
    }
  })

  it('the permission: what was read stays, and the rest comes once the store is signed in anew', async () => {
    let revoked = false
    const room = await otherRoom({ orders: 730, cap: 50, before: (_path, lists, _response, { access, refresh }) => {
      if (lists !== 6 || revoked) return true
      revoked = true
      access.clear()
      refresh.clear()
      return true
    } })
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: { code: 'needs_authorization' } }])
    expect((await room.connections.list()).find(({ id }) => id === room.id)).toMatchObject({ status: 'needs_authorization' })
    await room.connections.authorize(room.id)
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null, incomplete: null }])
    await expectSame(room)
  })
})
