import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import type { LabelPrinter, LabelPrinterForm } from '../../../electron/contract/schemas.ts'
import { openLabels, type Labels, type LabelsWanted } from '../../../electron/documents/labels.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { nameOfLabelPrinter } from '../../../electron/domain/label-printer-name.ts'
import { createLabelPrinters, type LabelPrinters } from '../../../electron/printing/label-printers.ts'
import type { LabelsHanded } from '../../../electron/printing/label-run.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { FakeLabelPrinter } from '../../support/label-printer.ts'
import { freePort } from '../../support/free-port.ts'

const workerPath = resolve(import.meta.dirname, '../../../electron/documents/labels.worker.ts')
const patience = { connect: 2000, answer: 150, stall: 400 }
const pace = { ahead: 3, every: 10, patience: 800 }

let printer: FakeLabelPrinter
let form: LabelPrinterForm
let folder: string
let file: string
const raw: Array<{ readonly printer: string; readonly title: string; readonly bytes: Uint8Array }> = []

const takenBack: string[] = []
/** Thrown by the queue instead of taking bytes. */
let queueFails: Error | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labels-'))
  file = join(folder, 'run.pdf')
  await writeFile(file, (await makeSlips(slipsInput(addresses.slice(0, 3).map((one, i) => slipFor(one, i, 3))))).pdf)
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  printer = new FakeLabelPrinter()
  form = { name: 'Bench 1', way: { kind: 'network', ...await printer.listen() }, dpi: 203, width: 100, height: 150, shiftX: 0, shiftY: 0 }
  raw.length = 0
  takenBack.length = 0
  queueFails = null
})
afterEach(() => printer.stop())

/** So many labels, without the making of them. */
const plain = (count: number): Labels => ({ count, label: (i) => Promise.resolve(Buffer.from(`^XA^FD${String(i + 1)}^FS^XZ\n`)), stop: () => Promise.resolve() })
const printersOf = (open: (wanted: LabelsWanted) => Promise<Labels>, given: Partial<LabelPrinterForm> = {}): LabelPrinters => createLabelPrinters({
  printers: (): LabelPrinter[] => [{ ...form, ...given, id: 'a' }], openLabels: open, patience, glance: patience, pace,
  queues: {
    list: () => Promise.resolve([{ name: 'Zebra_raw', description: '', isDefault: false, state: 'ready', reason: null }]),
    raw: (job) => {
      raw.push(job)
      if (queueFails !== null) return Promise.reject(queueFails)
      return Promise.resolve({ job: 'Zebra_raw-7' })
    },
    jobState: (queue, job) => Promise.resolve({ state: 'held', reason: `${queue} ${job}` }),
    cancel: (queue, job) => {
      takenBack.push(`${queue} ${job}`)
      return Promise.resolve()
    }
  }
})
const job = { printer: nameOfLabelPrinter('a'), title: 'Packbench 47', media: '100x150', copies: 1 } as const
const run = (printers: LabelPrinters, more: { readonly signal?: AbortSignal; readonly progress?: (at: LabelsHanded) => void } = {}) => printers.print({ ...job, file, ...more })

