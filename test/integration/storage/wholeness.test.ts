import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUpFile, backupsOf, listBackups } from '../../../electron/storage/backups.ts'
import { checkFile } from '../../../electron/storage/check-file.ts'
import { checkOnThread } from '../../../electron/storage/check-thread.ts'
import { depthOf, suspect, wasLeft } from '../../../electron/storage/last-look.ts'
import { openStorageOnThread } from '../../../electron/storage/storage-thread.ts'
import { received } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { testStorage } from '../../support/storage.ts'

const workers = join(import.meta.dirname, '../../../electron/storage')
const everything = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const day = 86_400_000
const damage = expect.objectContaining({ name: 'Trouble', code: 'storage_damaged' }) as unknown
const order = (n: number, number = `TRACK-${String(n).padStart(4, '0')}`, lastUpdated = 1) => received(`O${String(n)}`, { state: 'SHIPPED', lastUpdated, shipment: { provider: 'DHL', trackingNumber: number } })

/** A database that was left in order, a backup of it, and a disk that decays: it leaves no trace in the file's own time. */
async function left(orders = 400) {
  const test = await testStorage()
  const { file, storage, store, clock } = test
  clock.now = Date.now()
  await storage.orders.take(store, Array.from({ length: orders }, (_, n) => order(n)), [], clock.now)
  await storage.searchIndex.catchUp()
  const ids = await storage.orderList.ids(everything, clock.now)
  await storage.close()
  const backup = backUpFile(file, 'daily', clock.now)
  utimesSync(file, 1e9, 1e9)
  wasLeft(file)
  const decay = (change: (bytes: Buffer) => void): void => {
    const bytes = readFileSync(file)
    change(bytes)
    writeFileSync(file, bytes)
    utimesSync(file, 1e9, 1e9)
  }
  return { ...test, ids, backup, decay }
}

type Place = readonly [from: number, to: number]
/** Where the leaves of a table or an index stand in the file. */
const pagesOf = (file: string, name: string): readonly Place[] => readDatabase(file, (database) => {
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  return database.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path").all(name).map(({ pageno }): Place => [(Number(pageno) - 1) * size, Number(pageno) * size])
})
/** Zeroes a third of them, in the middle. */
const zeroed = (file: string, name: string) => (bytes: Buffer): void => {
  const pages = pagesOf(file, name)
  for (const [from, to] of pages.slice(Math.floor(pages.length / 3), Math.ceil(pages.length * 2 / 3))) bytes.fill(0, from, to)
}
/** An order is not where its index has it: every page is what it has to be, but not what is in it. */
const misplaced = (file: string, number: string) => (bytes: Buffer): void => {
  for (const [from, to] of pagesOf(file, 'orders_by_tracking')) {
    for (let at = bytes.indexOf(number, from); at >= from && at < to; at = bytes.indexOf(number, at + 1)) bytes.write('~', at)
  }
}
const setAside = (file: string): readonly string[] => (existsSync(join(dirname(file), 'set-aside')) ? readdirSync(join(dirname(file), 'set-aside')) : [])

async function onThread(file: string) {
  const told: string[] = []
  const storage = await openStorageOnThread(file, { path: join(workers, 'storage.worker.ts'), now: Date.now, failed: () => undefined, damaged: () => { told.push('damaged') } })
  onTestFinished(() => storage.close().catch(() => undefined))
  return { storage, told }
}

