import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printRun, runView } from '../../../electron/contract/schemas.ts'
import { ordersOn } from '../../../electron/documents/slip.ts'
import type { OrderId, PrintRunId } from '../../../electron/domain/ids.ts'
import { onOneSlip } from '../../../electron/printing/one-slip.ts'
import type { SlipOrder } from '../../../electron/printing/run-store.ts'
import { printRoom, type PrintRoom } from '../../support/print-room.ts'

const label = { printer: 'Label', copies: 1 }
const ids = (...numbers: readonly number[]): OrderId[] => numbers.map((n) => n as OrderId) // as the data numbers them
const stands = (room: PrintRoom, id: PrintRunId, state: string) => expect.poll(async () => (await room.view(id)).state, { interval: 5 }).toBe(state)

/** A room in which these orders are of one buyer. */
function shop(...shared: readonly number[]): PrintRoom & { readonly say: (sql: string) => void } {
  const room = printRoom({ orders: 12 })
  const say = (sql: string): void => {
    const database = new DatabaseSync(join(room.folder, 'packbench.db'))
    database.exec(sql)
    database.close()
  }
  say(`UPDATE orders SET recipient_key = 'one', to_name = 'One Buyer' WHERE id IN (${shared.join(', ')})`)
  return { ...room, say }
}
const prepare = (room: PrintRoom, orders: readonly OrderId[], more: Partial<Parameters<ReturnType<PrintRoom['prints']>['prepare']>[0]> = {}) => room.prints().prepare({ orderIds: orders, paper: '100x150', together: true, ...more })
/** What the last document was made of: the places on each of its slips, and which copy they are. */
const slips = (room: PrintRoom): string[] => (room.made.at(-1)?.sheets ?? []).map((sheet) => `${ordersOn(sheet).map(({ position }) => position).join('+')}${(sheet.copy ?? 1) > 1 ? ` copy ${String(sheet.copy)}` : ''}`)

