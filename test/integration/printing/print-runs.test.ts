import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDocuments, type Documents } from '../../../electron/documents/documents.ts'
import { englishWords } from '../../../electron/documents/slip-words.ts'
import type { ConnectionId, OrderId, PrintRunId } from '../../../electron/domain/ids.ts'
import { Trouble } from '../../../electron/contract/result.ts'
import { printRun } from '../../../electron/contract/schemas.ts'
import { createPrintRuns, type PrintRuns } from '../../../electron/printing/print-runs.ts'
import type { JobState, PrintJob, Printers } from '../../../electron/printing/printers.ts'
import type { SlipOrder } from '../../../electron/printing/run-store.ts'
import { openStorage, type Storage } from '../../../electron/storage/storage.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { addresses } from '../../fixtures/addresses.ts'
import type { Reread } from '../../../electron/printing/reread.ts'
import { allRead } from '../../support/run-needs.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { ordersKept } from '../../support/orders-kept.ts'
import { seededRandom } from '../../support/storage.ts'
import { readPdf } from '../documents/read-pdf.ts'

/** A printer of a test's own, whose queue tells what the test says. */
class RecordingPrinter implements Pick<Printers, 'print' | 'jobState' | 'cancel'> {
  readonly jobs: PrintJob[] = []
  readonly cancelled: string[] = []
  trouble: Error | null = null
  told: JobState = { state: 'done', reason: null }
  print({ signal: _signal, progress: _progress, ...job }: PrintJob): Promise<{ job: string }> {
    if (this.trouble !== null) return Promise.reject(this.trouble)
    this.jobs.push(job)
    return Promise.resolve({ job: `Label-${String(this.jobs.length)}` })
  }
  jobState(): Promise<JobState> { return Promise.resolve(this.told) }
  cancel(_printer: string, job: string): Promise<void> {
    this.cancelled.push(job)
    this.told = { state: 'cancelled', reason: null }
    return Promise.resolve()
  }
}

const disc = readLogo(pngOf(320, 120))
const id = (n: number): OrderId => n as OrderId // the numbers of this test's orders
function order(n: number, given: Partial<SlipOrder> = {}): SlipOrder {
  const shipTo = addresses[n % addresses.length]
  if (shipTo === undefined) throw new Error('no address')
  return {
    id: id(n), connectionId: 1 as ConnectionId, pickCode: pickCodeOf(n), joomId: `5c3d1a2b4e5f60718293a4${n.toString(16).padStart(2, '0')}`, transactionId: null, buyerId: null, state: 'APPROVED', stateWord: null, orderedAt: 1, lastUpdated: null, hoursToFulfill: 10,
    product: { id: 'p', variantId: null, name: 'Mug', imageUrl: null, sku: 'MUG', color: null, size: null }, quantity: 2, money: { price: null, cost: null, shipping: null, shippingCost: null, total: null }, shipTo,
    shipment: { shippedDate: null, provider: null, trackingNumber: null, shippingTime: null, note: null }, refund: { by: null, time: null, reason: null, note: null },
    fetchedAt: 0, dueAt: 36_000_000, recipientKey: String(n), printedAt: null, storeName: 'Lagoon & Sons', returnAddress: '', logo: null, environment: 'production', readable: true, shippedHere: false, sameRecipientCount: 1, ...given
  }
}

