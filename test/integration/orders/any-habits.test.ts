import { describe, expect, it } from 'vitest'
import type { Habits } from '../../support/other-joom.ts'
import { seededRandom } from '../../support/storage.ts'
import { expectSame, otherRoom } from './other-room.ts'

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** A server with any habits, where now and then a connection dies, a token ends, the server fails, a clock is set, an order is sold or shipped. */
function anyHabits(random: () => number, ahead: { ms: number }, calm: () => boolean): Partial<Habits> {
  const one = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0]
  const [noDate, date] = [one(true, false, false), one<Habits['date']>(second, second, (at) => `${second(at)}Z`, (at) => second(at).slice(0, 10), (at) => second(at).replace('T', ' '), () => null, (at) => Math.floor(at / 1000))]
  const theirs = one(0, 0, 86_400_000, -86_400_000)
  const [paging, rounds] = [one<Habits['paging']>('full', 'relative', 'doubled', 'http', 'empty', 'absent', 'null', 'list', 'word', 'always', 'prev', 'cursor'), one<Habits['rounds']>('no', 'no', 'asked', 'served')]
  // What is taken out of pages can only be known by an honest word of the next one.
  const picksLate = one(false, false, true) && rounds === 'no' && !['absent', 'always', 'prev'].includes(paging)
  const closed = one(null, null, null, 'order/get-fulfill')
  const [first, how] = [Math.floor(random() * 331), one<'no' | 'status' | 'json' | 'nan'>('no', 'no', 'status', 'json', 'nan')]
  const spoils = (n: number): typeof how => n === first || n === first + 1 || n === first - 40 ? how : 'no'
  // Where the places of a list are not those of its orders, what moves past one that spoils its page is not found.
  const mayMove = (rounds === 'no' && !picksLate) || how === 'no' || how === 'nan'
  let sold = 0
  return {
    orders: one(0, 1, 3, 49, 50, 51, 100, 250, 331), wrapped: one('Order', 'order', 'ORDER', 'bare'), detail: one('ShippingDetail', 'shipping_detail'), numbers: one('text', 'real'), yes: one<unknown>('True', true, 'true', 1), code: one<Habits['code']>(0, '0', '0.0'), message: one('message', 'msg', 'none'),
    date, noDate, clock: () => Date.now() + theirs,
    paging, cap: one(500, 250, 100, 50, 20, 37), beyond: one('empty', 'null', 'missing', 'object', '400', '404', '416', '500'), aloneBare: one(true, false),
    since: one('from', 'after', 'day', 'ignored'), order: mayMove ? one('oldest', 'newest', 'updated') : one('oldest', 'newest'), rounds, picksLate, renewsSame: one(false, true), spoils, review: one(true, false), body: one('plain', 'gzip', 'br', 'deflate', 'bom', 'blanks', 'pieces', 'commas', 'guarded'), type: one('application/json', 'text/html'), close: one(true, false),
    numericIds: one(true, false), id: one((n: number) => String(9_007_199_254_740_993_000n + BigInt(n)), (n: number) => ` ${String(n)}A `, (n: number) => n.toString(36).padStart(8, 'Q').toUpperCase()), expired: { status: one(200, 400, 401, 403), code: one<unknown>(1015, '1016', '4000') },
    before: (path, lists, response, { access, orders }) => {
      if (path === closed) return !response.writeHead(401, { 'request-id': 'r-closed' }).end('{"code":4000,"message":"closed"}')
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
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5011, 8072, 9066])('is read to the end, and afterwards everything is as it is there, but for what is told (seed %i)', async (seed) => {
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
    calm = true;
    [state] = await room.sync.refresh(room.id)
    const isSpoilt = (n: number): boolean => ['status', 'json'].includes(habits.spoils?.(n) ?? 'no')
    const left = [...room.joom.orders.values()].filter(({ n }) => isSpoilt(n))
    expect(state).toMatchObject({ incomplete: null })
    expect([null, 'unreadable', 'refused']).toContain(state?.error?.code ?? null)
    if (state?.error?.code === 'refused') expect(state.error).toMatchObject({ detail: expect.stringContaining('order/get-fulfill: closed') as string, requestId: 'r-closed' })
    else if (left.length === 0) expect(state?.error).toBeNull()
    const missing = await expectSame(room, isSpoilt)
    if (missing > 0) expect(state?.error).not.toBeNull()
    expect((await room.connections.list()).find(({ id }) => id === room.id)).toMatchObject({ status: 'authorized' })
    expect(JSON.stringify([room.sync.states(), await room.connections.list()])).not.toMatch(/access-\d|refresh-\d|secret-key/)
  }, 60_000)
})
