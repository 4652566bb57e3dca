import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isReadable } from '../../../electron/joom/wire-entity.ts'
import { parseWire } from '../../../electron/joom/wire-json.ts'
import { readOrder } from '../../../electron/joom/wire-order.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { testStorage } from '../../support/storage.ts'
import { item } from '../../support/packing-room.ts'

const parts = ['name', 'street_address1', 'street_address2', 'city', 'state', 'country', 'zipcode', 'quantity'] as const
type Part = (typeof parts)[number]
const home: Readonly<Record<Part, string>> = { name: 'Ada', street_address1: '1 Main St', street_address2: 'Flat 2', city: 'Springfield', state: 'IL', country: 'US', zipcode: '62701', quantity: '2' }

/** What one answer leaves out, and how. */
const leftOut = fc.dictionary(fc.constantFrom(...parts, 'phone_number' as const), fc.constantFrom('missing', 'null', 'empty' as const), { maxKeys: 9, noNullPrototype: true })
type LeftOut = Readonly<Partial<Record<string, 'missing' | 'null' | 'empty'>>>

/** The answer, as an object: the parts that are true but for what it leaves out. */
function answer(id: string, truth: Readonly<Record<Part, string>>, without: LeftOut, updated: string): string {
  const all: Readonly<Record<string, string>> = { ...truth, phone_number: '+1 555' }
  const { quantity, ...detail } = Object.fromEntries(Object.entries(all).flatMap(([key, value]): [string, unknown][] => {
    const how = without[key]
    return how === 'missing' ? [] : [[key, how === undefined ? value : how === 'null' ? null : {}]]
  }))
  return JSON.stringify({ Order: { order_id: id, state: 'APPROVED', sku: 'MUG', last_updated: updated, ...(quantity !== undefined && { quantity }), ShippingDetail: detail } })
}

/** A store whose answers about new orders are told one by one. */
async function shop() {
  const { storage, store, clock } = await testStorage()
  const outbox = new Outbox({ journal: storage.commands, now: () => clock.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  let nth = 0
  return {
    newOrder: () => {
      const joomId = `A${String(++nth)}`
      const tell = async (...[truth, without, updated]: [Readonly<Record<Part, string>>, LeftOut, string]) => {
        const read = readOrder(parseWire(answer(joomId, truth, without, updated), (text) => text) ?? null)
        if (!isReadable(read)) throw new Error(read.reason)
        return storage.orders.take(store, [read], [], storage.orders.ask())
      }
      const confirm = async () => {
        const [row] = await storage.orderList.lookUp(joomId)
        return (await outbox.fulfil([item(row!.id, `LEFT${String(nth)}`)])).commandIds[0]!
      }
      /** What has changed where it is stopped; `null` where it leaves. */
      const stopped = async (id: Awaited<ReturnType<typeof confirm>>) => {
        await storage.commands.promote(clock.now)
        if (await storage.commands.begin(id, 'send', clock.now) !== null) return null
        return (await storage.outboxList.story(id)).row.observed?.changed ?? []
      }
      return { tell, confirm, stopped }
    }
  }
}

it('what answers leave out, in whatever way, never stops a command', async () => {
  const { newOrder } = await shop()
  await fc.assert(fc.asyncProperty(leftOut, fc.array(leftOut, { minLength: 1, maxLength: 4 }), async (first, rereadings) => {
    const { tell, confirm, stopped } = newOrder()
    await tell(home, first, '2026-01-20T20:20:20')
    const id = await confirm()
    for (const without of rereadings) expect(await tell(home, without, '2026-01-20T20:20:20')).toMatchObject({ changed: 0 })
    expect(await stopped(id)).toBeNull()
  }), { numRuns: 60 })
})

it('a part that is said and has changed always does, whatever is left out beside it', async () => {
  const { newOrder } = await shop()
  await fc.assert(fc.asyncProperty(leftOut, fc.constantFrom(...parts), fc.array(leftOut, { minLength: 1, maxLength: 4 }), async (first, part, rereadings) => {
    const { tell, confirm, stopped } = newOrder()
    await tell(home, first, '2026-01-20T20:20:20')
    const id = await confirm()
    const truth = { ...home, [part]: part === 'quantity' ? '3' : 'Elsewhere' }
    const [{ [part]: _said, ...saying }, ...rest] = rereadings as [LeftOut, ...LeftOut[]]
    for (const without of [saying, ...rest]) await tell(truth, without, '2026-01-20T20:40:20')
    expect((await stopped(id))?.map(({ field }) => field)).toContain(part === 'quantity' ? 'quantity' : 'address')
  }), { numRuns: 60 })
})