describe('a label printer on the network', () => {
  it('gets every label once, in order, on one connection, and is followed until the last is out', async () => {
    printer.atOnce = false
    const seen: LabelsHanded[] = []
    const done = run(printersOf(() => Promise.resolve(plain(10))), { progress: (at) => { seen.push(at) } })
    // No more than three wait before it at any time: what is stopped stops soon.
    for (let out = 0; out < 10; out++) {
      await expect.poll(() => printer.waiting).toBeGreaterThan(0)
      expect(printer.waiting).toBeLessThanOrEqual(3)
      printer.printOne()
    }
    expect(await done).toMatchObject({ end: 'printed' })
    expect(printer.labels.map((label) => /\^FD(\d+)/u.exec(label)?.[1])).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)))
    expect(seen.at(-1)).toEqual({ of: 10, handed: 10, out: 10, fault: null })
    expect(printer.mostAtOnce).toBe(1)
  })

  it('takes the pages of a PDF, and says what it has become when it tells nothing of itself', async () => {
    printer.answers = false
    expect(await run(printersOf((wanted) => openLabels(workerPath, wanted)))).toEqual({ job: '1', end: 'unknown' })
    expect(printer.labels).toHaveLength(3)
  })

  it('lays a sheet that shows how far it is off where the sheet has it, whatever it is told for labels', async () => {
    const stocks: LabelsWanted['stock'][] = []
    const printers = printersOf(({ stock }) => { stocks.push(stock); return Promise.resolve(plain(1)) }, { shiftX: 3, shiftY: -2 })
    await run(printers)
    await printers.print({ ...job, file, unmoved: true })
    expect(stocks).toMatchObject([{ shiftX: 24, shiftY: -16 }, { shiftX: 0, shiftY: 0 }])
  })

  it('prints jobs one after the other, never two at once', async () => {
    const printers = printersOf(() => Promise.resolve(plain(4)))
    await Promise.all([run(printers), run(printers), printers.test(form)])
    expect(printer.mostAtOnce).toBe(1)
    expect(printer.labels).toHaveLength(9)
  })

  it.each([
    ['paperOut', 'label_printer_paper_out'], ['headOpen', 'label_printer_head_open'], ['paused', 'label_printer_paused'], ['ribbonOut', 'label_printer_ribbon_out']
  ] as const)('is given nothing while it says %s', async (fault, code) => {
    printer.faults[fault] = true
    await expect(run(printersOf(() => Promise.resolve(plain(3))))).rejects.toMatchObject({ code, params: { printer: 'Bench 1' } })
    expect(printer.labels).toEqual([])
    expect((await printersOf(() => Promise.resolve(plain(1))).list())[0]).toMatchObject({ name: 'label-printer:a', description: 'Bench 1', state: 'stopped' })
  })

  it('goes on by itself when paper is put in again', async () => {
    printer.atOnce = false
    let told: LabelsHanded | undefined
    const done = run(printersOf(() => Promise.resolve(plain(6))), { progress: (at) => { told = at } })
    await expect.poll(() => printer.labels.length).toBe(3)
    printer.printOne()
    printer.faults.paperOut = true
    await expect.poll(() => told?.fault).toBe('paper_out')
    const before = printer.labels.length
    await expect.poll(() => told?.out).toBe(1)
    expect(printer.labels.length).toBe(before)
    printer.faults.paperOut = false
    printer.atOnce = true
    printer.printed = printer.labels.length
    expect(await done).toMatchObject({ end: 'printed' })
    expect(printer.labels).toHaveLength(6)
  })

  it('that runs out after the last label has all of them and waits: that is said', async () => {
    printer.atOnce = false
    const done = run(printersOf(() => Promise.resolve(plain(2))))
    await expect.poll(() => printer.labels.length).toBe(2)
    printer.faults.headOpen = true
    expect(await done).toMatchObject({ end: 'held' })
  })

  it('that is waited for in vain: what is out for certain is told apart from what may be', async () => {
    printer.atOnce = false
    const done = run(printersOf(() => Promise.resolve(plain(9))))
    await expect.poll(() => printer.labels.length).toBe(3)
    printer.printOne()
    printer.faults.paperOut = true
    await expect(done).rejects.toMatchObject({ code: 'label_print_waited', params: { of: 9, out: 1 } })
  })

  it('stops between two labels when it is cancelled', async () => {
    printer.atOnce = false
    const cancel = new AbortController()
    const done = run(printersOf(() => Promise.resolve(plain(9))), { signal: cancel.signal })
    await expect.poll(() => printer.labels.length).toBe(3)
    cancel.abort()
    await expect(done).rejects.toMatchObject({ code: 'label_print_cancelled', params: { of: 9, handed: 3, out: 0 } })
    expect(printer.labels).toHaveLength(3)
  })

  it('that breaks off in the middle: what is known is told, what is not stays unknown', async () => {
    printer.breaksAfter = 4
    await expect(run(printersOf(() => Promise.resolve(plain(9))))).rejects.toMatchObject({ code: 'label_print_broken', params: { of: 9, out: 4, handed: 5 } })
    expect(printer.labels).toHaveLength(4)
  })

  it('that breaks off and never told anything: nothing is claimed to be out', async () => {
    printer.answers = false
    printer.breaksAfter = 4
    await expect(run(printersOf(() => Promise.resolve(plain(9))))).rejects.toMatchObject({ code: 'label_print_broken', params: { of: 9, out: 0 } })
    expect(printer.labels).toHaveLength(4)
  })

  it('that stops reading is not waited for without end', async () => {
    printer.stallsAfter = 2
    await expect(run(printersOf(() => Promise.resolve(plain(9))))).rejects.toMatchObject({ code: 'label_print_broken', params: { of: 9, out: 1, handed: 2 } })
  })

  it('that hangs up at once has printed nothing', async () => {
    printer.hangsUp = true
    await expect(run(printersOf(() => Promise.resolve(plain(3))))).rejects.toMatchObject({ code: 'label_printer_broken' })
  })

  it('that is not there is told by what is wrong', async () => {
    const at = (host: string, port: number) => printersOf(() => Promise.resolve(plain(1)), { way: { kind: 'network', host, port } })
    const port = await freePort()
    await expect(run(at('127.0.0.1', port))).rejects.toMatchObject({ code: 'label_printer_refused', params: { printer: 'Bench 1', address: `127.0.0.1:${String(port)}` } })
    await expect(run(at('no-such-printer.invalid', 9100))).rejects.toMatchObject({ code: 'label_printer_name_unknown' })
    expect((await at('127.0.0.1', port).list())[0]).toMatchObject({ state: 'unknown' })
  })

  it('that was removed is told; no job goes elsewhere', async () => {
    await expect(printersOf(() => Promise.resolve(plain(1))).print({ ...job, printer: nameOfLabelPrinter('gone'), file })).rejects.toMatchObject({ code: 'printer_removed' })
    expect(printer.connections).toBe(0)
  })
})

