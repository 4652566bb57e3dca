import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import { runView } from '../../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../../electron/domain/ids.ts'
import type { RunKind } from '../../../electron/domain/sheet-kind.ts'
import { paperCounted } from '../../support/paper-counted.ts'
import { printRoom, type PrintRoom } from '../../support/print-room.ts'

const label = { printer: 'Label', copies: 1 }
async function prepared(room: PrintRoom, count: number, from = 0): Promise<PrintRunId> {
  return (await room.prints().prepare({ orderIds: room.ids(count, from), paper: '100x150' })).id
}
async function handed(room: PrintRoom, count: number): Promise<PrintRunId> {
  const id = await prepared(room, count)
  await room.prints().print({ id, ...label })
  await stands(room, id, 'handed')
  return id
}
const stands = (room: PrintRoom, id: PrintRunId, state: string) => expect.poll(async () => (await room.view(id)).state, { interval: 5 }).toBe(state)
const order = async (room: PrintRoom, id: number) => (await room.storage().orderList.byIds([id as OrderId]))[0]! // as the data numbers them
const told = async (room: PrintRoom, id: number) => (await room.storage().orders.history(id as OrderId)).map(({ kind, params, actor }) => [kind, params['copy'] ?? 1, actor])
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('a run that is printed', () => {
  it('goes to the printer in parts of a hundred sheets, one after the other, and is printed when a person says so', async () => {
    const room = printRoom()
    const id = await prepared(room, 250)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('printing')
    expect(room.printer.jobs).toEqual([{ ...label, file: join(room.folder, 'runs', `${String(id)}.pdf`), title: `Packbench ${String(id)} 1-100`, media: '100x150', pages: { first: 1, last: 100 } }])
    expect([await order(room, 0), await order(room, 200)]).toMatchObject([{ runId: id, printedAt: null }, { runId: id, printedAt: null }])
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'handed')
    expect(room.printer.jobs.map(({ pages }) => [pages?.first, pages?.last])).toEqual([[1, 100], [101, 200], [201, 250]])
    const view = await room.view(id)
    expect(runView.parse(view)).toEqual(view)
    expect(view).toMatchObject({ sheets: 250, out: 250, good: 0, left: 0, actor: 'Ayşe', printer: 'Label', urls: [`${String(id)}-1`] })
    expect(view.ledger[120]).toMatchObject({ position: 121, orderId: 120, copy: 1, state: 'handed', printer: 'Label', handedAt: room.clock.now, hash: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect((await order(room, 0)).printedAt).toBeNull()
    room.clock.now += 9
    await room.prints().judge(id, { kind: 'good' })
    expect(await room.view(id)).toMatchObject({ state: 'good', good: 250 })
    expect(await order(room, 200)).toMatchObject({ printedAt: room.clock.now, runId: null })
    expect(await told(room, 200)).toEqual([['slip_printed', 1, 'Ayşe'], ['slip_handed', 1, 'Ayşe']])
    expect(await room.storage().history.verify()).toMatchObject({ kind: 'whole' })
  })

  it('is told how its job is: held, stopped with the reason, printing again', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    const part = async () => { const [one] = (await room.view(id)).parts; return [one?.state, one?.reason] }
    room.printer.usual = { state: 'held', reason: null }
    await room.prints().print({ id, ...label })
    await expect.poll(part, { interval: 5 }).toEqual(['held', null])
    room.printer.usual = { state: 'stopped', reason: 'out of paper' }
    await expect.poll(part, { interval: 5 }).toEqual(['stopped', 'out of paper'])
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'handed')
  })

  it('hands nothing more over while it is paused, and goes on where it was', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    await room.prints().pause(id)
    room.printer.usual = { state: 'done', reason: null }
    await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('done')
    expect(room.printer.jobs).toHaveLength(1)
    expect(await room.view(id)).toMatchObject({ state: 'paused', out: 100, left: 50 })
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.printer.jobs.map(({ pages }) => pages)).toEqual([{ first: 1, last: 100 }, { first: 101, last: 150 }])
    expect(room.made).toHaveLength(1)
  })

  it('goes on while its part still prints, where it was paused only for a moment', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    await room.prints().pause(id)
    await room.prints().resume({ id, ...label })
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'handed')
    expect(room.printer.jobs).toHaveLength(2)
  })

  it('takes back what waits in the queue when it is cancelled, and asks how far it got', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'queued', reason: null }
    await room.prints().print({ id, ...label })
    await room.prints().cancel(id)
    await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('cancelled')
    expect(room.printer.cancelled).toEqual(['Label-1'])
    expect(room.printer.jobs).toHaveLength(1)
    expect(await room.view(id)).toMatchObject({ state: 'cancelled', out: 100, left: 50 })
    await room.prints().judge(id, { kind: 'stopped', at: 1, nothingAfter: true })
    expect((await room.sheets(id)).slice(0, 3)).toEqual(['spoiled', 'waiting', 'waiting'])
    await room.prints().judge(id, { kind: 'discard' })
    expect(await room.view(id)).toMatchObject({ state: 'discarded', urls: [''] })
    expect(await order(room, 3)).toMatchObject({ runId: null, printedAt: null })
  })
})

