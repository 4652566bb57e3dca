import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../electron/domain/command.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { createPrintRuns } from '../../../electron/printing/print-runs.ts'
import { Retention } from '../../../electron/proof/retention.ts'
import { englishWords } from '../../../electron/documents/slip-words.ts'
import { received, type Given } from '../../support/orders.ts'
import { paperCounted } from '../../support/paper-counted.ts'
import { allRead, usualRunNeeds } from '../../support/run-needs.ts'
import { testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const day = 24 * 3_600_000
const personal = { shipTo: { name: 'Guadalupe Quetzalcoatl', street1: 'Calle Murcielago 99', city: 'Villahermosa', state: 'Tabasco', zip: '86000-XQ', phone: '+52 993 555 0142', street2: 'Interior Zeta' }, buyerId: 'buyer-5f3a9e', refund: { note: 'sorry Wenceslao', by: null, time: null, reason: null } } as const
const secrets = ['Guadalupe', 'guadalupe', 'Murcielago', 'Villahermosa', 'Tabasco', '86000-XQ', '555 0142', 'Interior Zeta', 'buyer-5f3a9e', 'Wenceslao', 'Ignacia']
const shipped = (note: string | null = null) => ({ state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: 'OLD1', shippedDate: '2026-01-02', shippingTime: '5-9', note } }) as const

/** Orders that ended 100 days ago and such that did not, with what they tell of people in every place where it is kept. */
async function shop(days: number | null = 90, heard?: () => number | null) {
  const test = await testStorage()
  const { storage, store, clock } = test
  const old = clock.now - 100 * day
  const order = (id: string, given: Given) => {
    const one = received(id, { ...personal, lastUpdated: old, ...given })
    return { ...one, raw: JSON.stringify({ Order: { order_id: id, ...personal, note: 'Ignacia' } }) }
  }
  await storage.orders.take(store, [order('SHIPPED', shipped('for Ignacia')), order('REFUNDED', { state: 'REFUNDED' }), order('OURS', {}), order('HELD', shipped())], [], old)
  const idOf = async (text: string): Promise<OrderId> => (await storage.orderList.lookUp(text))[0]!.id
  const ids = { shipped: await idOf('SHIPPED'), refunded: await idOf('REFUNDED'), ours: await idOf('OURS'), held: await idOf('HELD') }
  const submit = async (orderId: OrderId, intent: Intent): Promise<void> => {
    const [id] = await storage.commands.submit([{ orderId, intent, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: old }, leavesAt: clock.now, corrects: null }], null, clock.now)
    if (intent.kind === 'modify_tracking') return
    await storage.commands.promote(clock.now)
    const begun = await storage.commands.begin(id!, 'send', clock.now)
    await storage.commands.end(id!, begun!.attempt, { outcome: 'accepted', detail: null, requestId: 'r' }, { state: 'done' }, clock.now)
  }
  clock.now = old
  await submit(ids.ours, { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note: 'for Ignacia' })
  const run = await storage.printRuns.create({ createdAt: old, kind: 'packing_slip', paper: 'a4', pages: 2, leftOut: [], sheets: [{ position: 1, orderId: ids.ours, joomId: 'OURS', pickCode: 'P', recipient: 'Guadalupe Quetzalcoatl', store: 'Nordlicht', environment: 'production', page: 1, pages: 1, copy: 1, missing: [], hash: 'h1' }, { position: 2, orderId: ids.held, joomId: 'HELD', pickCode: 'P', recipient: 'Guadalupe H', store: 'Nordlicht', environment: 'production', page: 1, pages: 1, copy: 1, missing: [], hash: 'h2' }] }, { at: old, actor: null, takes: [] })
  clock.now = old + 100 * day
  await storage.searchIndex.catchUp()
  let changes = 0
  const retention = new Retention({ store: storage.retention, sweepPrints: () => Promise.resolve(), days: () => days, now: () => clock.now, heard: () => Promise.resolve(heard === undefined ? clock.now : heard()), changed: () => { changes++ } })
  const name = async (id: OrderId) => (await storage.orders.whole(id))?.order.shipTo.name ?? null
  return { ...test, old, order, ids, submit, run, retention, name, changes: () => changes }
}