describe('sheets that a label printer could not print whole', () => {
  it.each([
    ['label_too_large', { width: 62 }], ['label_cut_off', { shiftX: 8 }], ['label_other_dots', { dpi: 300 }]
  ] as const)('are refused before anything is sent: %s', async (code, given) => {
    await expect(run(printersOf((wanted) => openLabels(workerPath, wanted), given))).rejects.toMatchObject({ code, params: { printer: 'Bench 1' } })
    expect(printer.connections).toBe(0)
  })

  it('are no PDF: nothing is sent', async () => {
    const broken = join(folder, 'broken.pdf')
    await writeFile(broken, 'no pdf')
    await expect(printersOf((wanted) => openLabels(workerPath, wanted)).print({ ...job, file: broken })).rejects.toMatchObject({ code: 'print_failed' })
    expect(printer.connections).toBe(0)
  })
})

it('a printer behind a queue gets its labels as they are', async () => {
  const printers = printersOf(() => Promise.resolve(plain(2)), { way: { kind: 'queue', queue: 'Zebra_raw' } })
  expect(await run(printers)).toEqual({ job: 'Zebra_raw-7' })
  expect(raw.map(({ bytes, ...rest }) => ({ ...rest, text: Buffer.from(bytes).toString() }))).toEqual([{ printer: 'Zebra_raw', title: 'Packbench 47', text: '^XA^FD1^FS^XZ\n^XA^FD2^FS^XZ\n' }])
  expect((await printers.list())[0]).toMatchObject({ state: 'ready', papers: ['100x150', '62mm', '80mm'], dpi: [203] })
  expect(await printers.test({ ...form, way: { kind: 'queue', queue: 'Zebra_raw' } })).toEqual({ end: 'unknown' })
})

it('a job behind a queue is asked about there and taken back there; one in the network can be neither afterwards', async () => {
  const queued = printersOf(() => Promise.resolve(plain(2)), { way: { kind: 'queue', queue: 'Zebra_raw' } })
  expect(await queued.jobState(job.printer, 'Zebra_raw-7')).toEqual({ state: 'held', reason: 'Zebra_raw Zebra_raw-7' })
  await queued.cancel(job.printer, 'Zebra_raw-7')
  const networked = printersOf(() => Promise.resolve(plain(2)))
  expect(await networked.jobState(job.printer, '1')).toEqual({ state: 'untold', reason: null })
  await networked.cancel(job.printer, '1')
  expect(takenBack).toEqual(['Zebra_raw Zebra_raw-7'])
})

describe('a queue that fails', () => {
  const queued = () => run(printersOf(() => Promise.resolve(plain(2)), { way: { kind: 'queue', queue: 'Zebra_raw' } }))

  it('after it may have taken the labels leaves it unknown: that is never said to be nothing', async () => {
    queueFails = new Error('lp was killed')
    const failed: unknown = await queued().catch((error: unknown) => error)
    expect(failed).toBe(queueFails)
    expect(failed).not.toBeInstanceOf(Trouble)
  })

  it('before it took any says what is wrong', async () => {
    queueFails = new Trouble({ code: 'printer_stopped', params: { printer: 'Zebra_raw' } })
    await expect(queued()).rejects.toBe(queueFails)
  })
})

it('a file that is gone is no job that may have come out', async () => {
  await expect(printersOf((wanted) => openLabels(workerPath, wanted)).print({ ...job, file: join(folder, 'gone.pdf') })).rejects.toMatchObject({ code: 'print_failed' })
  expect(printer.connections).toBe(0)
})
