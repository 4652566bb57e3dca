import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printRun, runView } from '../../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../../electron/domain/ids.ts'
import type { Doubt } from '../../../electron/domain/doubt.ts'
import { printRoom, type PrintRoom } from '../../support/print-room.ts'
import { allRead } from '../../support/run-needs.ts'
import { tempFolder } from '../../support/temp.ts'

const label = { printer: 'Label', copies: 1 }
const stands = (room: PrintRoom, id: PrintRunId, state: string) => expect.poll(async () => (await room.view(id)).state, { interval: 5 }).toBe(state)

/** A room in which orders read again are found to have moved; what was read, and how much of it could not be. */
function movingRoom() {
  const read: number[] = []
  const world: { offline: boolean; moved: readonly OrderId[]; unreadable: readonly OrderId[]; doubts: ReadonlyMap<OrderId, Doubt> } = { offline: false, moved: [], unreadable: [], doubts: new Map() }
  let known: readonly OrderId[] = []
  const room = printRoom({
    needs: {
      reread: (ids) => {
        read.push(ids.length)
        if (world.offline) return Promise.resolve({ ...allRead, unread: ids.length })
        known = world.moved
        return Promise.resolve({ ...allRead, doubts: world.doubts })
      }
    }
  })
  const runs = room.storage().printRuns
  const forSlips = runs.forSlips.bind(runs)
  runs.forSlips = async (ids) => (await forSlips(ids)).map((order) => ({ ...order, readable: !world.unreadable.includes(order.id) })).map((order) => (known.includes(order.id) ? { ...order, shipTo: { ...order.shipTo, street1: 'Elsewhere 1' } } : order))
  return { room, world, read }
}

/** A run of 250 whose first part is in a printer that is out of paper. */
async function begun({ room, read }: ReturnType<typeof movingRoom>): Promise<PrintRunId> {
  const { id } = await room.prints().prepare({ orderIds: room.ids(250), paper: '100x150' })
  room.printer.usual = { state: 'stopped', reason: 'out of paper' }
  await room.prints().print({ id, ...label })
  expect(await room.view(id)).toMatchObject({ state: 'printing', changed: [], unread: 0 })
  read.length = 0
  return id
}