describe('what a person says of the paper', () => {
  it('“stopped at 37” makes good up to 36, and it goes on at 37: what may have come out says COPY 2', async () => {
    const room = printRoom()
    const id = await handed(room, 40)
    room.clock.now += 60_000
    await room.prints().judge(id, { kind: 'stopped', at: 37, nothingAfter: false })
    expect(await room.sheets(id)).toEqual([...times(36, 'good'), ...times(4, 'spoiled')])
    expect(await room.view(id)).toMatchObject({ state: 'stopped', good: 36, left: 4 })
    expect([(await order(room, 35)).printedAt, (await order(room, 36)).printedAt]).toEqual([room.clock.now, null])
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)?.sheets.map(({ position, of, copy }) => [position, of, copy])).toEqual([[37, 40, 2], [38, 40, 2], [39, 40, 2], [40, 40, 2]])
    expect(room.printer.jobs.at(-1)).toMatchObject({ file: join(room.folder, 'runs', `${String(id)}-2.pdf`), title: `Packbench ${String(id)} 37-40` })
    expect(room.printer.jobs.at(-1)).not.toHaveProperty('pages')
    await room.prints().judge(id, { kind: 'good' })
    expect(await room.view(id)).toMatchObject({ state: 'good', good: 40, copied: 4 })
    expect(await told(room, 38)).toEqual([['slip_printed', 2, 'Ayşe'], ['slip_handed', 2, 'Ayşe'], ['slip_spoiled', 1, 'Ayşe'], ['slip_handed', 1, 'Ayşe']])
  })

  it('where nothing came out behind 37, only 37 is a copy', async () => {
    const room = printRoom()
    const id = await handed(room, 40)
    await room.prints().judge(id, { kind: 'stopped', at: 37, nothingAfter: true })
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)?.sheets.map(({ position, copy }) => [position, copy ?? 1])).toEqual([[37, 2], [38, 1], [39, 1], [40, 1]])
    expect((await room.sheets(id)).slice(35)).toEqual(['good', 'handed 2', 'handed', 'handed', 'handed'])
  })

  it('prints a range or one order once more as the next copy, each told in the ledger', async () => {
    const room = printRoom()
    const id = await handed(room, 10)
    await expect(room.prints().reprint({ id, first: 4, last: 4, ...label })).rejects.toMatchObject({ code: 'run_moved' })
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 4, last: 5, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 4, last: 4, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    expect(room.made.slice(1).map(({ sheets }) => sheets.map(({ position, copy }) => [position, copy]))).toEqual([[[4, 2], [5, 2]], [[4, 3]]])
    expect((await room.view(id)).ledger.filter(({ position }) => position === 4).map(({ copy, state, file, page }) => [copy, state, file, page])).toEqual([[1, 'good', 1, 1 + 3], [2, 'good', 2, 1], [3, 'good', 3, 1]])
    // The one that stopped in between is resumed alone, too.
    await expect(room.prints().reprint({ id, first: 11, last: 12, ...label })).rejects.toMatchObject({ code: 'verdict_misfits' })
  })

  it('prints again in the language that was chosen for the run', async () => {
    const room = printRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(2), paper: '100x150', language: 'he' })
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 2, last: 2, ...label })
    await stands(room, id, 'handed')
    expect(room.made.map(({ sheets }) => sheets.map(({ language }) => language))).toEqual([['he', 'he'], ['he']])
  })

  it('is refused where it does not fit, and while it prints', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    await expect(room.prints().judge(id, { kind: 'good' })).rejects.toMatchObject({ code: 'verdict_misfits' })
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    await expect(room.prints().judge(id, { kind: 'good' })).rejects.toMatchObject({ code: 'run_moved' })
    await expect(room.prints().print({ id, ...label })).rejects.toMatchObject({ code: 'run_moved' })
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'handed')
    await expect(room.prints().judge(id, { kind: 'stopped', at: 4, nothingAfter: false })).rejects.toMatchObject({ code: 'verdict_misfits' })
  })

  it('of a saved run counts as of a printed one; until then it was never printed', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    await room.prints().save(id, join(room.folder, 'out.pdf'))
    expect(await room.view(id)).toMatchObject({ state: 'saved', savedAt: room.clock.now, good: 0 })
    expect(await room.sheets(id)).toEqual(times(3, 'saved'))
    expect(await order(room, 1)).toMatchObject({ printedAt: null, savedAt: room.clock.now, runId: id })
    expect((await room.storage().orderList.overview({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, room.clock.now)).marks).toMatchObject({ saved: 3, printed: 0, in_run: 3 })
    expect(await told(room, 1)).toEqual([['slip_saved', 1, 'Ayşe']])
    await room.prints().judge(id, { kind: 'stopped', at: 3, nothingAfter: true })
    expect([(await order(room, 1)).printedAt, (await order(room, 2)).printedAt]).toEqual([room.clock.now, null])
  })
})

