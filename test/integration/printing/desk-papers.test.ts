import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import type { Paper } from '../../../electron/contract/schemas.ts'
import { deskPaper } from '../../../electron/contract/schemas.ts'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { createDocuments, type Documents } from '../../../electron/documents/documents.ts'
import { benchCommands, commandCodeOf, readCommandCode } from '../../../electron/domain/command-code.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { isPickCode } from '../../../electron/domain/pick-code.ts'
import { readSheetCode } from '../../../electron/domain/sheet-code.ts'
import { deskPapers, papersOf } from '../../../electron/domain/sheet-kind.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { checkPaper } from '../../../electron/printing/paper-check.ts'
import { createDeskPapers, type DeskPapers } from '../../../electron/printing/desk-papers.ts'
import type { Doubt } from '../../../electron/domain/doubt.ts'
import type { Reread } from '../../../electron/printing/reread.ts'
import type { PrintJob } from '../../../electron/printing/printers.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { received, type Given } from '../../support/orders.ts'
import { allRead } from '../../support/run-needs.ts'
import { readDatabase } from '../../support/read-database.ts'
import { testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'
import { readPdf } from '../documents/read-pdf.ts'
import { readCodes, renderPages, runsOf } from '../documents/render-pdf.ts'

const mug = { description: 'Stoneware mug, hand glazed', hsCode: '691200', origin: 'CN', netGrams: 380, value: '7.50', currency: 'EUR' } as const

describe('papers beside the runs', () => {
  let documents: Documents
  beforeAll(() => { documents = createDocuments({ workerPath: resolve(import.meta.dirname, '../../../electron/documents/slips.worker.ts') }) })
  afterAll(async () => { await documents.stop() })

  /** A desk over real storage with these orders, by their ids at Joom. */
  async function desk(given: Readonly<Record<string, Given>>, sender = 'Lagoon & Sons\nHamburg') {
    const { storage, store, clock, file } = await testStorage()
    await storage.orders.take(store, Object.entries(given).map(([joomId, one]) => received(joomId, one)), [], clock.now)
    const ids = new Map<string, OrderId>()
    for (const joomId of Object.keys(given)) ids.set(joomId, (await storage.printRuns.withJoomId(joomId))[0]!)
    const folder = join(tempFolder(), 'papers')
    const jobs: PrintJob[] = []
    /** What the printer answers next instead of taking the job. */
    const troubles: Error[] = []
    /** What Joom has by now of orders that are read again. */
    const atJoom: Record<string, Given> = {}
    /** Orders of which Joom’s answer speaks against what is known. */
    const doubts = new Map<string, Doubt>()
    const reread = async (wanted: readonly OrderId[]): Promise<Reread> => {
      clock.now += 1
      const read = [...ids].flatMap(([joomId, id]) => (wanted.includes(id) && atJoom[joomId] !== undefined ? [received(joomId, { ...given[joomId], ...atJoom[joomId] })] : []))
      await storage.orders.take(store, read, [], clock.now)
      return { ...allRead, doubts: new Map([...doubts].flatMap(([joomId, doubt]) => { const id = ids.get(joomId); return id === undefined ? [] : [[id, doubt] as const] })) }
    }
    const papers = createDeskPapers({
      orders: storage.printRuns, runs: storage.printRuns, reread, documents, story: storage.printRuns, actor: () => 'Ayşe', nameOfPrinter: (name) => (name === 'folder:a' ? 'Print here' : name),
      printers: { print: (job) => { jobs.push(job); const trouble = troubles.shift(); return trouble === undefined ? Promise.resolve({ job: 'Label-1' }) : Promise.reject(trouble) } }, folder, urlOf: (id) => `/paper/${String(id)}.pdf`,
      picture: (id) => Promise.resolve(id === ids.get('A') ? pngOf(40, 30) : null), customs: (wanted) => storage.customs.of(wanted), preferences: (_kind, printer) => ({ madeFor: { dpi: printer === 'Fine' ? 300 : 203, ...(printer === 'Coarse' ? { codes: { bars: 5, squares: 0 } } : {}), told: printer === 'label-printer:a' }, sender, cn22Most: 350, slipTemplate: standardTemplate }), now: () => clock.now, words: englishDeskWords, timeZone: 'UTC'
    })
    const make = (kind: Parameters<DeskPapers['make']>[0]['kind'], paper: Paper = 'a4', run: Parameters<DeskPapers['make']>[0]['run'] = null) => papers.make({ kind, orderIds: [...ids.values()], run, paper, start: 1 })
    const linesOf = async (id: number): Promise<string[][]> => readPdf(await papers.pdf(id)).pages.map((page) => page.said.map((line) => line.text.trim()))
    return { storage, store, clock, file, ids, folder, jobs, troubles, papers, make, linesOf, atJoom, doubts }
  }

  it('are not made where characters would stand on a list as their numbers, before a person says that they may: named are order, field and character', async () => {
    const { ids, papers, make, linesOf } = await desk({
      A: { product: { sku: 'MUG-10', name: 'Scarab 𓆣' }, shipment: { provider: 'Post \uE000', trackingNumber: 'RB1' } }, B: { product: { sku: 'MUG-10', name: 'Scarab 𓆣' }, shipment: { provider: 'Post \uE000', trackingNumber: 'RB2\uE001' } },
      C: { product: { sku: 'BOWL-\uFFFD', color: '𓀀' }, shipment: { provider: 'UPS', trackingNumber: 'RB3' } }, D: { product: { sku: 'CUP' }, shipment: { provider: 'UPS', trackingNumber: 'RB4' } }
    })
    const saidBy = ({ lacking }: Awaited<ReturnType<DeskPapers['make']>>): string[] => (lacking ?? []).flatMap((one) => one.lacking.map(({ field, characters }) => `${one.joomId} ${field} ${characters.join('')}`))
    const list = await make('pick_list')
    expect(deskPaper.parse(list)).toEqual(list)
    expect([list.pages, list.url, saidBy(list)]).toEqual([0, '', ['A goods 𓆣', 'C sku \uFFFD', 'C color 𓀀']])
    await expect(papers.pdf(list.id)).rejects.toMatchObject({ code: 'paper_missing' })
    expect(saidBy(await make('hand_over'))).toEqual(['A carrier \uE000', 'B tracking_number \uE001'])
    expect((await make('hand_over', 'a4')).pages).toBe(0)
    const all = [...ids.values()]
    const made = await papers.make({ kind: 'pick_list', orderIds: all, run: null, paper: 'a4', start: 1, asNumbers: true })
    expect([made.missing, made.lacking]).toEqual([['\uFFFD', '𓀀', '𓆣'], undefined])
    expect((await linesOf(made.id))[0]).toContain('Cannot be printed: U+FFFD, U+13000, U+131A3')
    // Whose goods all have fonts is not asked.
    const plain = await papers.make({ kind: 'pick_list', orderIds: all.slice(3), run: null, paper: 'a4', start: 1 })
    expect([plain.pages, plain.lacking]).toEqual([1, undefined])
  })

  it('list the goods by SKU in natural order, with how many and for which places', async () => {
    const { make, linesOf, jobs, papers, folder } = await desk({
      A: { product: { sku: 'MUG-10' }, quantity: 2 }, B: { product: { sku: 'MUG-9' } }, C: { product: { sku: 'MUG-10' } }, D: { product: { sku: 'MUG-10' }, quantity: null }, E: { product: { sku: 'MUG-9' } }, F: { product: { sku: 'MUG-9' } }, G: { product: { sku: 'MUG-10' }, state: 'REFUNDED' }
    })
    for (const paper of papersOf.pick_list) {
      const made = await make('pick_list', paper)
      expect(deskPaper.parse(made)).toEqual(made)
      expect([made.orders, made.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`), made.missing]).toEqual([6, ['G not_to_ship'], []])
      const [page] = await linesOf(made.id)
      const skus = page!.filter((line) => line.startsWith('MUG'))
      expect(skus).toEqual(['MUG-9', 'MUG-10'])
      expect(page).toEqual(expect.arrayContaining(['3×', '3+?×', '2, 5, 6', '1 (2×), 3, 4 (?×)', '2 kinds of goods, 6 pieces, 6 orders']))
    }
    const made = await make('pick_list')
    await papers.print({ id: made.id, printer: 'Zebra', copies: 1 })
    expect(jobs[0]).toMatchObject({ printer: 'Zebra', media: 'a4', title: 'Packbench pick-list' })
    const path = join(tempFolder(), 'list.pdf')
    await papers.save(made.id, path)
    expect(readFileSync(path).equals(Buffer.from(await papers.pdf(made.id)))).toBe(true)
    await papers.clear()
    expect(existsSync(folder)).toBe(false)
    await expect(papers.pdf(made.id)).rejects.toMatchObject({ code: 'paper_missing' })
  })

  it('keep goods apart that share a SKU and differ in colour or size', async () => {
    const { make, linesOf } = await desk({
      A: { product: { sku: 'SOCKS', color: 'Coral', size: 'L' } }, B: { product: { sku: 'SOCKS', color: 'Blue', size: 'M' }, quantity: 2 }, C: { product: { sku: 'SOCKS', color: 'Coral', size: 'L', name: 'Renamed' } }
    })
    const [page] = await linesOf((await make('pick_list')).id)
    expect(page!.filter((line) => ['SOCKS', 'Blue · M', 'Coral · L', '2×', '2 (2×)', '1, 3'].includes(line))).toEqual(['2×', 'SOCKS', 'Blue · M', '2 (2×)', '2×', 'SOCKS', 'Coral · L', '1, 3'])
  })

  it('are made of the orders as Joom has them by now, and neither printed nor saved where one that is on them has changed since', async () => {
    const { make, linesOf, jobs, papers, atJoom } = await desk({ A: { product: { sku: 'MUG-1' } }, B: { product: { sku: 'MUG-2' } }, C: { product: { sku: 'MUG-3' } } })
    atJoom['A'] = { state: 'REFUNDED' }
    const list = await make('pick_list')
    expect([list.orders, list.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([2, ['A not_to_ship']])
    expect((await linesOf(list.id))[0]).not.toContain('MUG-1')
    // What is not on it may change as it likes.
    atJoom['A'] = { state: 'REFUNDED', quantity: 9 }
    await papers.print({ id: list.id, printer: 'Zebra', copies: 1 })
    atJoom['B'] = { quantity: 2 }
    const changed = { code: 'paper_changed', params: { n: 1 } }
    await expect(papers.print({ id: list.id, printer: 'Zebra', copies: 1 })).rejects.toMatchObject(changed)
    await expect(papers.save(list.id, join(tempFolder(), 'list.pdf'))).rejects.toMatchObject(changed)
    expect(jobs).toHaveLength(1)
    await papers.print({ id: (await make('pick_list')).id, printer: 'Zebra', copies: 1 })
    expect(jobs).toHaveLength(2)
  })

  it('have nothing of an order of which Joom’s answer speaks against what is known, and do not leave once it does', async () => {
    const { make, jobs, papers, doubts } = await desk({ A: { product: { sku: 'MUG-1' } }, B: { product: { sku: 'MUG-2' } } })
    doubts.set('A', 'gone')
    const list = await make('pick_list')
    expect(deskPaper.parse(list)).toEqual(list)
    expect([list.orders, list.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([1, ['A gone']])
    doubts.set('B', 'doubted')
    await expect(papers.print({ id: list.id, printer: 'Zebra', copies: 1 })).rejects.toMatchObject({ code: 'paper_doubted', params: { n: 1, orders: 'B' } })
    expect(jobs).toEqual([])
    doubts.clear()
    await papers.print({ id: list.id, printer: 'Zebra', copies: 1 })
    expect(jobs).toHaveLength(1)
  })

  it('hand nothing to the courier that is not to go out any more', async () => {
    const shipped = (trackingNumber: string): Given => ({ state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber } })
    const { make, linesOf } = await desk({ A: shipped('T1'), B: { ...shipped('T2'), state: 'REFUNDED' }, C: { state: 'REFUNDED' } })
    const list = await make('hand_over')
    expect([list.orders, list.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([1, ['B not_to_ship', 'C not_to_ship']])
    expect((await linesOf(list.id)).flat()).not.toContain('T2')
  })

  it('hand over what Joom says by now, and no list leaves once a parcel on it is another’s, is called back or has another number', async () => {
    const shipped = (trackingNumber: string): Given => ({ state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber } })
    const { make, linesOf, jobs, papers, atJoom, doubts } = await desk({ A: shipped('T1'), B: shipped('T2'), C: shipped('T3'), D: { state: 'APPROVED' } })
    atJoom['A'] = { state: 'REFUNDED' }
    atJoom['B'] = shipped('T2B')
    const list = await make('hand_over')
    expect([list.orders, list.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([2, ['A not_to_ship', 'D no_tracking_number']])
    const said = (await linesOf(list.id)).flat()
    expect([said.includes('T1'), said.includes('T2'), said.includes('T2B'), said.includes('T3')]).toEqual([false, false, true, true])
    // What is not on it, and what it does not say, may change.
    atJoom['D'] = shipped('T4')
    atJoom['C'] = { ...shipped('T3'), quantity: 3 }
    await papers.print({ id: list.id, printer: 'Laser', copies: 1 })
    expect(jobs).toHaveLength(1)
    for (const change of [{ ...shipped('T3'), state: 'REFUNDED' }, shipped('T3B'), { state: 'SHIPPED', shipment: { provider: 'EMS', trackingNumber: 'T3' } }] satisfies Given[]) {
      const fresh = await make('hand_over')
      atJoom['C'] = change
      await expect(papers.print({ id: fresh.id, printer: 'Laser', copies: 1 })).rejects.toMatchObject({ code: 'paper_changed', params: { n: 1 } })
      await expect(papers.save(fresh.id, join(tempFolder(), 'list.pdf'))).rejects.toMatchObject({ code: 'paper_changed' })
      atJoom['C'] = shipped('T3')
    }
    const last = await make('hand_over')
    doubts.set('B', 'gone')
    await expect(papers.print({ id: last.id, printer: 'Laser', copies: 1 })).rejects.toMatchObject({ code: 'paper_doubted', params: { n: 1, orders: 'B' } })
    expect(jobs).toHaveLength(1)
  })

  it('say who hands over: each store with its own address, or else with that of the settings', async () => {
    const shipped: Given = { state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: 'RB123456785GB' } }
    const { papers, linesOf, storage, ids, clock } = await desk({ A: shipped })
    const list = async (orderIds: readonly OrderId[]): Promise<string[]> => (await linesOf((await papers.make({ kind: 'hand_over', orderIds, run: null, paper: 'a4', start: 1 })).id)).flat()
    const alone = await list([...ids.values()])
    expect(alone).toEqual(expect.arrayContaining(['Nordlicht', 'Lagoon & Sons', 'Hamburg']))
    const other = await storage.connections.insert({ name: 'Südlicht', returnAddress: 'südlicht\nSeestraße 4\n8002 Zürich', environment: 'production', address: '', storeId: 'z', clientId: 'c', createdAt: clock.now })
    await storage.orders.take(other, [received('Z', { ...shipped, shipment: { provider: 'DHL', trackingNumber: 'RB987654321GB' } })], [], clock.now)
    const [theirs] = await storage.printRuns.withJoomId('Z')
    const both = await list([...ids.values(), theirs!])
    expect(both).toEqual(expect.arrayContaining(['Nordlicht · Lagoon & Sons · Hamburg', 'Südlicht · Seestraße 4 · 8002 Zürich']))
    for (const [number, named] of [['RB123456785GB', 'Nordlicht'], ['RB987654321GB', 'Südlicht']] as const) expect(both[both.indexOf(number) + 1]).toMatch(new RegExp(`· ${named}$`, 'u'))
    expect(await list([theirs!])).toEqual(expect.arrayContaining(['Südlicht', 'Seestraße 4', '8002 Zürich', 'RB987654321GB']))
    expect((await list([theirs!])).join()).not.toMatch(/Lagoon|südlicht/u)
  })

  it('declare nothing under another tracking number than the order’s, nor what is not known of its goods any more', async () => {
    const { storage, store, clock, make, jobs, papers, atJoom } = await desk({ A: { product: { sku: 'MUG' }, shipment: { trackingNumber: 'RB1' } }, B: { product: { sku: 'CUP' } } })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }, { sku: 'CUP', data: mug }], clock.now)
    const first = await make('customs', 'a4')
    await papers.print({ id: first.id, printer: 'Zebra', copies: 1 })
    expect([first.orders, jobs.length]).toEqual([2, 1])
    const changed = { code: 'paper_changed', params: { n: 1 } }
    atJoom['A'] = { shipment: { trackingNumber: 'RB2' } }
    await expect(papers.print({ id: first.id, printer: 'Zebra', copies: 1 })).rejects.toMatchObject(changed)
    const second = await make('customs', 'a4')
    await storage.customs.keep(store, [{ sku: 'CUP', data: { ...mug, value: '9' } }], clock.now)
    await expect(papers.save(second.id, join(tempFolder(), 'form.pdf'))).rejects.toMatchObject(changed)
    expect(jobs).toHaveLength(1)
    await papers.print({ id: (await make('customs', 'a4')).id, printer: 'Zebra', copies: 1 })
  })

  it('declare nothing to an address that is not the order’s any more', async () => {
    const { storage, store, clock, make, jobs, papers, atJoom } = await desk({ A: { product: { sku: 'MUG' } } })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    const form = await make('customs', '100x150')
    expect(form.orders).toBe(1)
    atJoom['A'] = { shipTo: { street1: '2 Other St' } }
    await expect(papers.print({ id: form.id, printer: 'Zebra', copies: 1 })).rejects.toMatchObject({ code: 'paper_changed' })
    expect(jobs).toEqual([])
  })

  it('count the parcels of each carrier for its signature, each number once', async () => {
    const ship = (provider: string, trackingNumber: string | null): Given => ({ state: 'SHIPPED', shipment: { provider, trackingNumber } })
    const { make, linesOf } = await desk({ A: ship('EMS', 'EE1'), B: ship('China Post', 'RB1'), C: ship('EMS', 'EE1'), D: ship('EMS', null), E: ship('EMS', 'EE2') })
    const made = await make('hand_over')
    expect([made.orders, made.pages, made.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([4, 2, ['D no_tracking_number']])
    const [post, ems] = await linesOf(made.id)
    expect(post).toEqual(expect.arrayContaining(['China Post', 'RB1', '1 parcel handed over', 'Handed over by', 'Taken over by', 'Signature', 'Lagoon & Sons']))
    expect(ems).toEqual(expect.arrayContaining(['EMS', 'EE1', 'EE2', '2 parcels handed over']))
    expect(ems!.filter((line) => line === 'EE1')).toHaveLength(1)
  })

  it('sum up a run at its places, with what it left out', async () => {
    const { make, linesOf, storage, ids, clock } = await desk({ A: { quantity: 3 }, B: {} })
    const sheet = (position: number, joomId: string) => ({ position, orderId: ids.get(joomId)!, joomId, pickCode: 'K0000000', recipient: null, store: 'Nordlicht', environment: 'production' as const, page: 1, pages: 1, copy: 1, missing: [], hash: '00000000' })
    const run = await storage.printRuns.create({ createdAt: clock.now, kind: 'packing_slip', paper: 'a4', pages: 2, sheets: [sheet(1, 'B'), sheet(2, 'A')], leftOut: [{ orderId: ids.get('A')!, joomId: 'GONE', reason: 'not_to_ship', characters: [] }] }, { at: clock.now, actor: null, takes: [] })
    const made = await make('summary', '80mm', run)
    const text = (await linesOf(made.id)).flat()
    expect(text).toEqual(expect.arrayContaining(['Run 1', 'Recipient of A', 'Recipient of B', 'Not in this run (1)', 'GONE', 'not to be shipped any more']))
    expect(text.indexOf('Recipient of B')).toBeLessThan(text.indexOf('Recipient of A'))
    // How it came out, as far as a person has said.
    expect(text).toEqual(expect.arrayContaining(['How it came out', 'Still to print (2)', '1, 2']))
    expect(text.join()).not.toMatch(/Good|Thrown away/)
    await storage.printRuns.begin(run, ['prepared'], { at: clock.now, actor: null, printer: 'Zebra', copies: 1 })
    const part = await storage.printRuns.beginPart(run, { file: 1, first: 1, last: 2, sheets: 2, firstPage: 1, lastPage: 2, copies: 1, printer: 'Zebra' }, clock.now)
    await storage.printRuns.handed(part, 'Zebra-1', { at: clock.now, actor: null, kept: false, known: 'Zebra' })
    await storage.printRuns.turn(run, ['printing'], 'handed', { at: clock.now, actor: null })
    await storage.printRuns.judge(run, { kind: 'stopped', at: 2, nothingAfter: false }, { at: clock.now, actor: null })
    const later = (await linesOf((await make('summary', 'a4', run)).id)).flat()
    expect(later).toEqual(expect.arrayContaining(['Good (1)', 'Still to print (1)']))
    await expect(make('summary')).rejects.toMatchObject({ code: 'run_missing' })
  })

  it('declare to customs what is kept of the goods, on the form that fits, and name what keeps a form from being made', async () => {
    const { make, linesOf, storage, store, clock, ids, papers } = await desk({
      A: { product: { sku: 'MUG' }, quantity: 2, shipTo: { name: 'Ada', phone: '+49 1' } }, B: { product: { sku: 'NEW' } }, C: { product: { sku: null } }, D: { product: { sku: 'MUG' }, quantity: null }, E: { product: { sku: 'MUG' }, quantity: 60 }
    })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    const label = await make('customs', '100x150')
    // What is scanned from it is judged as a slip is.
    const codes = (await Promise.all((await renderPages(await papers.pdf(label.id), 203)).map((raster) => readCodes(raster)))).flat().map(({ text }) => text)
    const check = (text: string) => checkPaper({ orders: storage.printRuns, withJoomId: () => Promise.resolve([ids.get('A')!]), shownOn: () => Promise.resolve(null), withPickCode: () => Promise.resolve([]), papersOf: () => Promise.resolve([]) }, text, null)
    expect(await Promise.all(codes.map(async (code) => (await check(code)).verdict)).then((verdicts) => verdicts.sort())).toEqual(['current', 'not_ours'])
    expect([label.orders, label.pages, label.leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)]).toEqual([1, 1, ['B no_customs', 'C no_sku', 'D no_quantity', 'E needs_cn23']])
    const [form] = await linesOf(label.id)
    expect(form).toEqual(expect.arrayContaining(['CN 22', '691200\u00A0CN', '1']))
    const said = form!.join(' ').replaceAll(/\s+/gu, ' ')
    for (const part of ['2 × Stoneware mug, hand glazed', '0.760 kg', '15.00 EUR', 'I, the undersigned']) expect(said).toContain(part)
    const page = await make('customs', 'a4')
    expect([page.orders, page.pages]).toEqual([2, 2])
    const [first, second] = await linesOf(page.id)
    expect(first).toEqual(expect.arrayContaining(['CN 23', 'Ada', 'Lagoon & Sons', 'Hamburg', 'UNITED STATES', '+49 1']))
    expect(second!.join(' ')).toContain('450.00')
  })

  it('make one form of orders that share a parcel, and none where one of them is not known', async () => {
    const joint = (sku: string): Given => ({ state: 'SHIPPED', product: { sku }, shipTo: { name: 'Ada' }, shipment: { provider: 'DHL', trackingNumber: 'RB123456785CN' } })
    const { make, linesOf, storage, store, clock } = await desk({ A: joint('MUG'), B: joint('SOCK') })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    expect((await make('customs', 'a5')).leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)).toEqual(['A of_its_parcel', 'B no_customs'])
    await storage.customs.keep(store, [{ sku: 'SOCK', data: { ...mug, description: 'Knitted wool socks', hsCode: '611594', value: '4' } }], clock.now)
    const made = await make('customs', 'a5')
    expect([made.orders, made.pages]).toEqual([2, 1])
    const said = (await linesOf(made.id)).flat().join(' ')
    for (const part of ['Knitted wool socks', 'Stoneware mug', '11.50', 'RB123456785CN']) expect(said).toContain(part)
  })

  it('name of a form that would not be whole every order of its parcel, and what does not fit or cannot be drawn', async () => {
    const joint = (sku: string, name: string): Given => ({ state: 'SHIPPED', product: { sku }, shipTo: { name, street1: 'Long Street 7', country: 'DE' }, shipment: { provider: 'DHL', trackingNumber: `RB12345678${String(name.length)}CN` } })
    const { make, papers, storage, store, clock, file } = await desk({ A: joint('MUG', 'Ann 𓀀'), B: joint('MUG', 'Ann 𓀀'), C: joint('MUG', 'Zoë '.repeat(120)), D: joint('MUG', 'Dora') })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    const made = await make('customs', 'a4')
    expect(deskPaper.parse(made)).toEqual(made)
    expect([made.orders, made.pages]).toEqual([1, 1])
    expect(made.leftOut).toMatchObject([
      { joomId: 'A', reason: 'cannot_be_made', characters: ['𓀀'], lacking: [{ field: 'name', characters: ['𓀀'] }], values: [] }, { joomId: 'B', reason: 'cannot_be_made', characters: ['𓀀'], lacking: [{ field: 'name', characters: ['𓀀'] }], values: [] }, { joomId: 'C', reason: 'cannot_be_made', characters: [], values: [expect.stringContaining('Zoë')] }
    ])
    // The story of an order does not tell of a form that there is not.
    await papers.print({ id: made.id, printer: 'Zebra', copies: 1 })
    const told = readDatabase(file, (database) => database.prepare("SELECT joom_id FROM history JOIN orders ON orders.id = history.order_id WHERE kind LIKE 'paper%'").all())
    expect(told.map((one) => one['joom_id'])).toEqual(['D'])
  })

  it('carry the bench’s commands as codes that nothing else is', async () => {
    const { make, papers } = await desk({})
    const made = await make('commands')
    const [raster] = await renderPages(await papers.pdf(made.id), 203)
    const codes = (await readCodes(raster!)).map(({ text }) => text)
    expect(codes.map(readCommandCode).sort()).toEqual([...benchCommands].sort())
    for (const code of codes) expect([/^C-[A-Z]+-[0-9A-Z]$/u.test(code), isPickCode(code), readSheetCode(code)]).toEqual([true, false, null])
    expect(readCommandCode(commandCodeOf('next').replace('NEXT', 'NEXX'))).toBeNull()
  })

  it('make no CN 23 that does not say who sends and whom it goes to, and no form of nothing', async () => {
    const given = { A: { product: { sku: 'MUG' } }, B: { product: { sku: 'MUG' }, quantity: 0 }, C: { product: { sku: 'MUG' }, shipTo: { name: '\u200b' } }, D: { product: { sku: 'MUG' }, shipTo: { country: null } } }
    const reasonsOf = ({ leftOut }: Awaited<ReturnType<DeskPapers['make']>>): string[] => leftOut.map(({ joomId, reason }) => `${joomId} ${reason}`)
    const { storage, store, clock, make } = await desk(given)
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    expect(reasonsOf(await make('customs', 'a4'))).toEqual(['B no_quantity', 'C no_recipient', 'D no_recipient'])
    // A CN 22 goes on the parcel beside the address.
    expect(reasonsOf(await make('customs', '100x150'))).toEqual(['B no_quantity'])
    const nobody = await desk({ A: given.A }, '')
    await nobody.storage.customs.keep(nobody.store, [{ sku: 'MUG', data: mug }], clock.now)
    expect(reasonsOf(await nobody.make('customs', 'a4'))).toEqual(['A no_sender'])
  })

  it('stand in the history when they leave, with no word of whose they are: a customs form in the story of each order that has one', async () => {
    const given = (name: string): Given => ({ product: { sku: 'MUG' }, shipTo: { name, street1: 'Long Street 7', country: 'DE' } })
    const { make, papers, storage, store, clock, ids, file, troubles } = await desk({ A: given('Ann Arbor'), B: given('Bea Bear'), C: { ...given('Cy Cyan'), product: { sku: null } } })
    await storage.customs.keep(store, [{ sku: 'MUG', data: mug }], clock.now)
    const entries = () => readDatabase(file, (database) => database.prepare("SELECT kind, params, order_id, actor FROM history WHERE kind LIKE 'paper%' ORDER BY id").all())
      .map((entry): Record<string, unknown> => ({ ...entry, params: JSON.parse(String(entry['params'])) as unknown }))
    const [list, form] = [await make('pick_list'), await make('customs')]
    expect(entries()).toEqual([])
    const hash = async (id: number): Promise<string> => createHash('sha256').update(await papers.pdf(id)).digest('hex')
    const said = { kind: 'pick_list', hash: await hash(list.id), copies: 1 }
    await papers.print({ id: list.id, printer: 'folder:a', copies: 1 })
    await papers.save(list.id, join(tempFolder(), 'list.pdf'))
    troubles.push(new Trouble({ code: 'printer_missing' }), new Error('cut off'), new Trouble({ code: 'label_cut_off', params: { handed: 1, of: 3 } }))
    for (const _ of [1, 2, 3]) await expect(papers.print({ id: list.id, printer: 'Zebra', copies: 1 })).rejects.toThrow()
    expect(entries()).toEqual([
      { kind: 'paper_handed', params: { ...said, printer: 'Print here' }, order_id: null, actor: 'Ayşe' }, { kind: 'paper_saved', params: said, order_id: null, actor: 'Ayşe' },
      { kind: 'paper_unknown', params: { ...said, printer: 'Zebra' }, order_id: null, actor: 'Ayşe' }, { kind: 'paper_unknown', params: { ...said, printer: 'Zebra' }, order_id: null, actor: 'Ayşe' }
    ])
    await papers.print({ id: form.id, printer: 'Zebra', copies: 2 })
    const told = entries().slice(4)
    expect(told).toEqual(['A', 'B'].map((joomId) => ({ kind: 'paper_handed', params: { kind: 'customs', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, copies: 2, printer: 'Zebra' }, order_id: ids.get(joomId), actor: 'Ayşe' })))
    expect(await storage.orders.history(ids.get('A')!)).toMatchObject([{ kind: 'paper_handed', params: { kind: 'customs' } }, {}])
    expect(JSON.stringify(entries())).not.toMatch(/Arbor|Bear|Long Street/)
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole' })
  })

  it('are made for the printer that they go to: its dots, and codes as wide as its scanner needs', async () => {
    const { papers, jobs } = await desk({})
    const narrowest = async (dpi: number, printer?: string): Promise<number> => {
      const made = await papers.make({ kind: 'commands', orderIds: [], run: null, paper: 'a4', start: 1, printer })
      const [page] = await renderPages(await papers.pdf(made.id), dpi)
      const [code] = await readCodes(page!, ['Code128'])
      return Math.min(...runsOf(page!, Math.round((code!.top + code!.bottom) / 2), code!.left, code!.right + 1).slice(1, -1).map(({ length }) => length))
    }
    expect([await narrowest(203), await narrowest(300, 'Fine'), await narrowest(203, 'Coarse')]).toEqual([3, 4, 5])
    const ofLabels = await papers.make({ kind: 'calibration', orderIds: [], run: null, paper: '100x150', start: 1, printer: 'label-printer:a' })
    const ofOthers = await papers.make({ kind: 'calibration', orderIds: [], run: null, paper: '100x150', start: 1 })
    expect(ofLabels.pages).toBeLessThan(ofOthers.pages)
    await papers.print({ id: ofLabels.id, printer: 'label-printer:a', copies: 1 })
    expect(jobs).toMatchObject([{ printer: 'label-printer:a', media: '100x150', unmoved: true }])
    // Where a scanner needs wide bars, narrow paper has no room for them.
    await expect(papers.make({ kind: 'commands', orderIds: [], run: null, paper: '100x150', start: 1, printer: 'Coarse' })).rejects.toMatchObject({ code: 'paper_narrow' })
    // Nothing goes to a printer that it was not made for.
    const card = await papers.make({ kind: 'commands', orderIds: [], run: null, paper: 'a4', start: 1, printer: 'Zebra' })
    for (const printer of ['Fine', 'Coarse']) await expect(papers.print({ id: card.id, printer, copies: 1 })).rejects.toMatchObject({ code: 'paper_unfit' })
    expect(jobs).toHaveLength(1)
    await papers.print({ id: card.id, printer: 'Other', copies: 1 })
    expect(jobs).toHaveLength(2)
  })

  it('have paper for each kind, and no page where there is nothing to print', async () => {
    for (const kind of deskPapers) expect(papersOf[kind].length).toBeGreaterThan(0)
    const { make } = await desk({})
    expect(await make('pick_list')).toMatchObject({ pages: 0, url: '', orders: 0 })
  })
})
