import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import type { PrintRunId } from '../../../electron/domain/ids.ts'
import { printRoom, type PrintRoom } from '../../support/print-room.ts'
import { allRead } from '../../support/run-needs.ts'

const label = { printer: 'Label', copies: 1 }
async function prepared(room: PrintRoom, count: number, from = 0): Promise<PrintRunId> {
  return (await room.prints().prepare({ orderIds: room.ids(count, from), paper: '100x150' })).id
}
const stands = (room: PrintRoom, id: PrintRunId, state: string) => expect.poll(async () => (await room.view(id)).state, { interval: 5 }).toBe(state)
const part = async (room: PrintRoom, id: PrintRunId) => (await room.view(id)).parts.map(({ state, job }) => [state, job])
/** A printer that takes sheets one by one: three by now, six before it notices that it is to end. */
function oneByOne(room: PrintRoom): void {
  room.printer.taken = ({ signal, progress }) => new Promise((_, reject) => {
    progress?.({ of: 40, handed: 3, out: 1, fault: null })
    signal?.addEventListener('abort', () => { reject(new Trouble({ code: 'label_print_cancelled', params: { printer: 'Zebra', of: 40, out: 5, handed: 6 } })) })
  })
}
/** Paused while its whole part stands before the printer. */
async function paused(room: PrintRoom, count: number): Promise<PrintRunId> {
  const id = await prepared(room, count)
  room.printer.usual = { state: 'stopped', reason: 'out of paper' }
  await room.prints().print({ id, ...label })
  await room.prints().pause(id)
  return id
}

describe('what a person says while some of it is still on its way', () => {
  it('“stopped at 37” takes the rest of the job back first: no sheet comes out of it and of the next one too', async () => {
    const room = printRoom()
    const id = await paused(room, 40)
    await room.prints().judge(id, { kind: 'stopped', at: 37, nothingAfter: true })
    expect([room.printer.cancelled, await part(room, id)]).toEqual([['Label-1'], [['cancelled', 'Label-1']]])
    room.printer.usual = { state: 'done', reason: null }
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(await part(room, id)).toEqual([['cancelled', 'Label-1'], ['done', 'Label-2']])
  })

  it('“discard” takes the job back before its orders are free for another run', async () => {
    const room = printRoom()
    const id = await paused(room, 40)
    await room.prints().judge(id, { kind: 'discard' })
    expect([room.printer.cancelled, (await room.view(id)).state]).toEqual([['Label-1'], 'discarded'])
  })

  it('changes nothing where the queue keeps the job, or cannot be asked', async () => {
    const room = printRoom()
    const id = await paused(room, 40)
    room.printer.cancel = () => Promise.reject(new Trouble({ code: 'no_spooler' }))
    await expect(room.prints().judge(id, { kind: 'discard' })).rejects.toMatchObject({ code: 'run_at_printer' })
    expect(await room.view(id)).toMatchObject({ state: 'paused', out: 40 })
    expect((await room.prints().prepare({ orderIds: room.ids(2), paper: '100x150' })).claimed).toHaveLength(2)
    // What is said to be good may come out.
    await room.prints().judge(id, { kind: 'good' })
    expect((await room.view(id)).state).toBe('good')
  })

  it.each([
    ['discard', { kind: 'discard' }, { state: 'discarded', good: 0, left: 0 }, 1], ['stopped', { kind: 'stopped', at: 37, nothingAfter: true }, { state: 'stopped', good: 36, left: 4 }, 2]
  ] as const)('counts all the same where a person says so, the print service being gone: %s', async (_, verdict, stands, copy) => {
    const room = printRoom()
    const id = await paused(room, 40)
    const isDown = (): Promise<never> => Promise.reject(new Trouble({ code: 'no_spooler' }))
    room.printer.cancel = isDown
    room.printer.jobState = isDown
    await expect(room.prints().judge(id, verdict)).rejects.toMatchObject({ code: 'run_at_printer' })
    await room.prints().judge(id, verdict, true)
    expect(await room.view(id)).toMatchObject(stands)
    expect(await part(room, id)).toEqual([['unknown', 'Label-1']])
    // Nothing waits for the job any more. What may come out of it after all is no copy: what prints now says which it is.
    room.printer.jobState = () => Promise.resolve({ state: 'done', reason: null })
    const next = verdict.kind === 'discard' ? await prepared(room, 40) : id
    await (verdict.kind === 'discard' ? room.prints().print({ id: next, ...label }) : room.prints().resume({ id, ...label }))
    await expect.poll(async () => (await room.view(next)).state, { interval: 5 }).toBe('handed')
    expect(new Set((await room.view(next)).ledger.filter(({ state }) => state === 'handed').map((sheet) => sheet.copy))).toEqual(new Set([copy]))
  })

  it('does not count where it is being handed over still, whatever is said', async () => {
    const room = printRoom()
    const id = await prepared(room, 40)
    let take = (): void => undefined
    room.printer.taken = ({ progress }) => new Promise((resolve) => { take = resolve; progress?.({ of: 40, handed: 3, out: 1, fault: null }) })
    await room.prints().print({ id, ...label })
    await room.prints().pause(id)
    await expect(room.prints().judge(id, { kind: 'discard' }, true)).rejects.toMatchObject({ code: 'run_at_printer' })
    expect((await room.view(id)).state).toBe('paused')
    take()
  })

  it('ends a printer that takes sheets one by one, so that none of a discarded run follows', async () => {
    const room = printRoom()
    const id = await prepared(room, 40)
    oneByOne(room)
    await room.prints().print({ id, ...label })
    await room.prints().pause(id)
    await room.prints().judge(id, { kind: 'discard' })
    expect([(await room.view(id)).state, await part(room, id)]).toEqual(['discarded', [['cancelled', null]]])
  })
})