describe('orders that another run has', () => {
  it('are named with that run, and left out or printed as a copy, as a person says', async () => {
    const room = printRoom()
    const id = await handed(room, 3)
    const orderIds = room.ids(4, 2)
    const asked = await room.prints().prepare({ orderIds, paper: '100x150' })
    expect(asked).toMatchObject({ sheets: [], claimed: [{ orderId: 2, run: id, state: 'handed', at: room.clock.now, actor: 'Ayşe', copy: 2 }] })
    expect((await room.prints().prepare({ orderIds, paper: '100x150', claims: 'leave_out' }))).toMatchObject({ sheets: [{ orderId: 3 }, { orderId: 4 }, { orderId: 5 }], leftOut: [{ orderId: 2, reason: 'claimed', run: id }], claimed: [] })
    const all = await room.prints().prepare({ orderIds, paper: '100x150', claims: 'print' })
    expect(all.sheets.map(({ orderId, copy }) => [orderId, copy])).toEqual([[2, 2], [3, 1], [4, 1], [5, 1]])
    expect(room.made.at(-1)?.sheets.map(({ copy }) => copy)).toEqual([2, undefined, undefined, undefined])
    // Printed ones are asked about just so.
    await room.prints().judge(id, { kind: 'good' })
    expect((await room.prints().prepare({ orderIds: room.ids(1), paper: '100x150' })).claimed).toMatchObject([{ orderId: 0, run: id, state: 'good', copy: 2 }])
  })

  it('that only prepared them is discarded for another one, with its paper; what it replaces needs no word', async () => {
    const room = printRoom()
    const first = await prepared(room, 3)
    expect((await room.prints().prepare({ orderIds: room.ids(2), paper: 'a4' })).claimed).toMatchObject([{ run: first, state: 'prepared', copy: 1 }, { run: first }])
    const second = await room.prints().prepare({ orderIds: room.ids(2), paper: 'a4', replaces: first })
    expect(second.claimed).toEqual([])
    expect((await room.view(first)).state).toBe('discarded')
    const third = await room.prints().prepare({ orderIds: room.ids(2), paper: 'a4', claims: 'print' })
    expect(third.sheets.map(({ copy }) => copy)).toEqual([1, 1])
    await expect(room.prints().print({ id: second.id, ...label })).rejects.toMatchObject({ code: 'run_missing' })
    expect(readdirSync(join(room.folder, 'runs'))).toEqual([`${String(third.id)}.pdf`])
  })

  it('are asked about for every kind of run by which a part of them would be on paper twice, and for no other', async () => {
    const room = printRoom()
    const printed = async (kind: RunKind, n: number): Promise<void> => {
      const run = await room.prints().prepare({ orderIds: room.ids(1, n), kind, paper: '100x150' })
      expect(run.claimed).toEqual([])
      await room.prints().print({ id: run.id, ...label })
      await stands(room, run.id, 'handed')
      await room.prints().judge(run.id, { kind: 'good' })
    }
    const claimedBy = async (kind: RunKind, n: number): Promise<number[]> => (await room.prints().prepare({ orderIds: room.ids(1, n), kind, paper: '100x150' })).claimed.map(({ copy }) => copy)
    await printed('slip_and_address', 0)
    expect([await claimedBy('packing_slip', 0), await claimedBy('address_label', 0), await claimedBy('slip_and_labels', 0), await claimedBy('order_label', 0)]).toEqual([[2], [2], [2], []])
    await printed('address_label', 1)
    expect([await claimedBy('slip_and_address', 1), await claimedBy('slip_and_labels', 1), await claimedBy('packing_slip', 1)]).toEqual([[2], [2], []])
    await room.prints().prepare({ orderIds: room.ids(1), kind: 'address_label', paper: '100x150', claims: 'print' })
    expect(room.made.at(-1)?.sheets.map(({ copy }) => copy)).toEqual([2])
  })

  it('are free when it is discarded, and asked about no more', async () => {
    const room = printRoom()
    const id = await handed(room, 2)
    await room.prints().judge(id, { kind: 'discard' })
    const again = await room.prints().prepare({ orderIds: room.ids(2), paper: '100x150' })
    expect([again.claimed, again.sheets.map(({ copy }) => copy)]).toEqual([[], [1, 1]])
  })

  it('are not taken twice by two that are prepared at once', async () => {
    const room = printRoom()
    const both = await Promise.allSettled([prepared(room, 2), prepared(room, 2)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'run_claimed' })
  })
})

