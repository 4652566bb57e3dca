import { describe, expect, it } from 'vitest'
import type { Habits } from '../../support/other-joom.ts'
import { seededRandom } from '../../support/storage.ts'
import { expectSame, otherRoom } from './other-room.ts'

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** A server with any habits, where now and then a connection dies, a token ends, the server fails, a clock is set, an order is sold or shipped. */
function anyHabits(random: () => number, ahead: { ms: number }, calm: () => boolean): Partial<Habits> {
  const one = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0]
  const theirs = one(0, 0, 86_400_000, -86_400_000)
  let sold = 0
  return {
    orders: one(0, 1, 3, 49, 50, 51, 100, 250, 331), wrapped: one('Order', 'order', 'ORDER', 'bare'), detail: one('ShippingDetail', 'shipping_detail'), numbers: one('text', 'real'), yes: one<unknown>('True', true, 'true', 1), code: one<Habits['code']>(0, '0', '0.0'), message: one('message', 'msg', 'none'),
    date: one<Habits['date']>(second, second, (at) => `${second(at)}Z`, (at) => second(at).slice(0, 10), (at) => second(at).replace('T', ' '), () => null, (at) => Math.floor(at / 1000)), noDate: one(true, false, false), clock: () => Date.now() + theirs,
    paging: one('full', 'relative', 'doubled', 'http', 'empty', 'absent', 'null', 'list', 'word', 'always', 'prev'), cap: one(500, 250, 100, 50, 20, 37), beyond: one('empty', 'null', 'missing', 'object', '400', '404', '416', '500'), aloneBare: one(true, false),
    since: one('from', 'after', 'day', 'ignored'), order: one('oldest', 'newest', 'updated'), review: one(true, false), body: one('plain', 'gzip', 'br', 'deflate', 'bom', 'blanks', 'pieces'), type: one('application/json', 'text/html'), close: one(true, false),
    numericIds: one(true, false), id: one((n: number) => String(9_007_199_254_740_993_000n + BigInt(n)), (n: number) => ` ${String(n)}A `, (n: number) => n.toString(36).padStart(8, 'Q').toUpperCase()), expired: { status: one(200, 400, 401, 403), code: one<unknown>(1015, '1016', '4000') },
    before: (path, lists, response, { access, orders }) => {
      if (calm() || path.startsWith('oauth')) return true
      const event = random()
      if (event < 0.05) return !response.destroy()
      if (event < 0.1) access.clear()
      else if (event < 0.13) return !response.writeHead(one(500, 502, 503)).end('<html>')
      else if (event < 0.15) return !response.end('{"code":0,"data":[{"Ord')
      else if (event < 0.17) ahead.ms = one(0, 86_400_000, -86_400_000)
      else if (event < 0.27) {
        const order = [...orders.values()].find(({ state }) => state === 'APPROVED')
        Object.assign(order ?? {}, { state: 'SHIPPED', tracking: `P${String(lists)}`, provider: 'DHL', updated: Date.now() + theirs })
      } else if (event < 0.35) {
        const id = `NEW${String(++sold)}X`
        orders.set(id, { id, state: 'APPROVED', placed: Date.now() + theirs, updated: Date.now() + theirs, tracking: null, provider: null, zip: '1', n: 10_000 + sold })
      }
      return true
    }
  }
}

describe('a server with any habits together', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is read to the end, and afterwards everything is as it is there (seed %i)', async (seed) => {
    const ahead = { ms: 0 }
    let calm = false
    const habits = anyHabits(seededRandom(seed * 7919), ahead, () => calm)
    const room = await otherRoom(habits, ahead)
    let [state] = await room.sync.refresh(room.id)
    for (let tries = 0; state?.error !== null && tries < 12; tries++) {
      calm = tries > 5
      ahead.ms += 61_000;
      [state] = await room.sync.refresh(room.id, { byItself: true })
    }
    calm = true
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null, incomplete: null }])
    await expectSame(room)
  })
})
