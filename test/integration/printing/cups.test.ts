import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { cupsPrinters } from '../../../electron/printing/cups-printers.ts'
import type { SystemPrinters } from '../../../electron/printing/printers.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readCodes, runsOf } from '../documents/render-pdf.ts'
import { OwnCups, whyNoCups } from './own-cups.ts'
import { readLabels } from './read-zpl.ts'

const why = whyNoCups(['cupsd', 'lp', 'lpadmin', 'gs'], 'cups cups-client cups-filters')
if (why !== null) console.warn(`The spooler is not tested: ${why}`)

/** A scheduler of its own, with two queues: a label printer behind a socket of this test, and one that stands still. */
describe.skipIf(why !== null)(`printing through a real CUPS${why === null ? '' : ` (${why})`}`, () => {
  let cups: OwnCups
  let printerSocket: Server
  const received: Buffer[] = []
  let printers: SystemPrinters
  let file: string
  let sheets: readonly SlipSheet[]

  beforeAll(async () => {
    cups = await OwnCups.start()
    printerSocket = createServer((socket) => {
      const chunks: Buffer[] = []
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('end', () => { received.push(Buffer.concat(chunks)) })
    })
    await new Promise<void>((resolve) => { printerSocket.listen(0, '127.0.0.1', resolve) })
    const address = printerSocket.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    cups.admin('lpadmin', '-p', 'Label', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd', '-D', 'Label printer', '-L', 'Bench 1')
    cups.admin('lpadmin', '-p', 'Jammed', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd')
    cups.admin('lpadmin', '-p', 'Refusing', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd')
    cups.admin('cupsdisable', '-r', 'paper jam', 'Jammed')
    cups.admin('cupsreject', 'Refusing')
    cups.admin('lpadmin', '-d', 'Label')
    printers = cupsPrinters(cups.env)

    sheets = addresses.filter((_, i) => i % 9 === 0).map((one, i, all) => slipFor(one, i, all.length))
    file = join(cups.folder, 'run.pdf')
    await writeFile(file, (await makeSlips(slipsInput(sheets))).pdf)
  })
  afterAll(async () => {
    if (why !== null) return
    await cups.stop()
    printerSocket.close()
  })

  it('lists the printers as they are, the preferred one marked', async () => {
    const list = await printers.list()
    expect(list.find((one) => one.name === 'Label')).toEqual({ name: 'Label', description: 'Label printer', isDefault: true, state: 'ready', reason: null, papers: expect.any(Array) as unknown, dpi: expect.any(Array) as unknown })
    expect(list.find((one) => one.name === 'Jammed')).toEqual({ name: 'Jammed', description: '', isDefault: false, state: 'stopped', reason: 'paper jam', papers: expect.any(Array) as unknown, dpi: expect.any(Array) as unknown })
    expect(list.find((one) => one.name === 'Refusing')).toMatchObject({ state: 'stopped', reason: 'Rejecting Jobs' })
    // The driver's printers are 8 inches wide at most.
    for (const { papers, dpi } of list) expect([papers, dpi]).toEqual([expect.not.arrayContaining(['letter']), expect.arrayContaining([203, 300])])
    expect(list[0]?.papers).toEqual(expect.arrayContaining(['100x150', '4x6', '62mm']))
    expect(list.map((one) => one.name).sort()).toEqual(['Jammed', 'Label', 'Refusing'])
  })

  it('brings every sheet to the label printer, dot by dot: each code decodes and each bar is whole dots', async () => {
    const { job } = await printers.print({ printer: 'Label', file, title: 'Packbench 47', media: '100x150', copies: 1 })
    expect(job).toMatch(/^Label-\d+$/)
    while (received.length === 0) await wait(100)
    const labels = readLabels(received.shift() ?? Buffer.alloc(0))
    expect(labels).toHaveLength(sheets.length)
    for (const [i, sheet] of sheets.entries()) {
      const label = labels[i]
      if (label === undefined) throw new Error(`no label ${i + 1}`)
      // 100 mm at 203 dpi: the page came unscaled and on its own paper.
      expect(label.width).toBeGreaterThanOrEqual(796)
      expect(label.width).toBeLessThanOrEqual(808)
      const codes = await readCodes(label)
      expect(codes.map((code) => [code.format, code.text]).sort()).toEqual([['Code128', sheet.pickCode], ['QRCode', squareCodeOf(sheet)]])
      const bars = codes.find((code) => code.format === 'Code128')
      const runs = runsOf(label, Math.round(((bars?.top ?? 0) + (bars?.bottom ?? 0)) / 2), bars?.left, (bars?.right ?? 0) + 1).slice(1, -1)
      expect(runs.length).toBeGreaterThan(50)
      expect(runs.every((run) => run.length % 3 === 0), runs.map((run) => run.length).join(' ')).toBe(true)
    }
  })

  it.each(['page-set=odd', 'page-ranges=1', 'booklet=true', 'job-sheets=standard,standard', 'PageSize=w288h432', 'number-up=2'])('prints every sheet once, on its own paper, whatever somebody has saved for the printer: %s', async (option) => {
    cups.admin('lpoptions', '-p', 'Label', '-o', option)
    try {
      await printers.print({ printer: 'Label', file, title: 'Packbench 47', media: '100x150', copies: 1 })
    } finally {
      cups.admin('lpoptions', '-p', 'Label', '-r', option.replace(/=.*/u, ''))
    }
    while (received.length === 0) await wait(100)
    const labels = readLabels(received.shift() ?? Buffer.alloc(0))
    expect(labels.map(({ width }) => width)).toEqual(sheets.map(() => expect.closeTo(799, -1) as number))
    expect(await Promise.all(labels.map(async (label) => (await readCodes(label)).find(({ format }) => format === 'Code128')?.text))).toEqual(sheets.map(({ pickCode }) => pickCode))
  })

  it('prints as many copies as asked, under a title without names', async () => {
    await printers.print({ printer: 'Label', file, title: 'Packbench 48', media: '100x150', copies: 2 })
    while (received.length === 0) await wait(100)
    const labels = readLabels(received.shift() ?? Buffer.alloc(0))
    expect(labels.reduce((sum, label) => sum + label.copies, 0)).toBe(2 * sheets.length)
    const log = await readFile(join(cups.folder, 'log', 'page_log'), 'utf8').catch(() => '')
    expect(log).not.toContain('Llewellyn')
  })

  it('hands labels in the printer’s own language on as they are', async () => {
    const bytes = Buffer.from('^XA^FO10,10^A0N,30,30^FH^FD_C3_A9^FS^XZ\n\u0000\u00ff', 'latin1')
    const { job } = await printers.raw({ printer: 'Label', title: 'Packbench 50', bytes })
    expect(job).toMatch(/^Label-\d+$/)
    while (received.length === 0) await wait(100)
    expect(received.shift()?.equals(bytes)).toBe(true)
    await expect.poll(async () => (await printers.jobState('Label', job)).state).toBe('done')
    await expect(printers.raw({ printer: 'Jammed', title: 'x', bytes })).rejects.toMatchObject({ code: 'printer_stopped' })
    await expect(printers.raw({ printer: 'Nowhere', title: 'x', bytes })).rejects.toMatchObject({ code: 'printer_missing' })
  })

  it('prints a part of the pages, and tells what becomes of the job until it is done', async () => {
    const job = { printer: 'Label', file, title: 'Packbench 50', media: '100x150', copies: 1, pages: { first: 2, last: 3 } } as const
    const { job: name } = await printers.print(job)
    while (received.length === 0) await wait(100)
    const labels = readLabels(received.shift() ?? Buffer.alloc(0))
    expect(labels).toHaveLength(2)
    for (const [i, label] of labels.entries()) expect((await readCodes(label)).map(({ text }) => text)).toContain(sheets[i + 1]?.pickCode)
    await expect.poll(() => printers.jobState('Label', name), { timeout: 10_000 }).toEqual({ state: 'done', reason: null })
    expect(await printers.jobState('Label', 'Label-9999')).toEqual({ state: 'untold', reason: null })
  })

  it('tells of a job that is held, that its printer stopped, and that it was cancelled', async () => {
    cups.admin('cupsdisable', '-r', 'out of labels', 'Label')
    const stopped = spawnSync('lp', ['-d', 'Label', file], { env: { ...process.env, ...cups.env, LC_ALL: 'C' } }).stdout.toString()
    const held = spawnSync('lp', ['-d', 'Label', '-H', 'hold', file], { env: { ...process.env, ...cups.env, LC_ALL: 'C' } }).stdout.toString()
    const nameIn = (said: string): string => /request id is (\S+)/u.exec(said)?.[1] ?? ''
    expect(await printers.jobState('Label', nameIn(stopped))).toEqual({ state: 'stopped', reason: 'out of labels' })
    expect(await printers.jobState('Label', nameIn(held))).toMatchObject({ state: 'held' })
    await printers.cancel('Label', nameIn(stopped))
    // As a job of a queue that is called “-n” would be.
    await printers.cancel('-n', nameIn(held).replace('Label', '-n'))
    await expect.poll(async () => [(await printers.jobState('Label', nameIn(stopped))).state, (await printers.jobState('Label', nameIn(held))).state], { timeout: 10_000 }).toEqual(['cancelled', 'cancelled'])
    // One that has ended, or that nobody knows, is left as it is.
    await printers.cancel('Label', nameIn(held))
    await printers.cancel('Label', 'Label-9999')
    cups.admin('cupsenable', 'Label')
    expect(received).toEqual([])
  })

  it('goes to no other printer when the one asked for is missing, stopped or refuses', async () => {
    const job = { file, title: 'Packbench 49', media: '100x150', copies: 1 } as const
    await expect(printers.print({ ...job, printer: 'Nowhere' })).rejects.toMatchObject({ code: 'printer_missing', params: { printer: 'Nowhere' } })
    await expect(printers.print({ ...job, printer: 'Jammed' })).rejects.toMatchObject({ code: 'printer_stopped', detail: 'paper jam' })
    await expect(printers.print({ ...job, printer: 'Refusing' })).rejects.toMatchObject({ code: 'printer_stopped' })
    await expect(printers.print({ ...job, printer: 'Label; touch x' })).rejects.toMatchObject({ code: 'printer_missing' })
    await expect(printers.print({ ...job, printer: 'Label', file: join(cups.folder, 'none.pdf') })).rejects.toMatchObject({ code: 'print_failed' })
    expect(received).toEqual([])
  })

  it('says so where no scheduler answers', async () => {
    const lonely = cupsPrinters({ CUPS_SERVER: join(cups.folder, 'nobody.sock') })
    await expect(lonely.list()).rejects.toMatchObject({ code: 'no_spooler' })
    await expect(lonely.print({ printer: 'Label', file, title: 'x', media: 'a4', copies: 1 })).rejects.toMatchObject({ code: 'no_spooler' })
  })
})

describe.skipIf(process.platform === 'win32')('a print system that fails before it is given anything', () => {
  it('is said to have nothing, and not that it may have the job', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-cups-'))
    await writeFile(join(folder, 'lpstat'), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 })
    const killed = cupsPrinters({ PATH: folder })
    await expect(killed.print({ printer: 'Label', file: '/nowhere.pdf', title: 'x', media: 'a4', copies: 1 })).rejects.toMatchObject({ code: 'no_spooler' })
    await expect(killed.print({ printer: 'Label', file: '/nowhere.pdf', title: 'x', media: '62mm', copies: 1 })).rejects.toMatchObject({ code: 'print_failed' })
    await rm(folder, { recursive: true })
  })
})

describe.skipIf(process.platform === 'win32')('what a refused job says', () => {
  it('names the printer as a person knows it, not as its queue is called', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-cups-'))
    await writeFile(join(folder, 'lpstat'), '#!/bin/sh\ncase "$*" in *-p*) printf "printer q_17 disabled since -\\n\\tout of paper\\n\\tDescription: Zebra at bench 3\\n";; esac\n', { mode: 0o755 })
    await expect(cupsPrinters({ PATH: folder }).print({ printer: 'q_17', file: '/nowhere.pdf', title: 'x', media: 'a4', copies: 1 })).rejects.toMatchObject({ code: 'printer_stopped', params: { printer: 'Zebra at bench 3' }, detail: 'out of paper' })
    await rm(folder, { recursive: true })
  })
})

describe('a computer without CUPS', () => {
  it('says so, instead of listing nothing', async () => {
    await expect(cupsPrinters({ PATH: '/nonexistent' }).list()).rejects.toMatchObject({ code: 'no_spooler' })
  })
})