describe('a run that is cancelled at an awkward moment', () => {
  it('while its first part is handed over: that is taken back as soon as it has a job', async () => {
    const room = printRoom()
    const id = await prepared(room, 40)
    room.printer.usual = { state: 'queued', reason: null }
    let take = (): void => undefined
    room.printer.taken = () => new Promise((resolve) => { take = resolve })
    const printing = room.prints().print({ id, ...label })
    await expect.poll(() => room.printer.jobs.length, { interval: 5 }).toBe(1)
    await room.prints().cancel(id)
    // Whoever follows the run has looked by then.
    for (let look = 0; look < 20; look++) await room.view(id)
    take()
    await printing
    await expect.poll(() => part(room, id), { interval: 5 }).toEqual([['cancelled', 'Label-1']])
    expect([room.printer.cancelled, await room.view(id)]).toMatchObject([['Label-1'], { state: 'cancelled', out: 40 }])
  })

  it('is not cancelled by the end of the program: what the printer takes just then is written down before', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    let take = (): void => undefined
    room.printer.taken = () => new Promise((resolve) => { take = resolve })
    const printing = room.prints().print({ id, ...label })
    await expect.poll(() => room.printer.jobs.length, { interval: 5 }).toBe(1)
    const ended = room.prints().stop()
    setImmediate(() => { take() })
    await ended
    await Promise.all([room.crash(), printing.catch(() => undefined)])
    await room.start()
    await stands(room, id, 'handed')
    expect(await part(room, id)).toEqual([['done', 'Label-1']])
  })

  it('before a kill, with nothing at the printer: after the start it can go on', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    await room.storage().printRuns.begin(id, ['prepared'], { at: room.clock.now, actor: null, ...label })
    await room.storage().printRuns.turn(id, ['printing'], 'cancelled', { at: room.clock.now, actor: null })
    await room.crash()
    await room.start()
    await stands(room, id, 'stopped')
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
  })
})

describe('what is pressed twice', () => {
  it('is done once: printing, going on, and printing again', async () => {
    const room = printRoom()
    const id = await prepared(room, 4)
    const twice = async (press: () => Promise<unknown>): Promise<string[]> => (await Promise.allSettled([press(), press()])).map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as Trouble).code)) // nothing else is thrown
    expect(await twice(() => room.prints().print({ id, ...label }))).toEqual(['done', 'run_moved'])
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'stopped', at: 3, nothingAfter: false })
    expect(await twice(() => room.prints().resume({ id, ...label }))).toEqual(['done', 'run_moved'])
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    expect(await twice(() => room.prints().reprint({ id, first: 1, last: 2, ...label }))).toEqual(['done', 'run_moved'])
    await stands(room, id, 'handed')
    expect(await room.sheets(id)).toEqual(['handed 2', 'handed 2', 'good 2', 'good 2'])
    expect(room.printer.jobs).toHaveLength(3)
  })
})

