import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { backUpFile } from '../../../electron/storage/backups.ts'
import { isAsOpened, wasOpened } from '../../../electron/storage/last-look.ts'
import { openStorage, type Storage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const now = 1_800_000_000_000
const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const project = join(import.meta.dirname, '../../..')
const frame = 24 + 8192
const ends = ['', '-wal', '-shm', '-look'] as const

function open(file: string): Storage {
  const storage = openStorage(file, { now: () => now, random: seededRandom() })
  onTestFinished(() => storage.close())
  return storage
}

/** A shop at work: five orders and a command that is due are in its file, ten orders more came since, each with a commit of its own, and are in the log alone. */
async function atWork() {
  const test = await testStorage()
  const { store, clock } = test
  await test.storage.orders.take(store, Array.from({ length: 5 }, (_, n) => received(`O${String(n)}`)), [], clock.now)
  const [orderId] = await test.storage.orderList.ids(all, clock.now)
  await test.storage.commands.submit([{ orderId: orderId!, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'TRACK1', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
  await test.storage.commands.promote(clock.now)
  const storage = await test.reopen()
  for (let n = 5; n < 15; n++) await storage.orders.take(store, [received(`O${String(n)}`)], [], clock.now)
  await storage.searchIndex.catchUp()
  return { ...test, storage }
}

/** What would be there if the program ended now, out of order. */
function killed(file: string): string {
  const copy = join(tempFolder(), basename(file))
  for (const end of ends) if (existsSync(file + end)) copyFileSync(file + end, copy + end)
  if (isAsOpened(file)) wasOpened(copy)
  return copy
}

let remains: Promise<{ readonly files: readonly Buffer[]; readonly store: ConnectionId }> | null = null
/** The same of a shop at work, made once: each has files of its own. */
async function remainsOfWork() {
  remains ??= atWork().then(({ file, store }) => ({ files: ends.map((end) => readFileSync(file + end)), store }))
  const { files, store } = await remains
  const copy = join(tempFolder(), 'packbench.db')
  ends.forEach((end, nth) => { writeFileSync(copy + end, files[nth]!) })
  wasOpened(copy)
  return { copy, store }
}

const change = (path: string, how: (bytes: Buffer) => void): void => {
  const bytes = readFileSync(path)
  how(bytes)
  writeFileSync(path, bytes)
}
const log = (how: (bytes: Buffer) => void) => (file: string): void => { change(`${file}-wal`, how) }
const at = (nth: number, byte: number): number => 32 + nth * frame + byte
const filesAside = (file: string): readonly string[] => (existsSync(join(dirname(file), 'set-aside')) ? readdirSync(join(dirname(file), 'set-aside')) : [])

describe('a log that was lost', () => {
  it.each<readonly [string, (file: string) => void]>([
    ['is gone', (file) => { rmSync(`${file}-wal`) }],
    ['is gone with what stood beside it', (file) => { for (const end of ['-wal', '-shm']) rmSync(file + end) }],
    ['was emptied', (file) => { truncateSync(`${file}-wal`, 0) }],
    ['was cut within its header', (file) => { truncateSync(`${file}-wal`, 20) }],
    ['was cut before its first page', (file) => { truncateSync(`${file}-wal`, 32 + 100) }],
    ['has a damaged header', log((bytes) => bytes.writeUInt32BE(7, 12))],
    ['has no header any more', log((bytes) => bytes.fill(0, 0, 32))],
    ['is damaged in its first page', log((bytes) => bytes.writeUInt32BE(0xdeadbeef, at(0, 24 + 100)))],
    ['is damaged in the middle of a page', log((bytes) => bytes.writeUInt32BE(0xdeadbeef, at(7, 24 + 4000)))],
    ['is damaged where a page begins', log((bytes) => bytes.fill(0, at(7, 0), at(7, 24)))],
    ['was zeroed in the middle', log((bytes) => bytes.fill(0, at(6, 500), at(9, 500)))],
    ['was zeroed whole', log((bytes) => bytes.fill(0))]
  ])('that %s is told, with what is left set aside as it was, and nothing of what is left is sent unread', async (_what, wound) => {
    const { copy, store } = await remainsOfWork()
    wound(copy)
    const left = ['', '-wal'].map((end) => (existsSync(copy + end) ? readFileSync(copy + end) : null))
    const storage = open(copy)
    const told = await storage.restorations.unread()
    expect(told).toMatchObject({ at: now, why: 'log', commands: 1, refunds: 0 })
    const aside = join(told?.aside ?? '', basename(copy))
    expect(['', '-wal'].map((end) => (existsSync(aside + end) ? readFileSync(aside + end) : null))).toEqual(left)
    expect((await storage.orderList.ids(all, now)).length).toBeGreaterThanOrEqual(5)
    expect([await storage.commands.due([store], now, 10), (await storage.commands.unknown([store], now, 10)).length]).toEqual([[], 1])
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole' })
    await storage.close()
    await open(copy).close()
    expect(filesAside(copy)).toHaveLength(1)
  })

  it('after some of it had come into the file is told where those who had it open say so', async () => {
    const { file, storage, store } = await atWork()
    readDatabase(file, (database) => database.exec('PRAGMA wal_checkpoint(PASSIVE)'))
    await storage.orders.take(store, [received('Since')], [], now)
    for (const wound of [(copy: string) => { rmSync(`${copy}-wal`) }, (copy: string) => { truncateSync(`${copy}-wal`, 0) }]) {
      const copy = killed(file)
      wound(copy)
      const again = open(copy)
      expect(await again.restorations.unread()).toMatchObject({ why: 'log' })
      expect(await again.orderList.ids(all, now)).toHaveLength(15)
    }
  })

  it('takes nothing back that the file has already: what is left of it is older than that', async () => {
    const { file } = await atWork()
    readDatabase(file, (database) => database.exec('PRAGMA wal_checkpoint(PASSIVE)'))
    const copy = killed(file)
    log((bytes) => bytes.writeUInt32BE(0xdeadbeef, at(5, 24 + 4000)))(copy)
    const storage = open(copy)
    expect(await storage.restorations.unread()).toMatchObject({ why: 'log' })
    expect(await storage.orderList.ids(all, now)).toHaveLength(15)
  })

  it('with a file that is damaged too is answered with the newest good backup', async () => {
    const { file } = await atWork()
    const copy = killed(file)
    const backup = backUpFile(copy, 'daily', now - 1000)
    const wounded = killed(file)
    for (const end of ['', '-shm', '-look']) copyFileSync(wounded + end, copy + end)
    wasOpened(copy)
    change(copy, (bytes) => bytes.fill(0, 8192 * 2, 8192 * 30))
    wasOpened(copy)
    expect(await open(copy).restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
  })
})

describe('nothing is told', () => {
  it.each<readonly [string, (file: string) => void]>([
    ['a log that is whole, as the end of the program alone leaves it', () => undefined],
    ['one whose last page is torn, as a power cut leaves it', (file) => { change(`${file}-wal`, (bytes) => bytes.fill(0, bytes.length - 3000)) }],
    ['one that ends within a page', (file) => { truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 3000) }],
    ['one whose end was never written', (file) => { change(`${file}-wal`, (bytes) => bytes.fill(0, bytes.length - 2 * frame)) }],
    ['one behind which something else stands', (file) => { writeFileSync(`${file}-wal`, Buffer.concat([readFileSync(`${file}-wal`), Buffer.alloc(3 * frame, 7)])) }],
    ['one that another program has brought into the file', (file) => { readDatabase(file, (database) => database.prepare('SELECT count(*) FROM orders').get()) }]
  ])('of %s', async (_what, happens) => {
    const { copy } = await remainsOfWork()
    happens(copy)
    const storage = open(copy)
    expect([await storage.restorations.unread(), filesAside(copy)]).toEqual([null, []])
    expect((await storage.orderList.ids(all, now)).length).toBeGreaterThanOrEqual(13)
  })

  it('of a log that was begun anew, behind which its older round stands', async () => {
    const { file, storage, store } = await atWork()
    readDatabase(file, (database) => database.exec('PRAGMA wal_checkpoint(RESTART)'))
    await storage.orders.take(store, [received('Since')], [], now)
    const copy = killed(file)
    const again = open(copy)
    expect([await again.restorations.unread(), (await again.orderList.ids(all, now)).length]).toEqual([null, 16])
  })

  it('of a log that was brought into the file and cut, as after an erasure', async () => {
    const { file } = await atWork()
    readDatabase(file, (database) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
    const copy = killed(file)
    expect(readFileSync(`${copy}-wal`)).toHaveLength(0)
    const again = open(copy)
    expect([await again.restorations.unread(), (await again.orderList.ids(all, now)).length]).toEqual([null, 15])
  })

  it('of a program that did nothing, and that closed without a word', async () => {
    const { file, storage } = await testStorage()
    await storage.close()
    // Its connection ends with it, as that of a thread that ends does.
    const sudden = killed(file)
    await open(sudden).close()
    const copy = killed(sudden)
    wasOpened(copy)
    const database = new DatabaseSync(copy)
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = ${String(database.prepare('PRAGMA user_version').get()?.['user_version'])}`)
    database.close()
    expect(await open(copy).restorations.unread()).toBeNull()
  })
})

it('the program that SIGKILL ended: its log is whole and nothing is told; without it, it is', async () => {
  const file = join(tempFolder(), 'packbench.db')
  await open(file).close()
  const program = `
    const { openStorage } = await import(${JSON.stringify(pathToFileURL(join(project, 'electron/storage/storage.ts')).href)})
    const storage = openStorage(${JSON.stringify(file)}, { now: () => ${String(now)}, random: Math.random })
    for (let n = 0; ; n++) {
      await storage.connections.insert({ name: 'Store ' + n, environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's' + n, clientId: 'c', createdAt: ${String(now)} })
      if (n === 3) console.log('at work')
      await new Promise(setImmediate)
    }`
  const child = spawn(join(project, 'node_modules/.bin/node'), ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const without = killed(file)
  rmSync(`${without}-wal`)
  const storage = open(file)
  expect(await storage.restorations.unread()).toBeNull()
  expect((await storage.connections.list()).length).toBeGreaterThanOrEqual(4)
  const lost = open(without)
  expect([await lost.restorations.unread(), await lost.connections.list()]).toMatchObject([{ why: 'log' }, []])
})
