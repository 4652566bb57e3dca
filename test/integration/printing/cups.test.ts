import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { cupsPrinters } from '../../../electron/printing/cups-printers.ts'
import type { Printers } from '../../../electron/printing/printers.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readCodes, runsOf } from '../documents/render-pdf.ts'
import { readLabels } from './read-zpl.ts'

const there = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const isRoot = process.getuid?.() === 0
const why = !isRoot ? 'needs to run as root, to start a scheduler of its own' : ['cupsd', 'lp', 'lpadmin', 'gs'].every(there) ? null : 'needs CUPS: apt-get install --no-install-recommends cups cups-client cups-filters'
if (why !== null) console.warn(`The spooler is not tested: ${why}`)

/** A scheduler of its own, with two queues: a label printer behind a socket of this test, and one that stands still. */
describe.skipIf(why !== null)(`printing through a real CUPS${why === null ? '' : ` (${why})`}`, () => {
  let folder: string
  let scheduler: ChildProcess
  let printerSocket: Server
  const received: Buffer[] = []
  let printers: Printers
  let env: Record<string, string>
  let file: string
  let sheets: readonly SlipSheet[]

  const admin = (program: string, ...args: readonly string[]): void => {
    const ran = spawnSync(program, args, { env: { ...process.env, ...env, LC_ALL: 'C' } })
    if (ran.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${ran.stderr.toString()}`)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cups-'))
    // The scheduler works as `lp`: it must be able to look into the folder.
    await chmod(folder, 0o755)
    for (const name of ['root', 'state', 'spool', 'spool/tmp', 'cache', 'log']) {
      await mkdir(join(folder, name))
      await chmod(join(folder, name), 0o777)
    }
    env = { CUPS_SERVER: join(folder, 'cups.sock'), HOME: folder }
    await writeFile(join(folder, 'cupsd.conf'), `Listen ${env['CUPS_SERVER']}\nBrowsing No\nWebInterface No\nDefaultAuthType None\n<Location />\n  Order allow,deny\n  Allow all\n</Location>\n<Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n`)
    await writeFile(join(folder, 'cups-files.conf'), `ServerRoot ${folder}/root\nStateDir ${folder}/state\nRequestRoot ${folder}/spool\nCacheDir ${folder}/cache\nTempDir ${folder}/spool/tmp\nErrorLog ${folder}/log/error_log\nAccessLog ${folder}/log/access_log\nPageLog ${folder}/log/page_log\nUser lp\nGroup lp\nSystemGroup root\n`)
    scheduler = spawn('cupsd', ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], { stdio: 'ignore' })
    printerSocket = createServer((socket) => {
      const chunks: Buffer[] = []
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('end', () => { received.push(Buffer.concat(chunks)) })
    })
    await new Promise<void>((resolve) => { printerSocket.listen(0, '127.0.0.1', resolve) })
    const address = printerSocket.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const running = (): boolean => spawnSync('lpstat', ['-r'], { env: { ...process.env, ...env, LC_ALL: 'C' } }).stdout.toString().includes('is running')
    while (!running()) await wait(100)
    admin('lpadmin', '-p', 'Label', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd', '-D', 'Label printer', '-L', 'Bench 1')
    admin('lpadmin', '-p', 'Jammed', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd')
    admin('lpadmin', '-p', 'Refusing', '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'drv:///sample.drv/zebra.ppd')
    admin('cupsdisable', '-r', 'paper jam', 'Jammed')
    admin('cupsreject', 'Refusing')
    admin('lpadmin', '-d', 'Label')
    printers = cupsPrinters(env)

    sheets = addresses.filter((_, i) => i % 9 === 0).map((one, i, all) => slipFor(one, i, all.length))
    file = join(folder, 'run.pdf')
    await writeFile(file, (await makeSlips(slipsInput(sheets))).pdf)
  })
  afterAll(async () => {
    if (why !== null) return
    if (scheduler.exitCode === null) {
      const gone = new Promise((resolve) => scheduler.once('exit', resolve))
      scheduler.kill()
      await gone
    }
    printerSocket.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('lists the printers as they are, the preferred one marked', async () => {
    const list = await printers.list()
    expect(list.find((one) => one.name === 'Label')).toEqual({ name: 'Label', description: 'Label printer', isDefault: true, state: 'ready', reason: null })
    expect(list.find((one) => one.name === 'Jammed')).toEqual({ name: 'Jammed', description: '', isDefault: false, state: 'stopped', reason: 'paper jam' })
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
      expect(codes.map((code) => [code.format, code.text]).sort()).toEqual([['Code128', sheet.pickCode], ['QRCode', sheet.joomId]])
      const bars = codes.find((code) => code.format === 'Code128')
      const runs = runsOf(label, Math.round(((bars?.top ?? 0) + (bars?.bottom ?? 0)) / 2), bars?.left, (bars?.right ?? 0) + 1).slice(1, -1)
      expect(runs.length).toBeGreaterThan(50)
      expect(runs.every((run) => run.length % 3 === 0), runs.map((run) => run.length).join(' ')).toBe(true)
    }
  })

  it('prints as many copies as asked, under a title without names', async () => {
    await printers.print({ printer: 'Label', file, title: 'Packbench 48', media: '100x150', copies: 2 })
    while (received.length === 0) await wait(100)
    const labels = readLabels(received.shift() ?? Buffer.alloc(0))
    expect(labels.reduce((sum, label) => sum + label.copies, 0)).toBe(2 * sheets.length)
    const log = await readFile(join(folder, 'log', 'page_log'), 'utf8').catch(() => '')
    expect(log).not.toContain('Llewellyn')
  })

  it('goes to no other printer when the one asked for is missing, stopped or refuses', async () => {
    const job = { file, title: 'Packbench 49', media: '100x150', copies: 1 } as const
    await expect(printers.print({ ...job, printer: 'Nowhere' })).rejects.toMatchObject({ code: 'printer_missing', params: { printer: 'Nowhere' } })
    await expect(printers.print({ ...job, printer: 'Jammed' })).rejects.toMatchObject({ code: 'printer_stopped', detail: 'paper jam' })
    await expect(printers.print({ ...job, printer: 'Refusing' })).rejects.toMatchObject({ code: 'printer_stopped' })
    await expect(printers.print({ ...job, printer: 'Label; touch x' })).rejects.toMatchObject({ code: 'printer_missing' })
    await expect(printers.print({ ...job, printer: 'Label', file: join(folder, 'none.pdf') })).rejects.toMatchObject({ code: 'print_failed' })
    expect(received).toEqual([])
  })

  it('says so where no scheduler answers', async () => {
    const lonely = cupsPrinters({ CUPS_SERVER: join(folder, 'nobody.sock') })
    await expect(lonely.list()).rejects.toMatchObject({ code: 'no_spooler' })
    await expect(lonely.print({ printer: 'Label', file, title: 'x', media: 'a4', copies: 1 })).rejects.toMatchObject({ code: 'no_spooler' })
  })
})

describe('a computer without CUPS', () => {
  it('says so, instead of listing nothing', async () => {
    await expect(cupsPrinters({ PATH: '/nonexistent' }).list()).rejects.toMatchObject({ code: 'no_spooler' })
  })
})