describe('forgetting recipients', () => {
  it('does nothing where nobody asked for it', async () => {
    const { retention, name, ids, changes } = await shop(null)
    expect([await retention.due(), await retention.run(null), changes()]).toEqual([0, 0, 0])
    expect(await name(ids.shipped)).toBe('Guadalupe Quetzalcoatl')
  })

  it('takes nobody early where the clock runs a year ahead: what a store’s own clock has said counts, and the newest change of an order', async () => {
    let heard: number | null = null
    const { storage, store, order, retention, clock, name, ids } = await shop(90, () => heard)
    const today = clock.now
    await storage.orders.take(store, [order('RECENT', { ...shipped(), lastUpdated: today - 5 * day })], [], today)
    const recent = (await storage.orderList.lookUp('RECENT'))[0]!.id
    clock.now = today + 365 * day
    // Nothing was heard since the start: 95 days before the newest change nothing had ended yet but what had.
    expect([await retention.run(null), await name(recent)]).toEqual([4, 'Guadalupe Quetzalcoatl'])
    heard = today
    expect([await retention.due(), await retention.run(null)]).toEqual([0, 0])
    // The time has come, by the clock of the store as well.
    heard = today + 86 * day
    expect([await retention.run(null), await name(recent), await name(ids.shipped)]).toEqual([1, null, null])
  })

  it('takes nobody early where no store has said a time', async () => {
    const { retention, clock, old, name, ids } = await shop(90, () => null)
    clock.now = old + 465 * day
    expect([await retention.due(), await retention.run(null), await name(ids.shipped)]).toEqual([0, 0, 'Guadalupe Quetzalcoatl'])
  })

  it('takes what ended so long ago, to the last byte of the file, and leaves the proof', async () => {
    const { storage, ids, retention, file, run, clock, changes, submit } = await shop()
    const bytes = (): string => readdirSync(dirname(file)).map((one) => readFileSync(join(dirname(file), one), 'latin1')).join('\n')
    for (const secret of secrets) expect(bytes(), secret).toContain(secret)
    const before = await storage.history.verify()
    expect([await retention.due(), await retention.run('Ayşe'), await retention.due(), await retention.run(null), changes()]).toEqual([4, 4, 0, 0, 1])
    for (const secret of secrets) expect(bytes(), secret).not.toContain(secret)
    expect(await storage.orders.whole(ids.shipped)).toMatchObject({ raw: '{}', order: { joomId: 'SHIPPED', state: 'SHIPPED', recipientKey: '', shipTo: { name: null }, shipment: { trackingNumber: 'OLD1', note: null }, money: { total: '8.8' } } })
    expect((await storage.orders.history(ids.ours)).map(({ kind, params, actor }) => [kind, params['days'] ?? null, actor])).toEqual([['recipient_erased', 90, 'Ayşe'], ['command_accepted', null, null], ['command_sent', null, null], ['command_written', null, null], ['order_arrived', null, null]])
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole', entries: (before as { entries: number }).entries + 4 })
    expect((await storage.printRuns.get(run))?.sheets.map(({ recipient, hash }) => [recipient, hash])).toEqual([[null, 'h1'], [null, 'h2']])
    // A number that was used is used: nobody is the same recipient as somebody who was forgotten.
    expect(await storage.commands.uses(['OURS1'])).toMatchObject([{ orderId: ids.ours, recipientKey: '' }])
    expect((await storage.orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: null, search: 'ours1' }, 0, 9, clock.now)).map(({ joomId }) => joomId)).toEqual(['OURS'])
    await submit(ids.shipped, { kind: 'modify_tracking', provider: 'EMS', trackingNumber: 'NEW1' })
  })

  it('leaves what is to ship, what changed since, and what a command holds or has just ended', async () => {
    const { storage, store, ids, order, retention, name, clock, submit } = await shop()
    await storage.orders.take(store, [order('OPEN', {}), order('REVIEW', { state: 'REQUIRE_REVIEW' }), order('NEWER', { ...shipped(), lastUpdated: clock.now - 89 * day }), order('JUST', {})], [], clock.now)
    await submit(ids.held, { kind: 'modify_tracking', provider: 'EMS', trackingNumber: 'NEW1' })
    const just = (await storage.orderList.lookUp('JUST'))[0]!.id
    await submit(just, { kind: 'fulfill', provider: 'DHL', trackingNumber: 'JUST1', shippingTime: '5-9', note: null })
    expect(await retention.run(null)).toBe(3)
    expect(await name(ids.shipped)).toBeNull()
    for (const id of ['OPEN', 'REVIEW', 'NEWER', 'JUST', 'HELD']) expect(await name((await storage.orderList.lookUp(id))[0]!.id), id).toBe('Guadalupe Quetzalcoatl')
  })

  it('counts from when they arrived where Joom names no time', async () => {
    const { storage, store, order, retention, clock, old, name } = await shop()
    const timeless = { ...shipped(), lastUpdated: null, orderedAt: null } as const
    await storage.orders.take(store, [order('LONG AGO', timeless)], [], old)
    await storage.orders.take(store, [order('RECENT', timeless)], [], clock.now)
    await retention.run(null)
    expect(await name((await storage.orderList.lookUp('LONG AGO'))[0]!.id)).toBeNull()
    expect(await name((await storage.orderList.lookUp('RECENT'))[0]!.id)).toBe('Guadalupe Quetzalcoatl')
  })

  it('is not undone by what Joom answers later: state and tracking are taken, the recipient is not', async () => {
    const { storage, store, ids, order, retention, clock, reopen } = await shop()
    await retention.run(null)
    clock.now += day
    const answer = order('SHIPPED', { state: 'REFUNDED', lastUpdated: clock.now, shipment: { provider: 'EMS', trackingNumber: 'NEW2', shippedDate: '2026-01-02', shippingTime: '5-9', note: 'for Ignacia' } })
    expect(await storage.orders.take(store, [answer], [], clock.now)).toEqual({ added: 0, changed: 1, doubted: [] })
    expect(await storage.orders.whole(ids.shipped)).toMatchObject({ raw: '{}', order: { state: 'REFUNDED', buyerId: null, recipientKey: '', shipTo: { name: null, zip: null, country: null }, shipment: { trackingNumber: 'NEW2', note: null }, refund: { note: null } } })
    expect((await storage.orders.history(ids.shipped)).map(({ kind }) => kind).slice(0, 2)).toEqual(['state_changed_at_joom', 'recipient_erased'])
    const found = async (search: string) => (await storage.orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: null, search }, 0, 9, clock.now)).map(({ joomId }) => joomId)
    expect([await found('guadalupe'), await found('new2')]).toEqual([[], ['SHIPPED']])
    // Nor by connecting its store again.
    await storage.connections.remove(store, 'keep')
    await storage.connections.takeUp(store, { name: 'Again', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c' })
    const again = await reopen()
    await again.orders.take(store, [answer], [], clock.now)
    expect((await again.orders.whole(ids.shipped))?.order.shipTo.name).toBeNull()
  })

  it('takes the notes of commands given since to orders that are forgotten already, when these have become old too', async () => {
    const { storage, ids, retention, clock, file } = await shop()
    const bytes = (): string => readdirSync(dirname(file)).map((one) => readFileSync(join(dirname(file), one), 'latin1')).join('\n')
    await retention.run(null)
    const before = { state: 'SHIPPED', provider: 'DHL', trackingNumber: 'OLD1', at: clock.now } as const
    const given = await storage.commands.submit([{ orderId: ids.shipped, intent: { kind: 'refund', reasonCode: 2, note: 'sorry, dear Ignacia' }, before, leavesAt: clock.now, corrects: null }], null, clock.now)
    expect(await retention.due()).toBe(0)
    await storage.commands.undo(given, null, clock.now)
    clock.now += 90 * day - 1
    expect([await retention.due(), await retention.run(null)]).toEqual([0, 0])
    expect(bytes()).toContain('sorry, dear Ignacia')
    clock.now += 1
    expect([await retention.due(), await retention.run(null), await retention.due()]).toEqual([1, 1, 0])
    expect(bytes()).not.toContain('sorry, dear Ignacia')
    expect((await storage.outboxList.rows(['undone'], 0, 9))[0]?.intent).toEqual({ kind: 'refund', reasonCode: 2, note: null })
  })

  it('takes the PDFs of their slips with it', async () => {
    const { storage, run, clock } = await shop()
    const folder = tempFolder()
    const prints = createPrintRuns({
      ...usualRunNeeds, orders: storage.printRuns, runs: storage.printRuns, reread: () => Promise.resolve(allRead), folderOfRuns: folder, now: () => clock.now, words: englishWords,
      documents: paperCounted()
    })
    writeFileSync(join(folder, `${String(run)}.pdf`), 'paper')
    const other = await storage.printRuns.create({ createdAt: clock.now + 1, kind: 'packing_slip', paper: 'a4', pages: 1, leftOut: [], sheets: [] }, { at: clock.now, actor: null, takes: [] })
    writeFileSync(join(folder, `${String(other)}.pdf`), 'paper')
    const retention = new Retention({ store: storage.retention, sweepPrints: () => prints.sweep(), days: () => 90, now: () => clock.now, heard: () => Promise.resolve(clock.now), changed: () => undefined })
    await retention.run(null)
    expect([existsSync(join(folder, `${String(run)}.pdf`)), existsSync(join(folder, `${String(other)}.pdf`))]).toEqual([false, true])
  })

  it('waits for who reads from the log, as a backup does, and holds up nobody meanwhile', async () => {
    const { storage, retention, file } = await shop()
    const reader = new DatabaseSync(file, { readOnly: true })
    reader.exec('BEGIN; SELECT count(*) FROM orders')
    const running = retention.run(null)
    await expect.poll(() => storage.retention.due({ real: Number.MAX_SAFE_INTEGER, rehearsal: 0 }).then((due) => due.length)).toBe(0)
    expect(readFileSync(`${file}-wal`, 'latin1')).toContain('Guadalupe')
    reader.close()
    await running
    expect(statSync(`${file}-wal`).size).toBe(0)
  })

  it('goes in steps, and what was cut off goes on the next time', async () => {
    const { storage, store, order, clock } = await shop()
    await storage.orders.take(store, Array.from({ length: 250 }, (_, i) => order(`M${String(i)}`, shipped())), [], clock.now)
    const sizes: number[] = []
    const cut = { due: (...before: Parameters<typeof storage.retention.due>) => storage.retention.due(...before), newestChange: () => storage.retention.newestChange(), sweepSearch: () => Promise.resolve(false), erase: (...[part, how]: Parameters<typeof storage.retention.erase>) => {
      sizes.push(part.length)
      return sizes.length === 3 ? Promise.reject(new Error('off')) : storage.retention.erase(part, how)
    } }
    const needs = { sweepPrints: () => Promise.resolve(), days: () => 90, now: () => clock.now, heard: () => Promise.resolve(clock.now), changed: () => undefined }
    await expect(new Retention({ ...needs, store: cut }).run(null)).rejects.toThrow('off')
    expect(sizes).toEqual([100, 100, 54])
    expect(await new Retention({ ...needs, store: storage.retention }).run(null)).toBe(54)
  })
})