describe('a copy that is thrown away', () => {
  it.each([1, 3])('leaves the slip good that was good before, in a run of %i, and is never made twice', async (count) => {
    const room = printRoom()
    const id = await prepared(room, count)
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 1, last: 1, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'discard' })
    expect(await room.view(id)).toMatchObject({ state: 'good', good: count, out: 0, left: 0 })
    expect((await room.prints().list({ number: null, offset: 0, limit: 9 })).runs).toMatchObject([{ good: count, out: 0, left: 0 }])
    await room.prints().reprint({ id, first: 1, last: 1, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)?.sheets.map(({ position, copy }) => [position, copy])).toEqual([[1, 3]])
    // Spoiled, and the one after it thrown away: the first is in the hand all the same.
    await room.prints().judge(id, { kind: 'stopped', at: 1, nothingAfter: false })
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'discard' })
    expect(await room.view(id)).toMatchObject({ state: 'good', good: count })
    expect((await room.prints().list({ number: null, offset: 0, limit: 9 })).runs).toMatchObject([{ good: count, left: 0 }])
  })
})

it('the history of each order tells the printer as a person knows it', async () => {
  const room = printRoom({ needs: { nameOfPrinter: (name) => (name === 'label-printer:a' ? 'Bench 1' : name) } })
  const id = await prepared(room, 1)
  await room.prints().print({ id, printer: 'label-printer:a', copies: 1 })
  await stands(room, id, 'handed')
  expect(await room.storage().orders.history(room.ids(1)[0]!)).toMatchObject([{ kind: 'slip_handed', params: { printer: 'Bench 1' } }])
})

describe('what nobody foresaw', () => {
  it('a printer that was removed takes its job along: the run does not wait for it for ever', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    room.printer.jobState = () => Promise.reject(new Trouble({ code: 'printer_missing', params: { printer: 'Label' } }))
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    expect(await part(room, id)).toEqual([['untold', 'Label-1']])
  })

  it('a run whose file was lost before it was printed is made anew, with the same orders at the same places', async () => {
    const room = printRoom()
    const id = await prepared(room, 3)
    rmSync(join(room.folder, 'runs', `${String(id)}.pdf`))
    await room.prints().print({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.map(({ sheets }) => sheets.map(({ position, copy }) => [position, copy]))).toEqual(Array.from({ length: 2 }, () => [[1, undefined], [2, undefined], [3, undefined]]))
    expect(room.printer.jobs).toMatchObject([{ file: join(room.folder, 'runs', `${String(id)}-2.pdf`) }])
  })

  it('between two parts lets the run stand still and say so, and not print for ever', async () => {
    let broken = false
    const failed: unknown[] = []
    const room = printRoom({ needs: { reread: () => (broken ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(allRead)), failed: (error) => { failed.push(error) } } })
    const id = await prepared(room, 150)
    room.printer.taken = () => { broken = true }
    await room.prints().print({ id, ...label })
    await stands(room, id, 'paused')
    expect(await room.view(id)).toMatchObject({ trouble: { code: 'run_failed', detail: 'the disk is gone' }, out: 100, left: 50 })
    expect(failed).toHaveLength(1)
    broken = false
    room.printer.taken = () => undefined
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
  })

  it('before the printer is asked leaves all sheets waiting: nothing is said to be unknown', async () => {
    let broken = false
    const room = printRoom({ needs: { preferences: () => { if (broken) throw new Error('no settings'); return { madeFor: { dpi: 203 }, sender: '' } } } })
    const id = await prepared(room, 150)
    room.printer.taken = () => { broken = true }
    await room.prints().print({ id, ...label })
    await stands(room, id, 'paused')
    expect(await room.view(id)).toMatchObject({ trouble: { code: 'print_failed', detail: 'no settings' }, out: 100, left: 50 })
  })

  it('the file of a run that is gone while it prints is made anew when it goes on', async () => {
    const room = printRoom()
    const id = await prepared(room, 150)
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...label })
    rmSync(join(room.folder, 'runs', `${String(id)}.pdf`))
    room.printer.trouble = new Trouble({ code: 'print_failed', params: { printer: 'Label' }, detail: 'No such file' })
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'paused')
    room.printer.trouble = null
    await room.prints().resume({ id, ...label })
    await stands(room, id, 'handed')
    expect(room.made.at(-1)?.sheets.map(({ position, copy }) => [position, copy])).toEqual(Array.from({ length: 50 }, (_, i) => [101 + i, undefined]))
  })
})
