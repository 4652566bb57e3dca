import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import { runView } from '../../../electron/contract/schemas.ts'
import type { PrintRunId } from '../../../electron/domain/ids.ts'
import { madeForOn, type MadeForSettings } from '../../../electron/domain/made-for.ts'
import { paperCounted } from '../../support/paper-counted.ts'
import { printRoom, type PrintRoom } from '../../support/print-room.ts'

const laser = { printer: 'Laser', copies: 1 }
const told = { dpi: null, bars: {}, squares: {}, movedX: null, movedY: null }
const stands = (room: PrintRoom, id: PrintRunId, state: string) => expect.poll(async () => (await room.view(id)).state, { interval: 5 }).toBe(state)

/** A room whose printers are as its settings say, which a test changes. */
function calibratedRoom(more: Parameters<typeof printRoom>[0] = {}): { readonly room: PrintRoom; readonly settings: { now: MadeForSettings } } {
  const settings: { now: MadeForSettings } = { now: { printer: 'Laser', paper: 'a4', dpi: 203, copies: 1, documents: {}, labelPrinters: [], calibrations: [] } }
  const room = printRoom({ ...more, needs: { preferences: (kind, printer, begun) => ({ madeFor: madeForOn(settings.now, kind, printer, begun), sender: '' }), ...more.needs } })
  return { room, settings }
}
/** What sheets were made with: dots, the least dots of bars, how far to the right, and at which places. */
const made = (room: PrintRoom) => room.made.map(({ dpi, codes, shift, sheets }) => [dpi, codes?.bars ?? 0, Math.round((shift?.x ?? 0) * 25.4 / 7.2) / 10, sheets.map(({ position, copy, of }) => `${String(position)} of ${String(of)}, ${String(copy ?? 1)}`).join('; ')])

