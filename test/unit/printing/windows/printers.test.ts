import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { Abilities, Queue, QueuedJob, Spooler } from '../../../../electron/printing/windows/spooler.ts'
import { windowsPrinters } from '../../../../electron/printing/windows-printers.ts'

const zebra: Queue = { name: 'Zebra ZD421', port: 'USB001', driver: 'ZDesigner ZD421', comment: '', attributes: 0, status: 0 }
const label: Abilities = { forms: [{ form: 257, width: 1016, height: 1524 }], least: { width: 200, height: 100 }, most: { width: 1040, height: 9910 }, dots: [{ across: 203, down: 203 }, { across: 300, down: 600 }], colour: false }

/** Windows with these queues and one job in each; what was asked for beyond looking is kept. */
function windows(queues: readonly Queue[], job: QueuedJob | null = null, abilities: Abilities | Trouble = label) {
  const did: unknown[] = []
  const spooler: Spooler = {
    queues: () => Promise.resolve({ queues, preferred: queues[0]?.name ?? null }),
    abilities: (queue, port) => {
      did.push(['abilities', queue, port])
      return abilities instanceof Trouble ? Promise.reject(abilities) : Promise.resolve(abilities)
    },
    job: (_queue, id) => Promise.resolve(id === 12 ? job : null),
    deleteJob: (queue, id) => {
      did.push(['delete', queue, id])
      return Promise.resolve()
    },
    raw: (wanted) => {
      did.push(['raw', wanted])
      return Promise.resolve(12)
    },
    pages: ({ pdf, ...wanted }) => {
      did.push(['pages', { ...wanted, pdf: Buffer.from(pdf).toString() }])
      return Promise.resolve(12)
    }
  }
  return { printers: windowsPrinters(spooler), did }
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'windows-'))
  await writeFile(join(folder, '47.pdf'), 'the run')
})
afterAll(() => rm(folder, { recursive: true }))
const job = () => ({ printer: 'Zebra ZD421', file: join(folder, '47.pdf'), title: 'Packbench 47', media: '100x150', copies: 2 }) as const

describe('the printers of Windows', () => {
  it('are listed with what their drivers say that they can do', async () => {
    const { printers } = windows([zebra, { ...zebra, name: 'Office', comment: 'Second floor', status: 0x400 }])
    expect(await printers.list()).toEqual([
      { name: 'Zebra ZD421', description: 'ZDesigner ZD421', isDefault: true, state: 'ready', reason: null, papers: ['100x150', '4x6', '62mm', '80mm'], dpi: [203] },
      { name: 'Office', description: 'Second floor', isDefault: false, state: 'printing', reason: null, papers: ['100x150', '4x6', '62mm', '80mm'], dpi: [203] }
    ])
  })

  it('are listed without it where a driver does not answer, or the printer is off', async () => {
    const silent = windows([zebra], null, new Trouble({ code: 'no_spooler' }))
    expect(await silent.printers.list()).toEqual([{ name: 'Zebra ZD421', description: 'ZDesigner ZD421', isDefault: true, state: 'ready', reason: null }])
    const off = windows([{ ...zebra, attributes: 0x400 }])
    expect(await off.printers.list()).toMatchObject([{ state: 'stopped', reason: 'offline' }])
    expect(off.did).toEqual([])
  })

  it('get the run with its paper, pages and copies, and name the job by number and title', async () => {
    const { printers, did } = windows([zebra])
    expect(await printers.print(job())).toEqual({ job: '12 Packbench 47' })
    expect(await printers.print({ ...job(), copies: 1, pages: { first: 3, last: 4 } })).toEqual({ job: '12 Packbench 47' })
    const asked = { queue: 'Zebra ZD421', port: 'USB001', pdf: 'the run', title: 'Packbench 47', media: '100x150' }
    expect(did).toEqual([['pages', { ...asked, copies: 2, pages: null }], ['pages', { ...asked, copies: 1, pages: { first: 3, last: 4 } }]])
  })

  it('get labels in their own language byte for byte', async () => {
    const { printers, did } = windows([zebra])
    const bytes = Buffer.from('^XA^XZ\0\u00ff', 'latin1')
    expect(await printers.raw({ printer: 'Zebra ZD421', title: 'Packbench 50', bytes })).toEqual({ job: '12 Packbench 50' })
    expect(did).toEqual([['raw', { queue: 'Zebra ZD421', title: 'Packbench 50', bytes }]])
  })

  it('that are missing or stopped are an error with the reason, and nothing goes elsewhere', async () => {
    for (const hand of ['print', 'raw'] as const) {
      const missing = windows([{ ...zebra, name: 'Other' }])
      const to = ({ printers }: typeof missing) => (hand === 'print' ? printers.print(job()) : printers.raw({ printer: 'Zebra ZD421', title: 'x', bytes: new Uint8Array(1) }))
      await expect(to(missing)).rejects.toMatchObject({ code: 'printer_missing', params: { printer: 'Zebra ZD421' } })
      const stopped = windows([{ ...zebra, status: 0x10 | 0x40_0000 }])
      await expect(to(stopped)).rejects.toMatchObject({ code: 'printer_stopped', detail: 'out of paper, cover open' })
      for (const { did } of [missing, stopped]) expect(did).toEqual([])
    }
  })
})

describe('a job in a queue of Windows', () => {
  const queued = (status: number, words: string | null = null): QueuedJob => ({ title: 'Packbench 47', status, words })
  const stateOf = async (one: QueuedJob | null, queue: Queue = zebra) => windows([queue], one).printers.jobState('Zebra ZD421', '12 Packbench 47')

  it.each([
    [0, 'queued', null], [0x8, 'queued', null], [0x10, 'printing', null], [0x18, 'printing', null], [0x1, 'held', null], [0x80, 'done', null], [0x1000, 'done', null], [0x2090, 'done', null], [0x4, 'cancelled', null], [0x114, 'cancelled', null],
    [0x50, 'stopped', 'out of paper'], [0x20, 'stopped', 'offline'], [0x402, 'stopped', 'waits for a person, error']
  ] as const)('with the bits %i is %s', async (status, state, reason) => {
    expect(await stateOf(queued(status))).toEqual({ state, reason })
  })

  it('has the driver’s own words where it has some', async () => {
    expect(await stateOf(queued(0x2, 'Ribbon out'))).toEqual({ state: 'stopped', reason: 'Ribbon out' })
  })

  it('stands still with its printer', async () => {
    expect(await stateOf(queued(0), { ...zebra, attributes: 0x400 })).toEqual({ state: 'stopped', reason: 'offline' })
    expect(await stateOf(queued(0x1000), { ...zebra, status: 0x10 })).toEqual({ state: 'done', reason: null })
  })

  it('that is gone is not told of: Windows does not say how it ended', async () => {
    expect(await stateOf(null)).toEqual({ state: 'untold', reason: null })
  })

  it('is taken back by its number', async () => {
    const { printers, did } = windows([zebra], queued(0))
    await printers.cancel('Zebra ZD421', '12 Packbench 47')
    expect(did).toEqual([['delete', 'Zebra ZD421', 12]])
  })

  it('of somebody else that has its number after a restart is neither told of nor taken back', async () => {
    const { printers, did } = windows([zebra], { title: 'Letter.docx', status: 0x10, words: null })
    expect(await printers.jobState('Zebra ZD421', '12 Packbench 47')).toEqual({ state: 'untold', reason: null })
    await printers.cancel('Zebra ZD421', '12 Packbench 47')
    await printers.cancel('Zebra ZD421', 'of an older version')
    expect(did).toEqual([])
  })
})
