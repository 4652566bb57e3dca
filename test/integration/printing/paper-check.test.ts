import { describe, expect, it } from 'vitest'
import type { PrintRunId } from '../../../electron/domain/ids.ts'
import { orderCodeOf, pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { readSheetCode, sheetCodeOf } from '../../../electron/domain/sheet-code.ts'
import { checkPaper } from '../../../electron/printing/paper-check.ts'
import { sheetOf, shownOf } from '../../../electron/printing/slip-sheet.ts'
import type { RunKind } from '../../../electron/domain/sheet-kind.ts'
import type { SlipOrder } from '../../../electron/printing/run-store.ts'
import { received, type Given } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const joomId = '5c3d1a2b4e5f60718293a4b5'

const sheetNow = (order: SlipOrder, at: number) => sheetOf(order, { position: 1, of: 1, sender: 'Lagoon\nHamburg', printedAt: at })

/** A run of this order alone, as it is now; of it nothing has left. */
function prepare({ storage, clock, order, kind, copy }: { readonly storage: Awaited<ReturnType<typeof testStorage>>['storage']; readonly clock: { readonly now: number }; readonly order: SlipOrder; readonly kind: RunKind; readonly copy: number }) {
  const { hash, pickCode } = sheetNow(order, clock.now)
  return storage.printRuns.create({ createdAt: clock.now, kind, paper: 'a4', pages: 1, leftOut: [], sheets: [{ position: 1, orderId: order.id, joomId, pickCode, recipient: null, store: 'Nordlicht', environment: 'production', page: 1, pages: 1, copy, missing: [], hash, shown: shownOf(order) }] }, { at: clock.now, actor: null, takes: [] })
}

/** An order with a sheet in a run, and what its code says. */
async function printed() {
  const { storage, store, clock } = await testStorage()
  const take = async (given: Given): Promise<void> => {
    clock.now += 60_000
    await storage.orders.take(store, [received(joomId, { lastUpdated: clock.now, ...given })], [], clock.now)
  }
  await take({})
  const [order] = await storage.printRuns.forSlips(await storage.printRuns.withJoomId(joomId))
  if (order === undefined) throw new Error('no order')
  const { hash, pickCode } = sheetNow(order, clock.now)
  await prepare({ storage, clock, order, kind: 'packing_slip', copy: 1 })
  await storage.searchIndex.catchUp()
  const check = (code: string, world: 'real' | 'rehearsal' | null = null) => checkPaper({ orders: storage.printRuns, withJoomId: (id) => storage.printRuns.withJoomId(id), withPickCode: (code) => storage.printRuns.withPickCode(code), shownOn: (...sheet) => storage.printRuns.shownOn(...sheet), papersOf: (id) => storage.printRuns.papersOf(id) }, code, world)
  return { storage, store, clock, take, order, pickCode, code: sheetCodeOf({ joomId, world: 'real', hash }), check }
}

describe('a sheet that is scanned', () => {
  it('is current while its order is as it says, and finds its order in the list', async () => {
    const { check, code, order, take, storage } = await printed()
    expect(await check(code)).toEqual({ verdict: 'current', orderId: order.id, joomId, differences: [], newest: null })
    // The deadline moves a little with every reading: that is no difference.
    await take({ hoursToFulfill: 20 })
    expect((await check(code, 'real')).verdict).toBe('current')
    const filter = { view: 'all', urgency: null, mark: null, connectionId: null, search: code } as const
    expect(await storage.orderList.ids(filter, 0)).toEqual([order.id])
    expect(await storage.orderList.ids({ ...filter, search: code.toLowerCase() }, 0)).toEqual([order.id])
  })

  it('stands in the history of its order with what it was worth; of a sheet whose order is not known, its id', async () => {
    const { check, code, order, storage, clock, take } = await printed()
    const by = (seconds: number) => ({ at: clock.now + seconds * 1000, actor: 'Ada' })
    await storage.printRuns.tellScan(code, await check(code), by(1))
    await take({ quantity: 3 })
    await storage.printRuns.tellScan(code, await check(code), by(2))
    const scans = (await storage.orders.history(order.id)).filter(({ kind }) => kind === 'sheet_scanned')
    const { hash } = readSheetCode(code)!
    expect(scans.map(({ params, actor }) => ({ params, actor }))).toEqual([{ params: { after: 'stale', hash }, actor: 'Ada' }, { params: { after: 'current', hash }, actor: 'Ada' }])
    const strange = sheetCodeOf({ joomId: 'f'.repeat(24), world: 'real', hash: '9f3a21c0' })
    await storage.printRuns.tellScan(strange, await check(strange), by(3))
    await storage.printRuns.tellScan('RB123456785GB', await check('RB123456785GB'), by(4))
    const last = (await storage.history.page(0, 1000, 1000)).at(-1)
    expect(last).toMatchObject({ kind: 'sheet_scanned', params: JSON.stringify({ after: 'not_ours', hash: '9f3a21c0', joomId: 'f'.repeat(24) }), orderId: null })
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole' })
  })

  it('is stale where recipient, goods or state are not so any more, and says what is another', async () => {
    const { check, code, take } = await printed()
    await take({ quantity: 3, shipTo: { street1: '2 Other St' } })
    const said = await check(code)
    expect(said.verdict).toBe('stale')
    expect(said.differences).toEqual([
      { field: 'address', before: expect.stringContaining('1 Main St'), after: expect.stringContaining('2 Other St') }, { field: 'quantity', before: '1', after: '3' }
    ])
    await take({ state: 'REFUNDED' })
    expect((await check(code)).differences.map(({ field }) => field)).toEqual(['state'])
    await take({ product: { sku: 'MUG-500', color: 'Coral' } })
    expect((await check(code)).differences).toEqual([{ field: 'goods', before: expect.stringContaining('MUG-350'), after: expect.stringContaining('MUG-500\nCoral') }])
  })

  it('is stale where what its run did not keep is not so any more, of which nothing can be shown', async () => {
    const { check, code, take } = await printed()
    await take({ orderedAt: 1_700_000_000_000 })
    expect(await check(code)).toMatchObject({ verdict: 'stale', differences: [] })
  })

  it.each([null, 'Left at the gate'])('is current where all that moved is that it was confirmed from here, with the note %s', async (note) => {
    const { check, code, take, storage, order, clock } = await printed()
    const [id] = await storage.commands.submit([{ orderId: order.id, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    await storage.commands.promote(clock.now)
    const begun = await storage.commands.begin(id!, 'send', clock.now)
    await storage.commands.end(id!, begun!.attempt, { outcome: 'accepted', detail: null, requestId: 'r' }, { state: 'done' }, clock.now)
    clock.now += 3_600_000
    await take({ state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: 'OURS1', note } })
    expect((await check(code)).verdict).toBe('current')
  })

  it('is told from paper of the other world, of another store, and from other texts', async () => {
    const { check, code } = await printed()
    const rehearsal = sheetCodeOf({ joomId, world: 'rehearsal', hash: '9f3a21c0' })
    expect((await check(rehearsal, 'real')).verdict).toBe('rehearsal')
    expect((await check(code, 'rehearsal')).verdict).toBe('real')
    expect((await check(rehearsal)).verdict).toBe('not_ours')
    expect((await check(sheetCodeOf({ joomId: 'f'.repeat(24), world: 'real', hash: '9f3a21c0' }))).verdict).toBe('not_ours')
    expect((await check('RB123456785GB')).verdict).toBe('not_ours')
  })
})

describe('a code that does not say which sheet it is on: a pick code, or an id alone', () => {
  /** The same, and what a run of the order as it is now leaves on paper. */
  async function withPaper() {
    const all = await printed()
    const { storage, clock } = all
    const by = () => ({ at: clock.now, actor: null })
    const print = async (kind: RunKind, copy = 1): Promise<number> => {
      const [order] = await storage.printRuns.forSlips([all.order.id])
      const run = kind === 'packing_slip' && copy === 1 ? 1 as PrintRunId : await prepare({ storage, clock, order: order!, kind, copy })
      await storage.printRuns.saved(run, by())
      return run
    }
    return { ...all, by, print }
  }

  it('names its order; of one that only stands in a run nothing was printed', async () => {
    const { check, pickCode, order } = await withPaper()
    for (const code of [pickCode, pickCode.toLowerCase(), joomId, joomId.toUpperCase()]) expect(await check(code), code).toEqual({ verdict: 'never_printed', orderId: order.id, joomId, differences: [], newest: null })
  })

  it('is current while the newest paper of its order says what it says, and stale with the difference when it does not', async () => {
    const { check, pickCode, order, print, take } = await withPaper()
    await print('packing_slip')
    const newest = { run: 1, position: 1, copy: 1, older: false }
    expect(await check(pickCode)).toEqual({ verdict: 'current', orderId: order.id, joomId, differences: [], newest })
    await take({ quantity: 3 })
    const stale = { verdict: 'stale', orderId: order.id, joomId, differences: [{ field: 'quantity', before: '1', after: '3' }], newest }
    expect(await check(pickCode)).toEqual(stale)
    expect(await check(joomId)).toEqual(stale)
  })

  it('says of paper that was printed anew that earlier paper is out of date', async () => {
    const { check, pickCode, print, take, storage, by } = await withPaper()
    await print('packing_slip')
    await take({ quantity: 3 })
    await storage.printRuns.judge(1 as PrintRunId, { kind: 'good' }, by())
    const run = await print('packing_slip', 2)
    expect(await check(pickCode)).toMatchObject({ verdict: 'current', newest: { run, copy: 2, older: true } })
  })

  it('is stale where the slip is, though the label is not', async () => {
    const { check, pickCode, print, take } = await withPaper()
    await print('packing_slip')
    await take({ quantity: 3 })
    const label = await print('address_label')
    expect(await check(pickCode)).toMatchObject({ verdict: 'stale', newest: { run: 1 } })
    expect(label).not.toBe(1)
  })

  it('does not count paper that was thrown away', async () => {
    const { check, pickCode, print, storage, by } = await withPaper()
    await print('packing_slip')
    await storage.printRuns.judge(1 as PrintRunId, { kind: 'discard' }, by())
    expect((await check(pickCode)).verdict).toBe('never_printed')
  })

  it('is of one world, and stands in the history of its order', async () => {
    const { check, pickCode, order, storage, by } = await withPaper()
    expect(await check(pickCode, 'rehearsal')).toMatchObject({ verdict: 'real', orderId: null })
    expect((await check(orderCodeOf(joomId, 'rehearsal'), 'real')).verdict).toBe('rehearsal')
    expect((await check(pickCodeOf(7))).verdict).toBe('not_ours')
    await storage.printRuns.tellScan(pickCode, await check(pickCode), by())
    expect((await storage.orders.history(order.id)).find(({ kind }) => kind === 'sheet_scanned')?.params).toEqual({ after: 'never_printed' })
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole' })
  })
})

describe('numbers of runs', () => {
  it('stand on the sheets before there is a run, and are given once', async () => {
    const { storage } = await testStorage()
    const make = (id?: Awaited<ReturnType<typeof storage.printRuns.reserve>>) => storage.printRuns.create({ createdAt: 1, kind: 'packing_slip', paper: '62mm', pages: 0, sheets: [], leftOut: [] }, { at: 1, actor: null, takes: [] }, id)
    const reserved = await Promise.all([storage.printRuns.reserve(), storage.printRuns.reserve(), storage.printRuns.reserve()])
    expect(reserved).toEqual([1, 2, 3])
    expect([await make(reserved[2]), await make(), await make(reserved[0]), await storage.printRuns.reserve(), await make()]).toEqual([3, 4, 1, 5, 6])
  })
})