describe('print runs', () => {
  let documents: Documents
  let folder: string
  let storage: Storage
  let printer: RecordingPrinter
  let orders: SlipOrder[]
  let prints: PrintRuns
  let now = 1_000_000
  let reread: (ids: readonly OrderId[]) => Promise<Reread>

  beforeAll(() => { documents = createDocuments({ workerPath: resolve(import.meta.dirname, '../../../electron/documents/slips.worker.ts') }) })
  afterAll(async () => { await documents.stop() })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runs-'))
    const file = join(folder, 'packbench.db')
    ordersKept(file, 120)
    storage = openStorage(file, { now: () => now, random: seededRandom() })
    printer = new RecordingPrinter()
    orders = Array.from({ length: 10 }, (_, n) => order(n))
    now = 1_000_000
    reread = () => Promise.resolve(allRead)
    prints = createPrintRuns({
      orders: { forSlips: (ids) => Promise.resolve([...orders].reverse().filter((one) => ids.includes(one.id))), logos: (names) => Promise.resolve(Object.fromEntries(names.flatMap((name) => (name === 'disc' && disc.kind === 'logo' ? [[name, disc.png]] : [])))) }, runs: storage.printRuns, reread: (ids) => reread(ids), documents, printers: printer, folderOfRuns: join(folder, 'runs'), urlOf: (run) => `app://bundle/run/${run}.pdf`, fileUrlOf: (run, n) => `${run}-${n}`, folder: () => null, nameOfPrinter: (name) => name, changed: () => undefined, actor: () => 'Ayşe',
      wait: () => new Promise((resolve) => { setImmediate(resolve) }), failed: (error) => { throw error }, preferences: () => ({ madeFor: { dpi: 203 }, sender: 'Lagoon & Sons\nHamburg' }), now: () => now, words: englishWords, timeZone: 'UTC'
    })
  })
  afterEach(async () => {
    await prints.stop()
    await storage.close()
    await rm(folder, { recursive: true })
  })
  const row = async (n: number) => (await storage.orderList.byIds([id(n)]))[0]!
  /** Nothing of it was ever printed: the next paper begins anew. */
  const discardAll = async (): Promise<void> => { await storage.orders.startOver(1 as ConnectionId) }
  const pdfPages = async (run: PrintRunId): Promise<string[][]> => readPdf(await prints.pdf(run)).pages.map((page) => page.said.map((line) => line.text))

  it('freezes the orders in the order given, once each, into sheets that say where they stand', async () => {
    const run = await prints.prepare({ orderIds: [5, 2, 8, 2].map(id), paper: '100x150' })
    expect(printRun.parse(run)).toEqual(run)
    expect(run.sheets.map((sheet) => [sheet.position, sheet.orderId, sheet.page])).toEqual([[1, 5, 1], [2, 2, 2], [3, 8, 3]])
    expect(run).toMatchObject({ createdAt: now, paper: '100x150', pages: 3, url: `app://bundle/run/${run.id}.pdf`, leftOut: [] })
    const pages = await pdfPages(run.id)
    run.sheets.forEach((sheet, i) => { expect(pages[i]).toEqual(expect.arrayContaining([sheet.pickCode, sheet.joomId, String(sheet.position), `of 3 · Run ${String(run.id)}`, 'Hamburg'])) })
  })

  it('tells how far it is while it is made, shows its first sheet first, and leaves nothing where it is given up then', async () => {
    const told: unknown[] = []
    const run = await prints.prepare({ orderIds: [1, 2, 3].map(id), paper: '100x150' }, { onFirst: (pdf) => { told.push(readPdf(pdf).pages.length) }, onProgress: (made, of) => { told.push([made, of]) } })
    expect(told).toEqual([1, [3, 3]])
    const end = new AbortController()
    await expect(prints.prepare({ orderIds: [4, 5].map(id), paper: '100x150' }, { signal: end.signal, onFirst: () => { end.abort(new Trouble({ code: 'run_given_up' })) } })).rejects.toMatchObject({ code: 'run_given_up' })
    expect(await readdir(join(folder, 'runs'))).toEqual([`${String(run.id)}.pdf`])
    expect((await prints.list({ number: null, offset: 0, limit: 9 })).runs.map((one) => one.id)).toEqual([run.id])
  })

  it('keeps its paper as it was, whatever becomes of the orders', async () => {
    const run = await prints.prepare({ orderIds: [id(1)], paper: 'a4' })
    const before = await prints.pdf(run.id)
    orders[1] = order(1, { state: 'REFUNDED', quantity: 99 })
    expect(Buffer.from(await prints.pdf(run.id)).equals(Buffer.from(before))).toBe(true)
  })

  it('deletes the PDFs of runs whose people were erased, and no other', async () => {
    const [gone, stays] = [await prints.prepare({ orderIds: [id(1)], paper: 'a4' }), await prints.prepare({ orderIds: [id(2)], paper: 'a4' })]
    const database = new DatabaseSync(join(folder, 'packbench.db'))
    database.exec(`UPDATE orders SET erased_at = ${String(now)} WHERE id = 1`)
    database.close()
    await prints.sweep()
    await prints.sweep()
    await expect(prints.pdf(gone.id)).rejects.toMatchObject({ code: 'run_missing' })
    expect((await prints.pdf(stays.id)).length).toBeGreaterThan(1000)
  })

  it('leaves out what must not be printed, each with its reason, and prints the rest', async () => {
    const address = order(0).shipTo
    orders = [
      order(0), order(1, { state: 'REFUNDED' }), order(2, { state: 'REQUIRE_REVIEW' }), order(3, { state: 'OTHER' }), order(4, { readable: false }),
      order(5, { shipTo: { ...address, street1: null, street2: ' ', city: '\u200b', state: null, zip: null } }), order(6, { shipTo: { ...address, name: 'Ana 𓀀𓀁 𓀀' } }), order(7, { state: 'SHIPPED' }),
      order(8, { product: { ...order(8).product, name: 'Scarab 𓆣 amulet' } }), order(9, { shipTo: { ...address, name: null, phone: null } })
    ]
    const run = await prints.prepare({ orderIds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 77].map(id), paper: 'letter' })
    expect(run.leftOut.map((one) => [one.orderId, one.reason, one.characters])).toEqual([
      [1, 'not_to_ship', []], [2, 'not_to_ship', []], [3, 'not_to_ship', []], [4, 'unreadable', []], [5, 'no_address', []], [6, 'missing_characters', ['𓀀', '𓀁']], [77, 'unreadable', []], [8, 'as_numbers', ['𓆣']]
    ])
    expect(run.sheets.map((sheet) => [sheet.position, sheet.orderId, sheet.missing])).toEqual([[1, 0, []], [2, 7, []], [3, 9, []]])
    const pages = await pdfPages(run.id)
    expect(pages[1]).toContain('Already marked as shipped')
    expect(pages[2]).toContain(`of 3 · Run ${String(run.id)}`)
  })

  describe('of orders with characters that no font has, in anything but the recipient', () => {
    const { product, shipTo, shipment } = order(0)
    const strange = (): void => {
      orders = [
        order(0), order(1, { product: { ...product, name: 'Scarab 𓆣 amulet', sku: 'S-\uE000' } }), order(2, { shipment: { ...shipment, note: 'mind the 𓀀' } }), order(3, { storeName: 'Lagoon \uE001', returnAddress: 'Pier 𓀁' }),
        order(4, { template: { ...standardTemplate, heading: 'For you 𓆣', text: 'Thanks\n𓀀𓀁', show: { ...standardTemplate.show, note: false } }, shipment: { ...shipment, note: '𓃭' } }), order(5, { shipTo: { ...shipTo, name: '𓀀', street2: 'door \uE002', phone: '\uE003 1' }, product: { ...product, name: '𓆣' } })
      ]
    }
    const all = [0, 1, 2, 3, 4, 5].map(id)

    it('makes no sheet before a person has decided, and names each with field and character', async () => {
      strange()
      const run = await prints.prepare({ orderIds: all, paper: '100x150' })
      expect(printRun.parse(run)).toEqual(run)
      expect(run.sheets.map(({ orderId, position }) => [orderId, position])).toEqual([[0, 1]])
      expect(run.leftOut.map(({ orderId, reason, lacking }) => [orderId, reason, lacking?.map(({ field, characters }) => `${field} ${characters.join('')}`)])).toEqual([
        [5, 'missing_characters', ['name 𓀀', 'address \uE002', 'phone \uE003']], [1, 'as_numbers', ['goods 𓆣', 'sku \uE000']], [2, 'as_numbers', ['note 𓀀']], [3, 'as_numbers', ['store \uE001', 'return_address 𓀁']], [4, 'as_numbers', ['heading 𓆣', 'text 𓀀𓀁']]
      ])
      expect((await pdfPages(run.id)).flat()).toContain(`of 1 · Run ${String(run.id)}`)
    })

    it('prints them with numbers where a person says so, but never a recipient', async () => {
      strange()
      const run = await prints.prepare({ orderIds: all, paper: '100x150', asNumbers: true })
      expect(run.leftOut.map(({ orderId, reason }) => [orderId, reason])).toEqual([[5, 'missing_characters']])
      expect(run.sheets.map(({ orderId, missing }) => [orderId, missing.length > 0])).toEqual([[0, false], [1, true], [2, true], [3, true], [4, true]])
      expect((await pdfPages(run.id))[1]).toContain('Cannot be printed: U+131A3, U+E000')
    })

    it('asks the same of address labels, where only the sender can have them, and of labels with codes, where only the goods can', async () => {
      strange()
      orders[1] = order(1, { storeName: 'Bay 𓆣', product: { ...product, name: 'Scarab 𓆣 amulet' } })
      const said = async (kind: 'address_label' | 'order_label') => (await prints.prepare({ orderIds: all.slice(0, 5), kind, paper: '100x150' })).leftOut.map(({ orderId, reason, lacking }) => [orderId, reason, lacking?.map(({ field, characters, store }) => [field, characters.join(''), store].join(' ').trim())])
      expect(await said('address_label')).toEqual([[1, 'as_numbers', ['store 𓆣 Bay 𓆣']], [3, 'as_numbers', ['store \uE001 Lagoon \uE001', 'return_address 𓀁 Lagoon \uE001']]])
      expect(await said('order_label')).toEqual([[1, 'as_numbers', ['goods 𓆣']]])
      const run = await prints.prepare({ orderIds: [id(3)], kind: 'address_label', paper: '100x150', asNumbers: true })
      expect([run.leftOut, run.sheets.map(({ missing }) => missing)]).toEqual([[], [['\uE001', '𓀁']]])
      expect((await pdfPages(run.id))[0]).toContain('Cannot be printed: U+E001, U+13001')
    })

    it('has no sheet, and no paper, where all are left out', async () => {
      strange()
      const run = await prints.prepare({ orderIds: [id(1)], paper: '100x150' })
      expect(run).toMatchObject({ sheets: [], pages: 0, leftOut: [{ orderId: 1, reason: 'as_numbers' }] })
      await expect(prints.pdf(run.id)).rejects.toMatchObject({ code: 'run_missing' })
    })

    it('leaves out only those of a shared slip that have them', async () => {
      orders = [1, 2, 3].map((n) => order(n, { shipTo: order(1).shipTo, recipientKey: 'one', ...(n === 2 ? { product: { ...product, name: '𓆣' } } : {}) }))
      const run = await prints.prepare({ orderIds: [1, 2, 3].map(id), paper: '100x150', together: true })
      expect(run.leftOut.map(({ orderId, reason }) => [orderId, reason])).toEqual([[2, 'as_numbers']])
      expect(run.sheets.map(({ orderId, position, slip }) => [orderId, position, slip])).toEqual([[1, 1, 1], [3, 2, 1]])
    })

    it('prints nothing once more that has other ones by then', async () => {
      orders = [order(1), order(2, { product: { ...product, name: '𓆣' } })]
      const run = await prints.prepare({ orderIds: [1, 2].map(id), paper: '100x150', asNumbers: true })
      await prints.print({ id: run.id, printer: 'Label', copies: 1 })
      await expect.poll(async () => (await prints.view(run.id)).state).toBe('handed')
      await prints.judge(run.id, { kind: 'good' })
      const again = { id: run.id, first: 1, last: 2, printer: 'Label', copies: 1 }
      orders = orders.map((one) => ({ ...one, storeName: 'Lagoon 𓆣' }))
      await expect(prints.reprint(again)).rejects.toMatchObject({ code: 'run_lacking', params: { n: 1, places: '1' } })
      expect(printer.jobs).toHaveLength(1)
      orders = orders.map((one) => ({ ...one, storeName: 'Lagoon' }))
      await prints.reprint(again)
      expect(printer.jobs).toHaveLength(2)
    })
  })

  it('has a run without paper where everything is left out', async () => {
    orders = [order(0, { state: 'REFUNDED' })]
    const run = await prints.prepare({ orderIds: [id(0)], paper: 'a4' })
    expect(run).toMatchObject({ sheets: [], pages: 0, leftOut: [{ orderId: 0, reason: 'not_to_ship' }] })
    await expect(prints.pdf(run.id)).rejects.toMatchObject({ code: 'run_missing' })
    await expect(prints.print({ id: run.id, printer: 'Label', copies: 1 })).rejects.toMatchObject({ code: 'run_missing' })
    expect(printer.jobs).toEqual([])
  })

  describe('reads the orders again first', () => {
    it('and stops with the difference where one is another by then; made again, it shows the new data', async () => {
      reread = () => {
        orders[1] = order(1, { quantity: 3 })
        orders[2] = order(2, { shipTo: { ...order(2).shipTo, phone: '+49 30 1' } })
        orders[3] = order(3, { state: 'REFUNDED' })
        orders[4] = order(4, { state: 'SHIPPED' })
        orders[5] = order(5, { state: 'SHIPPED', shippedHere: true })
        orders[6] = order(6, { fetchedAt: 9, dueAt: 36_000_009 })
        return Promise.resolve(allRead)
      }
      const ids = [1, 2, 3, 4, 5, 6].map(id)
      const stopped = await prints.prepare({ orderIds: ids, paper: 'a4' })
      expect(printRun.parse(stopped)).toEqual(stopped)
      expect(stopped).toMatchObject({ sheets: [], pages: 0, leftOut: [] })
      await expect(prints.pdf(stopped.id)).rejects.toMatchObject({ code: 'run_missing' })
      expect(stopped.changed.map((one) => [one.orderId, ...one.differences.map(({ field }) => field)]).sort()).toEqual([[1, 'quantity'], [2, 'address'], [3, 'state'], [4, 'state']])
      expect(stopped.changed.find((one) => one.orderId === 1)).toMatchObject({ joomId: order(1).joomId, recipient: order(1).shipTo.name, differences: [{ before: '2', after: '3' }] })
      expect(stopped.changed.find((one) => one.orderId === 2)?.differences[0]?.after).toContain('+49 30 1')
      const made = await prints.prepare({ orderIds: ids, paper: 'a4' })
      expect(made).toMatchObject({ changed: [], leftOut: [{ orderId: 3 }] })
      expect((await pdfPages(made.id)).flat()).toContain('+49 30 1')
    })

    it('and says how many could not be read, and makes their sheets', async () => {
      reread = () => Promise.resolve({ ...allRead, unread: 1 })
      expect(await prints.prepare({ orderIds: [id(1), id(2)], paper: 'a4' })).toMatchObject({ unread: 1, changed: [], sheets: [{ orderId: 1 }, { orderId: 2 }] })
    })

    it('and once more before the sheets leave: nothing is printed or saved of a run that is not right any more', async () => {
      const run = await prints.prepare({ orderIds: [id(1), id(2), id(3)], paper: 'a4' })
      orders[3] = order(3, { state: 'SHIPPED', shippedHere: true })
      await prints.print({ id: run.id, printer: 'Label', copies: 1 })
      reread = () => {
        orders[1] = order(1, { shipTo: { ...order(1).shipTo, street1: 'Elsewhere 1' } })
        return Promise.resolve(allRead)
      }
      await expect(prints.print({ id: run.id, printer: 'Label', copies: 1 })).rejects.toMatchObject({ code: 'run_changed', params: { n: 1 } })
      await expect(prints.save(run.id, join(folder, 'slips.pdf'))).rejects.toMatchObject({ code: 'run_changed' })
      expect(printer.jobs).toHaveLength(1)
      // What the run showed is compared with what is known by now.
      expect((await prints.prepare({ orderIds: [id(1), id(2)], paper: 'a4', since: run.id })).changed).toMatchObject([{ orderId: 1, differences: [{ field: 'address' }] }])
    })
  })

  it('gives each sheet its own store, and the general return address to those that have none', async () => {
    orders[1] = order(1, { storeName: 'Kısmet', returnAddress: 'Şişli 1\nİstanbul', logo: 'disc' })
    orders[2] = order(2, { storeName: 'Atölye 9', environment: 'custom', logo: 'gone' })
    const run = await prints.prepare({ orderIds: [1, 2].map(id), paper: 'a4' })
    expect(printRun.parse(run).sheets.map((sheet) => [sheet.store, sheet.environment])).toEqual([['Kısmet', 'production'], ['Atölye 9', 'custom']])
    const [kismet, atolye] = await pdfPages(run.id)
    expect(kismet).toEqual(expect.arrayContaining(['Kısmet', 'Şişli 1', 'İstanbul']))
    expect(kismet).not.toContain('Hamburg')
    expect(atolye).toEqual(expect.arrayContaining(['Atölye 9', 'Lagoon & Sons', 'Hamburg']))
    expect(Buffer.from(await prints.pdf(run.id)).toString('latin1').split(/\/Subtype ?\/Image/u)).toHaveLength(2)
  })

  it('makes nothing where real orders and orders of the rehearsal are among them', async () => {
    orders[2] = order(2, { environment: 'rehearsal' })
    await expect(prints.prepare({ orderIds: [1, 2, 3].map(id), paper: 'a4' })).rejects.toMatchObject({ code: 'run_mixed', params: { real: 2, rehearsal: 1 } })
    expect((await prints.list({ number: 1, offset: 0, limit: 9 })).runs).toEqual([])
    expect((await prints.prepare({ orderIds: [id(2)], paper: 'a4' })).sheets).toMatchObject([{ environment: 'rehearsal' }])
  })

  it('gives a sheet another hash when the order changes what it says, and the same when it does not', async () => {
    const ids: PrintRunId[] = []
    const hash = async (change: Partial<SlipOrder>): Promise<string | undefined> => {
      orders[3] = order(3, change)
      const run = await prints.prepare({ orderIds: [id(4), id(3)], paper: '100x150', claims: 'print' })
      ids.push(run.id)
      return (await storage.printRuns.get(run.id))?.sheets.find((sheet) => sheet.orderId === 3)?.hash
    }
    const first = await hash({})
    expect(first).toMatch(/^[0-9a-f]{8}$/)
    now += 60_000
    expect(await hash({ fetchedAt: 5, dueAt: 36_000_005, printedAt: 7, sameRecipientCount: 2, logo: 'disc', returnAddress: 'Elsewhere 2', storeName: 'Renamed' })).toBe(first)
    const changed: unknown[] = []
    for (const change of [{ quantity: 3 }, { shipTo: { ...order(3).shipTo, street1: 'Elsewhere 1' } }, { state: 'SHIPPED' as const }, { product: { ...order(3).product, color: 'red' } }]) changed.push(await hash(change))
    expect(new Set([first, ...changed]).size).toBe(5)
    // A person finds it on the paper too.
    expect((await pdfPages(ids.at(-1)!)).flat().join('\n')).toContain(`Sheet ${String(changed.at(-1))}`)
  })

  it('hands the file to the printer that was asked for and records the job, without a customer’s name', async () => {
    const run = await prints.prepare({ orderIds: [id(1), id(2)], paper: '100x150' })
    now += 5
    expect(await prints.print({ id: run.id, printer: 'Label', copies: 2 })).toEqual({ job: 'Label-1' })
    expect(printer.jobs).toEqual([{ printer: 'Label', file: join(folder, 'runs', `${run.id}.pdf`), title: `Packbench ${run.id}`, media: '100x150', copies: 2 }])
    expect(await storage.printRuns.ledger(run.id)).toMatchObject({ printer: 'Label', copies: 2, parts: [{ job: 'Label-1', handedAt: 1_000_005 }], sheets: [{ state: 'handed', printer: 'Label', handedAt: 1_000_005 }, { state: 'handed' }] })
  })

  it('says on each page of a further paper which copy it is, in every size of paper', async () => {
    const long = { ...order(1).product, name: 'A very long name of goods '.repeat(120) }
    orders[1] = order(1, { product: long })
    for (const paper of ['100x150', 'a4', 'letter'] as const) {
      const run = await prints.prepare({ orderIds: [1, 2].map(id), paper, claims: 'print' })
      expect((await pdfPages(run.id)).flat().join('\n')).not.toContain('COPY')
      await prints.print({ id: run.id, printer: 'Label', copies: 1 })
      await expect.poll(async () => (await prints.view(run.id)).state).toBe('handed')
      await prints.judge(run.id, { kind: 'good' })
      await prints.reprint({ id: run.id, first: 1, last: 1, printer: 'Label', copies: 1 })
      await expect.poll(async () => (await prints.view(run.id)).state).toBe('handed')
      const pages = readPdf(await prints.pdf(run.id, 2)).pages.map((page) => page.said.map((line) => line.text))
      expect(pages.length, paper).toBeGreaterThan(1)
      for (const page of pages) expect(page, paper).toEqual(expect.arrayContaining(['COPY 2', '1', `of 2 · Run ${String(run.id)}`, orders[1].pickCode]))
      await prints.judge(run.id, { kind: 'discard' })
      await discardAll()
    }
  })

  it('records nothing as printed when the printer refuses', async () => {
    const run = await prints.prepare({ orderIds: [id(1)], paper: '100x150' })
    printer.trouble = new Trouble({ code: 'printer_stopped', params: { printer: 'Label' } })
    await expect(prints.print({ id: run.id, printer: 'Label', copies: 1 })).rejects.toMatchObject({ code: 'printer_stopped' })
    expect(await storage.printRuns.ledger(run.id)).toMatchObject({ state: 'prepared', sheets: [{ state: 'waiting', printer: null }] })
  })

  it('saves the run whole or not at all', async () => {
    const run = await prints.prepare({ orderIds: [id(1)], paper: '100x150' })
    await prints.save(run.id, join(folder, 'slips.pdf'))
    expect((await readFile(join(folder, 'slips.pdf'))).equals(Buffer.from(await prints.pdf(run.id)))).toBe(true)
    expect(await storage.printRuns.ledger(run.id)).toMatchObject({ state: 'saved', sheets: [{ state: 'saved', printer: null }] })
    expect((await row(1))).toMatchObject({ printedAt: null, savedAt: now, runId: run.id })
    await expect(prints.save(run.id, join(folder, 'no', 'such', 'folder.pdf'))).rejects.toMatchObject({ code: 'save_failed' })
    expect((await readdir(folder)).filter((name) => !name.startsWith('packbench.db')).sort()).toEqual(['runs', 'slips.pdf'])
  })

  it('says so where there is no such run or its file is gone', async () => {
    await expect(prints.pdf(99 as PrintRunId)).rejects.toMatchObject({ code: 'run_missing' }) // a number that was never given out
    const run = await prints.prepare({ orderIds: [id(1)], paper: '100x150' })
    await rm(join(folder, 'runs', `${run.id}.pdf`))
    await expect(prints.save(run.id, join(folder, 'x.pdf'))).rejects.toMatchObject({ code: 'run_missing' })
  })

  it('leaves no half-made file behind when a run cannot be made', async () => {
    orders[1] = order(1, { pickCode: 'Ü' })
    await expect(prints.prepare({ orderIds: [id(1)], paper: '100x150' })).rejects.toMatchObject({ code: 'documents_failed' })
    expect((await prints.list({ number: 1, offset: 0, limit: 9 })).runs).toEqual([])
    expect(await readdir(join(folder, 'runs'))).toEqual([])
  })
})