describe('when something fails', () => {
  it('a kill between the queue and the ledger leaves the run unknown, and nothing printed', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.taken = async () => { await new Promise(() => undefined) }
    void room.prints().print({ id, ...label }).catch(() => undefined)
    await expect.poll(() => room.printer.jobs.length, { interval: 5 }).toBe(1)
    await room.crash()
    await room.start()
    expect(await room.view(id)).toMatchObject({ state: 'unknown', out: 100, left: 50, good: 0, parts: [{ state: 'unknown', job: null }] })
    expect(await order(room, 0)).toMatchObject({ printedAt: null, runId: id })
    expect(await told(room, 0)).toEqual([['slip_unknown', 1, null]])
    await expect(room.prints().resume({ id, ...label })).rejects.toMatchObject({ code: 'run_moved' })
    // It had printed nothing at all.
    await room.prints().judge(id, { kind: 'stopped', at: 1, nothingAfter: true })
    room.printer.taken = () => undefined
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)?.sheets.map(({ copy }) => copy ?? 1)).toEqual([2, ...times(149, 1)])
  })

  it('a kill while a part prints pauses what is left; a run all of which is at the printer is watched on', async () => {
    const room = printRoom()
    room.printer.usual = { state: 'printing', reason: null }
    const [long, short] = [await prepared(room, 150), await prepared(room, 2, 200)]
    for (const id of [long, short]) await room.prints().print({ id, ...label })
    await room.prints().stop()
    await room.crash()
    await room.start()
    room.printer.usual = { state: 'done', reason: null }
    expect((await room.view(long)).state).toBe('paused')
    await stands(room, short, 'handed')
    expect(room.printer.jobs).toHaveLength(2)
  })

  it('a printer that vanishes in the middle pauses the run with the reason, and no sheet is lost', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    room.printer.trouble = new Trouble({ code: 'printer_missing', params: { printer: 'Label' } })
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'paused')
    expect(await room.view(id)).toMatchObject({ out: 100, left: 50, trouble: { code: 'printer_missing' }, parts: [{ state: 'done' }, { state: 'refused' }] })
    room.printer.trouble = null
    await room.prints().resume({ id, printer: 'Other', copies: 1 })
    await stands(room, id, 'handed')
    expect(room.printer.jobs.at(-1)).toMatchObject({ printer: 'Other', pages: { first: 101, last: 150 } })
    expect((await room.view(id)).trouble).toBeNull()
  })

  it('a run goes on with the dots it was begun with, and is made anew for a printer that has others', async () => {
    let set: 203 | 300 = 203
    const room = printRoom({ needs: { preferences: (_kind, printer, begun) => ({ madeFor: { dpi: printer === 'Fine' ? 300 : begun ?? set }, sender: '' }) } })
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    await room.prints().pause(id)
    room.printer.usual = { state: 'done', reason: null }
    await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('done')
    // Somebody changed the settings, and some came out badly.
    set = 300
    await room.prints().judge(id, { kind: 'stopped', at: 91, nothingAfter: false })
    await room.crash()
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.map(({ dpi, sheets }) => [dpi, sheets.length])).toEqual([[203, 150], [203, 60]])
    await room.prints().judge(id, { kind: 'stopped', at: 141, nothingAfter: true })
    await room.prints().resume({ id, printer: 'Fine', copies: 1 })
    await stands(room, id, 'handed')
    expect(room.made.map(({ dpi, sheets }) => [dpi, sheets.length])).toEqual([[203, 150], [203, 60], [300, 10]])
    expect((await room.sheets(id)).filter((state) => state === 'handed 2')).toHaveLength(1)
  })

  it('copies of a run on sheets of four begin on the label that is still free', async () => {
    const room = printRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(4), paper: 'a4-4up' })
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 2, last: 2, start: 3, ...label })
    expect(room.made.map(({ start }) => start)).toEqual([undefined, 3])
  })

  it('an answer that names no job leaves it unknown; so do jobs that the system gave up or somebody cancelled', async () => {
    const room = printRoom()
    const [a, b] = [await prepared(room, 2), await prepared(room, 2, 10)]
    room.printer.trouble = new Error('lp was killed')
    await expect(room.prints().print({ id: a, ...label })).rejects.toMatchObject({ code: 'print_unknown' })
    expect(await room.view(a)).toMatchObject({ state: 'unknown', parts: [{ state: 'unknown', reason: 'lp was killed' }] })
    room.printer.trouble = null
    room.printer.usual = { state: 'aborted', reason: 'filter failed' }
    await room.prints().print({ id: b, ...label })
    await stands(room, b, 'unknown')
    expect((await room.view(b)).parts).toMatchObject([{ state: 'aborted', reason: 'filter failed' }])
  })

  it('a printer that breaks off in the middle leaves unknown what it may have, and the rest waits as it was', async () => {
    const room = printRoom()
    const id = await prepared(room, 40)
    room.printer.taken = ({ progress }) => {
      progress?.({ of: 40, handed: 1, out: 0, fault: null })
      throw new Trouble({ code: 'label_print_broken', params: { printer: 'Zebra', of: 40, out: 10, handed: 13 }, detail: 'ECONNRESET' })
    }
    await room.prints().print({ id, ...label }).catch(() => undefined)
    await stands(room, id, 'unknown')
    expect(await room.sheets(id)).toEqual([...times(13, 'unknown'), ...times(27, 'waiting')])
    expect((await room.view(id)).parts).toMatchObject([{ state: 'unknown', reason: 'ECONNRESET' }])
    await room.prints().judge(id, { kind: 'stopped', at: 12, nothingAfter: false })
    expect(await room.view(id)).toMatchObject({ state: 'stopped', good: 11, left: 29 })
  })

  it('a printer that takes sheets one by one is not waited for, tells how far it is, and is stopped between two of them', async () => {
    const room = printRoom()
    const id = await prepared(room, 40)
    room.printer.taken = ({ signal, progress }) => new Promise((_, reject) => {
      progress?.({ of: 40, handed: 3, out: 1, fault: null })
      signal?.addEventListener('abort', () => { reject(new Trouble({ code: 'label_print_cancelled', params: { printer: 'Zebra', of: 40, out: 5, handed: 6 } })) })
      room.clock.now += 2000
      progress?.({ of: 40, handed: 6, out: 4, fault: null })
    })
    expect(await room.prints().print({ id, ...label })).toEqual({ job: '' })
    await expect.poll(async () => (await room.view(id)).parts[0], { interval: 5 }).toMatchObject({ state: 'printing', reason: '4/40' })
    await room.prints().cancel(id)
    await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('cancelled')
    expect(await room.view(id)).toMatchObject({ state: 'cancelled', out: 6, left: 34 })
  })

  it('a full disk makes no run and leaves no file', async () => {
    const room = printRoom({ needs: { documents: { ...paperCounted(), writeSlips: () => Promise.reject(full()) } } })
    await expect(prepared(room, 1)).rejects.toMatchObject({ code: 'runs_full' })
    expect((await room.prints().list({ number: null, offset: 0, limit: 9 })).runs).toEqual([])
    expect(readdirSync(join(room.folder, 'runs'))).toEqual([])
    expect((await order(room, 0)).runId).toBeNull()
  })

  it('a refused copy waits in its run, and goes on from there', async () => {
    const room = printRoom()
    const id = await handed(room, 3)
    await room.prints().judge(id, { kind: 'good' })
    room.printer.trouble = new Trouble({ code: 'printer_stopped', params: { printer: 'Label' } })
    await expect(room.prints().reprint({ id, first: 2, last: 2, ...label })).rejects.toMatchObject({ code: 'printer_stopped' })
    expect(await room.view(id)).toMatchObject({ state: 'stopped', left: 1, good: 2 })
    room.printer.trouble = null
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made).toHaveLength(2)
  })
})