describe('what a run was made for', () => {
  it('is known of it, and other needs of its printer have it made anew before it goes there: at its places, as the copies that they are', async () => {
    const { room, settings } = calibratedRoom()
    const { id, madeFor } = await room.prints().prepare({ orderIds: room.ids(2), paper: '100x150' })
    expect(madeFor).toEqual({ dpi: 203 })
    // Calibrated while it waits.
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 5 }, movedX: 1 }] }
    await room.prints().print({ id, ...laser })
    await stands(room, id, 'handed')
    expect(made(room)).toEqual([[203, 0, 0, '1 of 2, 1; 2 of 2, 1'], [203, 5, -1, '1 of 2, 1; 2 of 2, 1']])
    expect(room.printer.jobs).toMatchObject([{ file: join(room.folder, 'runs', `${String(id)}-2.pdf`) }])
    const view = await room.view(id)
    expect(runView.parse(view)).toEqual(view)
    expect(view.ledger.map(({ position, copy, file, state }) => [position, copy, file, state])).toEqual([[1, 1, 2, 'handed'], [2, 1, 2, 'handed']])
  })

  it('leaves a run on sheets of four on the label that it was to begin with, prepared or saved, also where its file is gone', async () => {
    const { room, settings } = calibratedRoom({ perPage: 4 })
    for (const [from, isSaved, isGone] of [[0, false, false], [5, true, false], [10, false, true]] as const) {
      const { id } = await room.prints().prepare({ orderIds: room.ids(3, from), paper: 'a4-4up', start: 3 })
      if (isSaved) await room.prints().save(id, join(room.folder, 'saved.pdf'))
      if (isGone) rmSync(join(room.folder, 'runs', `${String(id)}.pdf`))
      else settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: from + 5 } }] }
      await room.prints().print({ id, ...laser })
      const { sheets } = room.made.at(-1)!
      expect([room.made.at(-1)!.start, sheets.map(({ position }) => position)]).toEqual([3, [1, 2, 3]])
    }
    expect(room.made).toHaveLength(6)
  })

  it('of a run that was saved holds for what is printed of it afterwards', async () => {
    const { room, settings } = calibratedRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(1), paper: 'a4' })
    await room.prints().save(id, join(room.folder, 'saved.pdf'))
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', dpi: 300 }] }
    await room.prints().print({ id, ...laser })
    expect(room.printer.jobs).toMatchObject([{ file: join(room.folder, 'runs', `${String(id)}-2.pdf`) }])
    expect(made(room)).toEqual([[203, 0, 0, '1 of 1, 1'], [300, 0, 0, '1 of 1, 1']])
  })

  it('is saved as it was made anew for a printer that then did not take it', async () => {
    const { room, settings } = calibratedRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(2), paper: '100x150' })
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 5 } }] }
    room.printer.trouble = new Trouble({ code: 'printer_stopped', params: { printer: 'Laser' } })
    await expect(room.prints().print({ id, ...laser })).rejects.toMatchObject({ code: 'printer_stopped' })
    await room.prints().save(id, join(room.folder, 'saved.pdf'))
    expect(readFileSync(join(room.folder, 'saved.pdf'))).toEqual(readFileSync(join(room.folder, 'runs', `${String(id)}-2.pdf`)))
    expect(readFileSync(join(room.folder, 'saved.pdf'))).not.toEqual(readFileSync(join(room.folder, 'runs', `${String(id)}.pdf`)))
  })

  it('is what the printer needs on which it goes on: codes as wide as its scanner reads, labels moved as it was measured', async () => {
    const { room, settings } = calibratedRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(5), paper: '100x150' })
    await room.prints().print({ id, ...laser })
    await stands(room, id, 'handed')
    const stop = async (at: number, printer: string): Promise<void> => {
      await room.prints().judge(id, { kind: 'stopped', at, nothingAfter: true })
      await room.prints().resume({ id, printer, copies: 1 })
      await stands(room, id, 'handed')
    }
    settings.now = { ...settings.now, dpi: 600, calibrations: [{ ...told, printer: 'Coarse', dpi: 203, bars: { 203: 5 } }, { ...told, printer: 'Same', dpi: 203, bars: { 203: 2 }, movedX: 0 }] }
    // Where a place was spoiled, all that is left is made anew anyhow: as the printer that it goes to needs it.
    await stop(1, 'Same')
    await stop(2, 'Coarse')
    settings.now = { ...settings.now, calibrations: settings.now.calibrations.map((one) => ({ ...one, movedX: -2 })) }
    await stop(3, 'Coarse')
    expect(made(room).slice(1)).toEqual([
      [203, 2, 0, '1 of 5, 2; 2 of 5, 1; 3 of 5, 1; 4 of 5, 1; 5 of 5, 1'], [203, 5, 0, '2 of 5, 2; 3 of 5, 1; 4 of 5, 1; 5 of 5, 1'], [203, 5, 2, '3 of 5, 2; 4 of 5, 1; 5 of 5, 1']
    ])
    expect((await room.sheets(id))).toEqual(['good 2', 'good 2', 'handed 2', 'handed', 'handed'])
  })

  it('leaves what waits as it is where all is alike; what is for another calibration is made anew, and all of a run of which it is not known', async () => {
    const { room, settings } = calibratedRoom({ orders: 303 })
    const pausedRun = async (from: number): Promise<PrintRunId> => {
      const { id } = await room.prints().prepare({ orderIds: room.ids(101, from), paper: '100x150' })
      room.printer.usual = { state: 'printing', reason: null }
      await room.prints().print({ id, ...laser })
      await room.prints().pause(id)
      room.printer.usual = { state: 'done', reason: null }
      await expect.poll(async () => (await room.view(id)).parts[0]?.state, { interval: 5 }).toBe('done')
      return id
    }
    const [known, older] = [await pausedRun(0), await pausedRun(101)]
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 3 }, squares: { 203: 2 } }] }
    await room.prints().resume({ id: known, ...laser })
    await stands(room, known, 'handed')
    expect(room.made).toHaveLength(2)
    const moved = await pausedRun(202)
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 3 }, movedX: 0.5 }] }
    await room.prints().resume({ id: moved, ...laser })
    await stands(room, moved, 'handed')
    expect(made(room).slice(3)).toEqual([[203, 3, -0.5, '101 of 101, 1']])
    settings.now = { ...settings.now, calibrations: [] }
    await room.crash()
    const get = room.storage().printRuns.get.bind(room.storage().printRuns)
    room.storage().printRuns.get = async (id) => {
      const run = await get(id)
      const { '1': _first, ...later } = run?.madeFor ?? {}
      return run === null ? null : { ...run, madeFor: later, dots: { '1': 203 } }
    }
    await room.prints().resume({ id: older, ...laser })
    await stands(room, older, 'handed')
    expect(made(room).at(-1)).toEqual([203, 0, 0, '101 of 101, 1'])
  })

  it('stops a run between two parts where its printer is calibrated meanwhile; what is left goes on as it is needed then', async () => {
    const { room, settings } = calibratedRoom()
    const { id } = await room.prints().prepare({ orderIds: room.ids(150), paper: '100x150' })
    room.printer.usual = { state: 'printing', reason: null }
    await room.prints().print({ id, ...laser })
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 5 } }] }
    room.printer.usual = { state: 'done', reason: null }
    await stands(room, id, 'paused')
    expect(await room.view(id)).toMatchObject({ out: 100, left: 50, trouble: { code: 'run_outdated' } })
    expect(room.printer.jobs).toHaveLength(1)
    await room.prints().resume({ id, ...laser })
    await stands(room, id, 'handed')
    expect(room.printer.jobs.slice(1)).toMatchObject([{ file: join(room.folder, 'runs', `${String(id)}-2.pdf`) }])
    expect(room.made.map(({ codes, sheets }) => [codes?.bars, sheets.length, sheets[0]?.position, sheets[0]?.of])).toEqual([[undefined, 150, 1, 150], [5, 50, 101, 150]])
    expect((await room.view(id)).trouble).toBeNull()
  })

  it('stops a run of which a sheet cannot be made so, names its places, and keeps nothing of it', async () => {
    const { writeSlips, ...paper } = paperCounted()
    const { room, settings } = calibratedRoom({
      needs: {
        documents: {
          ...paper,
          writeSlips: async (run, file) => {
            const written = await writeSlips(run, file)
            return (run.codes?.bars ?? 0) < 9 ? written : { ...written, sheets: written.sheets.map((sheet) => (sheet.position === 2 ? { ...sheet, page: 0, pages: 0, problems: [{ field: 'pick_code', why: 'code' }] } : sheet)) }
          }
        }
      }
    })
    const { id } = await room.prints().prepare({ orderIds: room.ids(3), paper: '62mm' })
    settings.now = { ...settings.now, calibrations: [{ ...told, printer: 'Laser', bars: { 203: 9 } }] }
    await expect(room.prints().print({ id, ...laser })).rejects.toMatchObject({ code: 'run_unfit', params: { n: 1, places: '2' } })
    expect(room.printer.jobs).toEqual([])
    expect(readdirSync(join(room.folder, 'runs'))).toEqual([`${String(id)}.pdf`])
    expect((await room.view(id)).state).toBe('prepared')
    // Another printer takes it as it is.
    await room.prints().print({ id, printer: 'Other', copies: 1 })
    await stands(room, id, 'handed')
    expect(room.printer.jobs).toMatchObject([{ file: join(room.folder, 'runs', `${String(id)}.pdf`) }])
  })

  it('is that of the printer that it is for, and of the one on which places are printed once more', async () => {
    const { room, settings } = calibratedRoom()
    settings.now = { ...settings.now, dpi: 300, calibrations: [{ ...told, printer: 'Fine', dpi: 600 }, { ...told, printer: 'Coarse', dpi: 203 }] }
    expect((await room.prints().prepare({ orderIds: room.ids(1), paper: 'a4' })).madeFor).toEqual({ dpi: 300 })
    const { id, madeFor } = await room.prints().prepare({ orderIds: room.ids(1, 1), paper: 'a4', printer: 'Fine' })
    expect(madeFor).toMatchObject({ dpi: 600 })
    await room.prints().print({ id, printer: 'Fine', copies: 1 })
    await stands(room, id, 'handed')
    await room.prints().judge(id, { kind: 'good' })
    await room.prints().reprint({ id, first: 1, last: 1, printer: 'Coarse', copies: 1 })
    expect(room.made.map(({ dpi }) => dpi)).toEqual([300, 600, 203])
  })
})