describe('several orders of one buyer on one slip', () => {
  it('follow the first of them, each at a place of its own; none is left out, none is twice', async () => {
    const room = shop(0, 2, 4)
    const run = await prepare(room, ids(1, 0, 3, 2, 4))
    expect(printRun.parse(run)).toEqual(run)
    expect(run.sheets.map(({ position, orderId, page, slip }) => [position, orderId, page, slip])).toEqual([[1, 1, 1, 1], [2, 0, 2, 2], [3, 2, 2, 2], [4, 4, 2, 2], [5, 3, 3, 5]])
    expect(run.pages).toBe(3)
    expect(slips(room)).toEqual(['1', '2+3+4', '5'])
    const view = await room.view(run.id)
    expect(runView.parse(view)).toEqual(view)
    expect(view.ledger.map(({ orderId, slip, page }) => [orderId, slip, page])).toEqual([[1, 1, 1], [0, 2, 2], [2, 2, 2], [4, 2, 2], [3, 5, 3]])
    expect(new Set(view.ledger.map(({ hash }) => hash)).size).toBe(5)
    // Without the wish, each has a slip of its own; and so it has where labels are printed too.
    for (const more of [{ together: false }, { kind: 'slip_and_address' as const }]) {
      await prepare(room, ids(0, 2, 4), { claims: 'print', replaces: run.id, ...more })
      expect(slips(room)).toEqual(['1', '2', '3'])
    }
  })

  it('are good or spoiled together: where it stopped at one of them, their slip is made anew as a copy, with all of them', async () => {
    const room = shop(0, 2, 4)
    const { id } = await prepare(room, ids(1, 0, 2, 4, 3))
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'stopped', at: 3, nothingAfter: true })
    expect(await room.sheets(id)).toEqual(['good', 'spoiled', 'spoiled', 'spoiled', 'waiting'])
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(slips(room)).toEqual(['2+3+4 copy 2', '5'])
    await room.prints().judge(id, { kind: 'good' })
    expect(await room.view(id)).toMatchObject({ state: 'good', good: 5, copied: 3 })
    expect((await room.storage().orderList.byIds(ids(0, 2, 4))).every(({ printedAt }) => printedAt === room.clock.now)).toBe(true)
    // One of them printed once more brings its whole slip, as the next copy of each.
    await room.prints().reprint({ id, first: 3, last: 3, ...label })
    await stands(room, id, 'handed')
    expect(slips(room)).toEqual(['2+3+4 copy 3'])
    expect((await room.view(id)).ledger.filter(({ copy }) => copy === 3).map(({ position, slip }) => [position, slip])).toEqual([[2, 2], [3, 2], [4, 2]])
    expect(await room.storage().history.verify()).toMatchObject({ kind: 'whole' })
  })

  it('stop the slip where one of them has changed', async () => {
    const room = shop(0, 2)
    const { id } = await prepare(room, ids(0, 2))
    room.say("UPDATE orders SET to_street1 = 'Elsewhere 2' WHERE id = 2")
    await expect(room.prints().print({ id, ...label })).rejects.toMatchObject({ code: 'run_changed' })
    expect(room.printer.jobs).toEqual([])
  })

  it('have slips of their own where one was printed before: a page says one copy', async () => {
    const room = shop(0, 2, 4)
    const first = await prepare(room, ids(2))
    await room.prints().print({ id: first.id, ...label })
    await stands(room, first.id, 'handed')
    await room.prints().judge(first.id, { kind: 'good' })
    expect((await prepare(room, ids(0, 2, 4))).claimed.map(({ orderId }) => orderId)).toEqual([2])
    await prepare(room, ids(0, 2, 4), { claims: 'leave_out' })
    expect(slips(room)).toEqual(['1+2'])
    await prepare(room, ids(0, 2, 4), { claims: 'print' })
    expect(slips(room)).toEqual(['1+2', '3 copy 2'])
  })

  it('are handed over together after a crash too: what is unknown is the whole slip', async () => {
    const room = shop(0, 2)
    const { id } = await prepare(room, ids(0, 2, 1))
    room.printer.taken = () => { throw new Error('killed') }
    await expect(room.prints().print({ id, ...label })).rejects.toMatchObject({ code: 'print_unknown' })
    await room.crash()
    await room.start()
    expect(await room.sheets(id)).toEqual(['unknown', 'unknown', 'unknown'])
    await room.prints().judge(id, { kind: 'stopped', at: 2, nothingAfter: true })
    expect(await room.sheets(id)).toEqual(['spoiled', 'spoiled', 'waiting'])
  })
})

describe('which orders stand on one slip', () => {
  const order = fc.record({ connectionId: fc.constantFrom(1, 2), recipientKey: fc.constantFrom('', 'a', 'b'), phone: fc.constantFrom(null, '1', '2'), state: fc.constantFrom('APPROVED', 'SHIPPED'), copy: fc.constantFrom(1, 2) })
  it('is by store, recipient, phone, state and copy, whatever their sequence; each order stands on one', () => {
    fc.assert(fc.property(fc.array(order, { maxLength: 30 }), (given) => {
      // Only what decides is looked at.
      const orders = given.map(({ phone, ...one }, i) => ({ ...one, id: i, environment: 'production', shipTo: { phone } }) as unknown as SlipOrder & { readonly copy: number; readonly id: number })
      const copyOf = (one: SlipOrder): number => (one as (typeof orders)[number]).copy
      const said = (one: SlipOrder): string => JSON.stringify([one.connectionId, one.recipientKey, one.shipTo.phone ?? '', one.state, copyOf(one)])
      const made = onOneSlip(orders, copyOf)
      expect(made.flat().map(({ id }) => id).sort((a, b) => a - b)).toEqual(orders.map(({ id }) => id))
      for (const slip of made) {
        expect(new Set(slip.map(said)).size).toBe(1)
        if (slip[0]?.recipientKey === '') expect(slip).toHaveLength(1)
      }
      const shared = made.filter(([first]) => first?.recipientKey !== '').map(([first]) => said(first!))
      expect(new Set(shared).size).toBe(shared.length)
      expect(made.map(([first]) => first!.id)).toEqual(made.map(([first]) => first!.id).sort((a, b) => a - b))
    }))
  })
})