describe('a start', () => {
  it('reads little of what was left in order; what is damaged deep inside is found later, and the next start sets it aside', async () => {
    const { file, clock, decay, reopen, backup } = await left()
    decay(zeroed(file, 'orders'))
    expect(await (await reopen()).restorations.unread()).toBeNull()
    expect(() => { checkFile(file, clock.now) }).toThrow(damage)
    const storage = await reopen()
    expect(await storage.restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
    expect(setAside(file)).toHaveLength(1)
    expect(await storage.orderList.ids(everything, clock.now)).toHaveLength(400)
    await storage.close()
    expect(depthOf(file, clock.now)).toBe('ends')
  })

  it('sees at once where an end of a table is damaged, whatever else is known', async () => {
    const { file, decay, reopen } = await left()
    // It is empty, so that its root is its only leaf.
    const [[from, to] = [0, 0]] = pagesOf(file, 'commands')
    decay((bytes) => bytes.fill(0, from, to))
    expect(depthOf(file, Date.now())).toBe('ends')
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged' })
  })

  it.each([
    ['the file is not as it was left', (file: string) => { utimesSync(file, 1e9 + 1, 1e9 + 1) }],
    ['a log stands beside it, as after a power cut', (file: string) => { writeFileSync(`${file}-wal`, 'the log') }],
    ['nothing is known of the last end', (file: string) => { rmSync(`${file}-look`) }],
    ['what is known was cut off in the middle', (file: string) => { writeFileSync(`${file}-look`, '{"lookedAt":18') }]
  ])('looks at every page where %s', async (_what, happens) => {
    const { file, decay, reopen } = await left()
    decay(zeroed(file, 'orders'))
    happens(file)
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged' })
  })

  it('looks at every page where nobody has for a week, or only in a time that has not come yet', async () => {
    const { file, clock, reopen, decay } = await left()
    expect([depthOf(file, clock.now + 7 * day - 1), depthOf(file, clock.now + 7 * day), depthOf(file, clock.now - 1)]).toEqual(['ends', 'pages', 'pages'])
    decay(zeroed(file, 'orders'))
    clock.now += 7 * day
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged' })
  })

  it('clears of a suspicion what a look at everything finds whole, and goes on with it', async () => {
    const { file, clock, reopen } = await left()
    suspect(file)
    checkFile(file, clock.now)
    expect(depthOf(file, clock.now)).toBe('everything')
    const storage = await reopen()
    expect(await storage.restorations.unread()).toBeNull()
    await storage.close()
    expect(depthOf(file, clock.now)).toBe('ends')
  })
})

describe('a damaged page of an index', () => {
  /** The cells of a leaf point nowhere; what stands before them, which gives pages up, is as it was. */
  const cellsLost = (file: string, name: string, ...which: readonly number[]) => (bytes: Buffer): void => {
    for (const nth of which) {
      const [from, to] = pagesOf(file, name)[nth] ?? [0, 0]
      bytes.fill(0, from + 8, to)
    }
  }

  it('is made anew from its table: no backup takes the place of what is whole', async () => {
    const { file, clock, decay, reopen, ids, store } = await left(3000)
    decay(cellsLost(file, 'orders_by_tracking', 1, 2))
    expect(() => { checkFile(file, clock.now) }).toThrow(damage)
    const storage = await reopen()
    expect([await storage.restorations.unread(), setAside(file), existsSync(`${file}.restoring`)]).toEqual([null, [], false])
    expect(await storage.orderList.ids(everything, clock.now)).toEqual(ids)
    expect(await storage.commands.uses(['TRACK-0200', 'TRACK-2999'])).toHaveLength(2)
    expect(await storage.orders.take(store, [order(200, 'OTHER', 2)], [], Date.now())).toEqual({ added: 0, changed: 1, doubted: [] })
    await storage.close()
    expect(readDatabase(file, (database) => database.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' })
  })

  it('that cannot be given up is set aside with the rest', async () => {
    const { file, clock, decay, reopen, backup } = await left(3000)
    decay(zeroed(file, 'orders_by_tracking'))
    expect(() => { checkFile(file, clock.now) }).toThrow(damage)
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
  })

  it('is not what is mended where a table is damaged too', async () => {
    const { file, clock, decay, reopen, backup } = await left(3000)
    decay((bytes) => {
      cellsLost(file, 'orders_by_tracking', 1)(bytes)
      zeroed(file, 'orders')(bytes)
    })
    expect(() => { checkFile(file, clock.now) }).toThrow(damage)
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
    expect(setAside(file)).toHaveLength(1)
  })

  it('is not taken for one where rows of a table are older than its indexes', async () => {
    const { file, store, clock, decay, reopen, backup } = await left()
    const before = readFileSync(file)
    const pages = pagesOf(file, 'orders')
    const storage = await reopen()
    await storage.orders.take(store, Array.from({ length: 400 }, (_, n) => order(n, `OTHER-${String(n).padStart(4, '0')}`, 2)), [], clock.now)
    await storage.close()
    utimesSync(file, 1e9, 1e9)
    // A page that was written never came to the disk.
    const [from, to] = pages[5] ?? [0, 0]
    decay((bytes) => before.copy(bytes, from, from, to))
    suspect(file)
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
  })
})

describe('damage that a question meets', () => {
  it('is told once, and the next start sets it aside', async () => {
    const { file, decay, backup, ids, reopen } = await left()
    decay(zeroed(file, 'orders'))
    const { storage, told } = await onThread(file)
    const answers = await Promise.allSettled(ids.map((id) => storage.orders.whole(id)))
    expect(answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))).toContainEqual(damage)
    expect(told).toEqual(['damaged'])
    await storage.close()
    const again = await reopen()
    expect(await again.restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
    expect(await Promise.all(ids.map((id) => again.orders.whole(id)))).toHaveLength(400)
  })

  it('is mended where it is in an index alone: nothing is set aside, and nothing is missing', async () => {
    const { file, store, decay, reopen } = await left()
    decay(misplaced(file, 'TRACK-0200'))
    expect(() => { checkFile(file, Date.now()) }).not.toThrow()
    const { storage, told } = await onThread(file)
    await expect(storage.orders.take(store, [order(200, 'OTHER', 2)], [], Date.now())).rejects.toEqual(damage)
    expect(told).toEqual(['damaged'])
    await storage.close()
    const again = await reopen()
    expect([await again.restorations.unread(), setAside(file)]).toEqual([null, []])
    expect(await again.orders.take(store, [order(200, 'OTHER', 2)], [], Date.now())).toEqual({ added: 0, changed: 1, doubted: [] })
    expect(depthOf(file, Date.now())).toBe('pages')
  })
})

describe('a look at every page', () => {
  it('holds up nobody: what is written and read meanwhile waits for nothing', async () => {
    const { file, store, reopen, clock } = await left(3000)
    const storage = await reopen()
    const looking = { ended: false }
    const looked = checkOnThread(join(workers, 'check.worker.ts'), { file, now: clock.now + 1 }).finally(() => { looking.ended = true })
    let written = 0
    while (!looking.ended) {
      await storage.orders.take(store, [order(10_000 + written)], [], clock.now)
      written++
      await new Promise(setImmediate)
    }
    await looked
    expect(written).toBeGreaterThan(3)
  })

  it('says across its thread that it has found damage', async () => {
    const { file, decay, clock } = await left()
    decay(zeroed(file, 'history'))
    await expect(checkOnThread(join(workers, 'check.worker.ts'), { file, now: clock.now })).rejects.toEqual(damage)
    expect(depthOf(file, clock.now)).toBe('everything')
  })
})

describe('a backup', () => {
  it('is not made of damaged data, takes no good one’s place, and has the next start set the data aside', async () => {
    const { file, decay, clock, backup, reopen } = await left()
    // A page that was written in another's place: all of it can still be read.
    const pages = pagesOf(file, 'orders')
    const [[from], [next]] = [pages[3] ?? [0, 0], pages[4] ?? [0, 0]]
    decay((bytes) => { bytes.copyWithin(from, next, next + (next - from)) })
    expect(() => backUpFile(file, 'daily', clock.now + day)).toThrow(damage)
    expect(listBackups(backupsOf(file))).toEqual([backup])
    expect(await (await reopen()).restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
  })

  it('that a person chose takes the place of damaged data, which is set aside', async () => {
    const { file, decay, clock, reopen, backup } = await left()
    const newer = backUpFile(file, 'asked', clock.now + 1)
    decay(zeroed(file, 'orders'))
    const damaged = readFileSync(file)
    const storage = await reopen(backup.name)
    expect([await storage.restorations.trouble(), await storage.restorations.unread()]).toMatchObject([null, { why: 'damaged', backupAt: backup.at }])
    expect(listBackups(backupsOf(file))).toEqual([newer, backup])
    const aside = join(dirname(file), 'set-aside', setAside(file)[0] ?? '', 'packbench.db')
    expect(readFileSync(aside).subarray(100)).toEqual(damaged.subarray(100))
    expect(new DatabaseSync(file, { readOnly: true }).prepare('PRAGMA quick_check').get()).toEqual({ quick_check: 'ok' })
  })
})