describe('the orders of each part of a run', () => {
  it('are read again before it is printed: where one has moved meanwhile, the run stands still and shows the difference', async () => {
    const all = movingRoom()
    const { room, world, read } = all
    const id = await begun(all)
    world.moved = [room.ids(1, 220)[0]!] // one was asked for
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'paused')
    expect(read).toEqual([100, 50])
    expect(room.printer.jobs.map(({ pages }) => pages)).toEqual([{ first: 1, last: 100 }, { first: 101, last: 200 }])
    const view = await room.view(id)
    expect(runView.parse(view)).toEqual(view)
    expect(view).toMatchObject({ out: 200, left: 50, trouble: { code: 'run_changed', params: { n: 1 } }, changed: [{ orderId: 220, differences: [{ field: 'address', after: expect.stringContaining('Elsewhere 1') as unknown }] }] })
    await expect(room.prints().resume({ id, ...label })).rejects.toMatchObject({ code: 'run_changed' })
    // Nothing of the recipient is kept beside what the run and its order hold.
    expect(JSON.stringify(view.trouble)).not.toContain('Elsewhere')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().judge(id, { kind: 'discard' })
    expect(await room.prints().prepare({ orderIds: room.ids(50, 200), paper: '100x150' })).toMatchObject({ claimed: [], changed: [], sheets: { length: 50 } })
  })

  it('are not printed where Joom’s answer speaks against what is known of one: the run stands still, names it, and goes on once it is known', async () => {
    const all = movingRoom()
    const { room, world } = all
    const id = await begun(all)
    const [doubted] = room.ids(1, 150)
    world.doubts = new Map([[doubted!, 'doubted']])
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'paused')
    const { ledger, trouble, changed } = await room.view(id)
    expect({ trouble, changed }).toEqual({ trouble: expect.objectContaining({ code: 'run_doubted', params: { n: 1, orders: ledger.find(({ orderId }) => orderId === doubted)?.joomId } }), changed: [] })
    expect(room.printer.jobs).toHaveLength(1)
    await expect(room.prints().resume({ id, ...label })).rejects.toMatchObject({ code: 'run_doubted' })
    world.doubts = new Map()
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.printer.jobs).toHaveLength(3)
  })

  it.each(['doubted', 'gone', 'not_understood'] as const)('get no slip in a new run where they are %s; the others do', async (doubt) => {
    const { room, world } = movingRoom()
    const [one, ...others] = room.ids(3)
    world.doubts = new Map([[one!, doubt]])
    const run = await room.prints().prepare({ orderIds: [one!, ...others], paper: '100x150' })
    expect(printRun.parse(run)).toEqual(run)
    expect(run).toMatchObject({ leftOut: [{ orderId: one, reason: doubt }], unread: 0 })
    expect(run.sheets.map(({ orderId }) => orderId)).toEqual(others)
  })

  it('are said to have changed of a run that was saved too, since printing it would be refused', async () => {
    const { room, world } = movingRoom()
    const ids = room.ids(2)
    const { id } = await room.prints().prepare({ orderIds: ids, paper: '100x150' })
    await room.prints().save(id, join(tempFolder(), 'slips.pdf'))
    expect(await room.view(id)).toMatchObject({ state: 'saved', changed: [] })
    world.moved = [ids[1]!]
    await expect(room.prints().print({ id, ...label })).rejects.toMatchObject({ code: 'run_changed' })
    expect((await room.view(id)).changed.map(({ orderId }) => orderId)).toEqual([ids[1]])
  })

  it('are not printed once more where the recipient of one was forgotten since', async () => {
    const { room } = movingRoom()
    const ids = room.ids(3)
    const { id } = await room.prints().prepare({ orderIds: ids, paper: '100x150' })
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    const runs = room.storage().printRuns
    const [get, forSlips] = [runs.get.bind(runs), runs.forSlips.bind(runs)]
    const nobody = { name: null, street1: null, street2: null, city: null, state: null, zip: null, country: 'US', phone: null }
    runs.get = async (of) => { const run = await get(of); return run === null ? null : { ...run, sheets: run.sheets.map(({ shown: _shown, ...sheet }) => sheet) } }
    runs.forSlips = async (of) => (await forSlips(of)).map((order) => (order.id === ids[1] ? { ...order, shipTo: nobody } : order))
    await expect(room.prints().reprint({ id, first: 1, last: 3, ...label })).rejects.toMatchObject({ code: 'run_paperless', params: { n: 1, places: '2' } })
    await room.prints().reprint({ id, first: 3, last: 3, ...label })
    expect(room.printer.jobs).toHaveLength(2)
  })

  it('are not printed where one became unreadable since its sheet was made, though Joom cannot be asked any more', async () => {
    const { room, world } = movingRoom()
    const [one, ...others] = room.ids(3)
    const { id } = await room.prints().prepare({ orderIds: [one!, ...others], paper: '100x150' })
    Object.assign(world, { unreadable: [one], offline: true })
    await expect(room.prints().print({ id, ...label })).rejects.toMatchObject({ code: 'run_doubted', params: { n: 1 } })
    expect(room.printer.jobs).toEqual([])
  })

  it('are printed as they are known where they cannot be read, and it is said how many', async () => {
    const all = movingRoom()
    const { room, world } = all
    const id = await begun(all)
    world.offline = true
    world.moved = room.ids(250)
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'handed')
    expect(await room.view(id)).toMatchObject({ out: 250, trouble: null, changed: [], unread: 50 })
  })

  it('keep a run from going on that was paused while they were read', async () => {
    const room: PrintRoom = printRoom({
      needs: {
        reread: async () => {
          const { runs } = await room.prints().list({ number: null, offset: 0, limit: 1 })
          if (runs[0]?.state === 'printing') await room.prints().pause(runs[0].id)
          return allRead
        }
      }
    })
    const { id } = await room.prints().prepare({ orderIds: room.ids(150), paper: '100x150' })
    await room.prints().print({ id, ...label })
    await stands(room, id, 'paused')
    await expect.poll(async () => (await room.view(id)).parts.map(({ state }) => state), { interval: 5 }).toEqual(['done'])
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.printer.jobs.map(({ pages }) => pages)).toEqual([{ first: 1, last: 100 }, { first: 101, last: 150 }])
  })
})

it('an order that cannot be read as it is to be printed is counted for whoever prints it', async () => {
  const room = printRoom({ needs: { reread: (ids) => Promise.resolve({ ...allRead, unread: ids.length }) } })
  const { id } = await room.prints().prepare({ orderIds: room.ids(3), paper: '100x150' })
  expect((await room.view(id)).unread).toBe(0)
  await room.prints().print({ id, ...label })
  expect((await room.view(id)).unread).toBe(3)
})