/** What making paper says where the disk is full: no disk of a test is filled. */
const full = (): Trouble => new Trouble({ code: 'documents_failed' }, { cause: Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }) })

describe('the list of runs', () => {
  it('has those that have not ended first, then the newest, and finds one by its number', async () => {
    const room = printRoom()
    const done = await handed(room, 2)
    await room.prints().judge(done, { kind: 'good' })
    const [looked, open] = [await prepared(room, 2, 10), await prepared(room, 2, 20)]
    await room.prints().judge(looked, { kind: 'discard' })
    const list = await room.prints().list({ number: null, offset: 0, limit: 50 })
    expect(list).toMatchObject({ unfinished: 1, runs: [{ id: open, state: 'prepared', sheets: 2, left: 2 }, { id: done, state: 'good', good: 2 }] })
    expect((await room.prints().list({ number: looked, offset: 0, limit: 50 })).runs.map(({ id }) => id)).toEqual([looked])
  })
})

describe('a run on sheets of four labels', () => {
  const four = async (room: PrintRoom, count: number): Promise<PrintRunId> => {
    const { id } = await room.prints().prepare({ orderIds: room.ids(count), paper: 'a4-4up', kind: 'address_label', start: 2 })
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    return id
  }

  it('hands each page over once', async () => {
    const room = printRoom({ perPage: 4 })
    await four(room, 200)
    expect(room.printer.jobs.map(({ pages }) => pages)).toEqual([{ first: 1, last: 26 }, { first: 27, last: 51 }])
  })

  it('goes on in the middle of a page at the same labels, as copies of what may have come out', async () => {
    const room = printRoom({ perPage: 4 })
    const id = await four(room, 10)
    // Three on the first page; 6 is the third label of the second.
    await room.prints().judge(id, { kind: 'stopped', at: 6, nothingAfter: true })
    expect(await room.sheets(id)).toEqual([...times(5, 'good'), 'spoiled', 'spoiled', 'waiting', 'waiting', 'waiting'])
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)).toMatchObject({ start: 3 })
    expect(room.made.at(-1)?.sheets.map(({ position, copy }) => [position, copy ?? 1])).toEqual([[6, 2], [7, 2], [8, 1], [9, 1], [10, 1]])
    // And again in the file that was made then.
    await room.prints().judge(id, { kind: 'stopped', at: 7, nothingAfter: true })
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)).toMatchObject({ start: 4 })
    expect(room.made.at(-1)?.sheets.map(({ position, copy }) => [position, copy ?? 1])).toEqual([[7, 3], [8, 1], [9, 1], [10, 1]])
  })
})

describe('a run that is given up while it is made', () => {
  it('leaves no run, no file and no order that is held', async () => {
    const end = new AbortController()
    const room = printRoom({ needs: { documents: { ...paperCounted(), writeSlips: async (run, file) => {
      const made = await paperCounted().writeSlips(run, file)
      end.abort(new Trouble({ code: 'run_given_up' }))
      return made
    } } } })
    await expect(room.prints().prepare({ orderIds: room.ids(3), paper: '100x150' }, { signal: end.signal })).rejects.toMatchObject({ code: 'run_given_up' })
    expect(readdirSync(join(room.folder, 'runs'))).toEqual([])
    expect(await room.prints().list({ number: null, offset: 0, limit: 50 })).toMatchObject({ runs: [], unfinished: 0 })
    expect(await room.storage().printRuns.claims(room.ids(3), 'packing_slip', null)).toEqual([])
  })

  it('after a crash leaves no half a file either', async () => {
    const room = printRoom()
    const id = await prepared(room, 1)
    writeFileSync(join(room.folder, 'runs', 'begun.part'), 'half')
    await room.crash()
    await room.start()
    expect(readdirSync(join(room.folder, 'runs'))).toEqual([`${String(id)}.pdf`])
  })
})
