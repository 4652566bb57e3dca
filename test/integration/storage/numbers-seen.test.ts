import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { comparedTracking } from '../../../electron/domain/tracking-number.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { migrate } from '../../../electron/storage/migrate.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { writeKeptRows } from '../../support/kept-rows.ts'
import { received } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

/** A store in which A is shipped with PANEL1 and B is to ship. */
async function shop() {
  const test = await testStorage()
  const { storage, store, clock } = test
  const shipped = (joomId: string, trackingNumber: string | null, lastUpdated = clock.now) => received(joomId, { state: 'SHIPPED', lastUpdated, shipment: { provider: 'China Post', trackingNumber } })
  const take = (...orders: ReturnType<typeof received>[]) => storage.orders.take(store, orders, [], clock.now)
  await take(shipped('A', 'PANEL1'), received('B'))
  const idOf = async (joomId: string): Promise<OrderId> => (await storage.orderList.lookUp(joomId))[0]!.id
  const outbox = new Outbox({ journal: storage.commands, now: () => clock.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  /** Which order stands in the way of giving B this number. */
  const sharerFor = async (trackingNumber: string) => (await outbox.checkFulfil([{ orderId: await idOf('B'), provider: 'China Post', trackingNumber, shippingTime: '7-21', note: null }])).map(({ code, other }) => [code, other?.joomId])
  return { ...test, shipped, take, idOf, outbox, sharerFor }
}
const isOf = (joomId: string) => [['tracking_same_elsewhere', joomId]]

describe('a number that an order had', () => {
  it('stays its own after somebody gave it another one in Joom’s panel', async () => {
    const { shipped, take, sharerFor, clock } = await shop()
    await take(shipped('A', 'PANEL2', clock.now + 1000))
    await take(shipped('A', null, clock.now + 2000))
    for (const number of ['PANEL1', 'panel 1', 'PANEL2']) expect(await sharerFor(number), number).toEqual(isOf('A'))
    expect(await sharerFor('PANEL3')).toEqual([])
  })

  it('stays its own after it was corrected from here', async () => {
    const { storage, clock, idOf, outbox, sharerFor } = await shop()
    const { commandIds: [id] } = await outbox.modifyTracking([{ orderId: await idOf('A'), provider: 'China Post', trackingNumber: 'OURS2' }])
    await storage.commands.promote(clock.now)
    const begun = await storage.commands.begin(id!, 'send', clock.now)
    await storage.commands.end(id!, begun!.attempt, { outcome: 'accepted', detail: null, requestId: 'r' }, { state: 'done' }, clock.now)
    for (const number of ['PANEL1', 'OURS2']) expect(await sharerFor(number), number).toEqual(isOf('A'))
    // It may have its own back.
    expect(await outbox.modifyTracking([{ orderId: await idOf('A'), provider: 'China Post', trackingNumber: 'PANEL1' }])).toMatchObject({ problems: [] })
  })

  it('stays taken when its recipient is erased, with the order’s id alone', async () => {
    const { storage, store, shipped, take, clock, idOf } = await shop()
    await take(shipped('A', 'PANEL2', clock.now + 1000))
    const id = await idOf('A')
    await storage.connections.remove(store, 'erase')
    expect(await storage.commands.uses(['PANEL1'])).toEqual([{ trackingNumber: 'PANEL1', environment: 'production', orderId: id, joomId: 'A', recipient: null, recipientKey: '' }])
  })

  it('is never forgotten, and never another one', async () => {
    const { file, shipped, take, clock } = await shop()
    await take(shipped('A', 'PANEL2', clock.now + 1000))
    readDatabase(file, (database) => {
      for (const change of ['DELETE FROM numbers_seen', "UPDATE numbers_seen SET number = 'OTHER'"]) expect(() => { database.exec(change) }, change).toThrow('a number that was seen stays')
    })
  })
})

describe('a number at Joom', () => {
  it.each(['RB 123 456 785 CN', 'rb\u00a0123456785\u200bcn', '\ufeffＲＢ１２３４５６７８５ｃｎ', 'RB123456785CN\t', 'RB-123.456.785/CN', 'rb\u2011123_456\u2212785－CN', 'RB\u00ad123…456–785\\CN'])('is found however it is written there: %j', async (trackingNumber) => {
    const { shipped, take, sharerFor, clock } = await shop()
    await take(shipped('C', trackingNumber))
    expect(await sharerFor('RB123456785CN')).toEqual(isOf('C'))
    await take(shipped('C', 'OTHER1', clock.now + 1000))
    expect(await sharerFor('RB123456785CN')).toEqual(isOf('C'))
  })

  it('is found as it would be sent, whatever stands in it', async () => {
    const { storage, shipped, take, clock } = await shop()
    const signs = fc.constantFrom(...'AZaz09-–./\t\n\v\f\r \u00a0\u1680\u2000\u200a\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u3000\ufeffＡＺａｚ０９')
    let at = clock.now
    await fc.assert(fc.asyncProperty(fc.string({ unit: signs, maxLength: 20 }), async (written) => {
      const number = comparedTracking(written)
      fc.pre(number !== '')
      at += 1000
      await take(shipped('A', written, at))
      expect((await storage.commands.uses([number])).map(({ trackingNumber, joomId }) => [trackingNumber, joomId])).toEqual([[number, 'A']])
    }), { numRuns: 200 })
  })
})

it('the database leaves out of a number whatever a comparison does', async () => {
  const { file } = await testStorage()
  const plain = readDatabase(file, (database) => new Map(database.prepare('SELECT sign, plain FROM number_signs').all().map(({ sign, plain }) => [sign, plain])))
  const signs = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).concat(Array.from({ length: 0x2000 }, (_, at) => String.fromCharCode(0xe000 + at)))
  expect(signs.filter((sign) => comparedTracking(sign) === '' && plain.get(sign) !== '')).toEqual([])
  expect([...plain].filter(([sign, plain]) => comparedTracking(String(sign)) !== plain)).toEqual([])
})

it('what was kept with dashes is found without them, and nothing else is forgotten', async () => {
  const file = join(tempFolder(), 'packbench.db')
  const database = new DatabaseSync(file)
  migrate(database, { upTo: 18 })
  writeKeptRows(database)
  const write = database.prepare('UPDATE orders SET tracking_number = ? WHERE id = ?')
  for (const [number, id] of [['RB-1.2/3', 1], ['rb 456', 2], ['Late-7', 3], ['LATE7', 3], ['-', 4], ['Ж-8', 5]] as const) write.run(number, id)
  database.close()
  const storage = openStorage(file, { now: () => 1_800_000_000_000, random: seededRandom() })
  onTestFinished(() => storage.close())
  const uses = await storage.commands.uses(['RB123', 'RB456', 'LATE7', 'Ж-8', '-'])
  expect(uses.map(({ trackingNumber, orderId }) => [trackingNumber, orderId]).sort()).toEqual([['LATE7', 3], ['RB123', 1], ['RB456', 2], ['Ж8', 5]])
})

it('what is known of earlier numbers from before they were kept is kept', async () => {
  const file = join(tempFolder(), 'packbench.db')
  const database = new DatabaseSync(file)
  migrate(database, { upTo: 7 })
  writeKeptRows(database)
  const told = database.prepare("INSERT INTO history (at, connection_id, order_id, kind, params) VALUES (30, 1, ?, ?, ?)")
  database.exec(`
    UPDATE orders SET tracking_number = ' now 1' WHERE id = 1;
    UPDATE commands SET before = json_set(before, '$.trackingNumber', 'before 2') WHERE id = 2;
    UPDATE commands SET observed = '{"state":"SHIPPED","trackingNumber":"SEEN3"}' WHERE id = 3`)
  told.run(4, 'tracking_changed_at_joom', '{"before":"Old4","after":"NEW4"}')
  told.run(5, 'tracking_changed_at_joom', '{"before":null,"after":""}')
  told.run(6, 'state_changed_at_joom', '{"before":"APPROVED","after":"SHIPPED"}')
  database.close()
  const storage = openStorage(file, { now: () => 1_800_000_000_000, random: seededRandom() })
  onTestFinished(() => storage.close())
  const uses = await storage.commands.uses(['NOW1', 'BEFORE2', 'SEEN3', 'OLD4', 'NEW4', '', 'APPROVED', 'SHIPPED'])
  expect(uses.map(({ trackingNumber, orderId }) => [trackingNumber, orderId]).sort()).toEqual([['BEFORE2', 2], ['NEW4', 4], ['NOW1', 1], ['OLD4', 4], ['SEEN3', 3]])
})
