import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUpFile, backupsOf, listBackups } from '../../../electron/storage/backups.ts'
import { migrate, newestSchema } from '../../../electron/storage/migrate.ts'
import { prepareNewest } from '../../../electron/storage/restore.ts'
import { openStorage, type Storage, type StorageOptions } from '../../../electron/storage/storage.ts'
import { startTroubleText } from '../../../electron/window/start-trouble.ts'
import { caught } from '../../support/caught.ts'
import { keptCommands, keptRows, writeKeptRows } from '../../support/kept-rows.ts'
import { seededRandom } from '../../support/storage.ts'
import { readDatabase } from '../../support/read-database.ts'
import { tempFolder } from '../../support/temp.ts'

const now = 1_800_000_000_000
const hour = 3_600_000
const asideOf = (file: string): string => join(dirname(file), 'set-aside')

function open(file: string, more: Partial<StorageOptions> = {}): Storage {
  const storage = openStorage(file, { now: () => now, random: seededRandom(), ...more })
  onTestFinished(() => storage.close().catch(() => undefined))
  return storage
}
/** A database with commands in every state, a backup of it made an hour ago, and an order that came since. */
function written() {
  const file = join(tempFolder(), 'packbench.db')
  const database = new DatabaseSync(file)
  migrate(database)
  writeKeptRows(database)
  database.exec('PRAGMA journal_mode = WAL')
  const backup = backUpFile(file, 'daily', now - hour)
  database.exec(`INSERT INTO orders (connection_id, joom_id, pick_code, readable, state, fetched_at, recipient_key, search, raw) VALUES (1, 'Since', 'SINCE000', 1, 'APPROVED', 1, '', 'since', '{}'); INSERT INTO orders_to_index SELECT id FROM orders WHERE joom_id = 'Since'`)
  database.close()
  return { file, backup }
}

const pages = (file: string, from: number, to: number): void => { writeFileSync(file, readFileSync(file).fill(0, from * 4096, to * 4096)) }
const wounds: readonly (readonly [string, (file: string) => void])[] = [
  ['whose header is cut off', (file) => { writeFileSync(file, readFileSync(file).subarray(100)) }],
  ['whose first page is zeroed', (file) => { pages(file, 0, 1) }],
  ['of which pages in the middle are zeroed', (file) => { pages(file, 3, 30) }],
  ['that was cut short', (file) => { truncateSync(file, 5 * 4096) }],
  ['that was cut within its header', (file) => { truncateSync(file, 60) }],
  ['that was emptied', (file) => { truncateSync(file, 0) }],
  ['over which something else was written', (file) => { writeFileSync(file, 'something else '.repeat(3000)) }]
]

describe('a database', () => {
  it.each(wounds)('%s is set aside as it was, and the newest good backup takes its place', async (_what, wound) => {
    const { file, backup } = written()
    wound(file)
    const damaged = readFileSync(file)
    writeFileSync(`${file}-wal`, 'what the log held')
    const storage = open(file)
    const restored = await storage.restorations.unread()
    expect(restored).toMatchObject({ at: now, backupAt: backup.at, commands: 12, refunds: 4 })
    const aside = restored?.aside ?? ''
    expect(dirname(aside)).toBe(asideOf(file))
    expect(readFileSync(join(aside, 'packbench.db'))).toEqual(damaged)
    expect(readFileSync(join(aside, 'packbench.db-wal'), 'utf8')).toBe('what the log held')
    expect(await storage.outboxList.rows(['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'], 0, 100)).toHaveLength(keptCommands.length)
    expect(listBackups(backupsOf(file)).map(({ name }) => name)).toContain(backup.name)
  })

  it('is not restored anew at the next start, and the person is told until it was read', async () => {
    const { file } = written()
    truncateSync(file, 3 * 4096)
    await open(file).close()
    const storage = open(file)
    const restored = await storage.restorations.unread()
    expect(restored).toMatchObject({ why: 'damaged' })
    await storage.restorations.markRead(restored?.id ?? 0, now)
    expect(await storage.restorations.unread()).toBeNull()
    expect(readdirSync(asideOf(file))).toHaveLength(1)
  })

  it('that is gone is taken from the newest backup, not begun anew', async () => {
    const { file, backup } = written()
    rmSync(file)
    const storage = open(file)
    expect(await storage.restorations.unread()).toMatchObject({ why: 'missing', backupAt: backup.at, aside: null })
    expect(await storage.connections.list()).toHaveLength(1)
  })

  it('is restored from an older backup where the newest is damaged too', async () => {
    const { file, backup } = written()
    const newer = backUpFile(file, 'asked', now - 1000)
    pages(join(backupsOf(file), newer.name), 3, 20)
    pages(file, 3, 20)
    expect(await open(file).restorations.unread()).toMatchObject({ backupAt: backup.at })
  })

  it('without a good backup is left as it is, with the words of the damage', () => {
    const { file, backup } = written()
    pages(join(backupsOf(file), backup.name), 2, 9)
    writeFileSync(file, 'something else '.repeat(3000))
    const before = [readFileSync(file), readdirSync(dirname(file))]
    expect(() => open(file)).toThrow(expect.objectContaining({ code: 'storage_damaged' }))
    expect([readFileSync(file), readdirSync(dirname(file))]).toEqual(before)
    expect(existsSync(asideOf(file))).toBe(false)
  })

  it.each([
    ['gone, beside a backup that is damaged', (file: string) => { rmSync(file) }, false],
    ['emptied, beside a backup that is damaged', (file: string) => { truncateSync(file, 0) }, false],
    ['emptied, and only its log holds something', (file: string) => { truncateSync(file, 0); writeFileSync(`${file}-wal`, 'what the log held') }, true],
    ['gone, and only what is remembered of it tells that it was', (file: string) => { rmSync(file) }, true]
  ])('that is %s is not begun anew: it says so, and nothing is touched', (_what, wound, alone) => {
    const { file, backup } = written()
    const kept = join(backupsOf(file), backup.name)
    if (alone) rmSync(kept)
    else pages(kept, 2, 9)
    wound(file)
    const before = readdirSync(dirname(file)).map((name) => [name, name.startsWith('packbench.db') ? readFileSync(join(dirname(file), name)) : null])
    const error = caught(() => open(file))
    expect(error).toMatchObject({ code: 'storage_missing' })
    expect(startTroubleText(error)).toContain('Nothing was touched')
    expect(readdirSync(dirname(file)).map((name) => [name, name.startsWith('packbench.db') ? readFileSync(join(dirname(file), name)) : null])).toEqual(before)
  })

  it('that a first start left empty when it was ended, its journal beside it, is begun once more', async () => {
    const file = join(tempFolder(), 'packbench.db')
    writeFileSync(file, '')
    writeFileSync(`${file}-journal`, new Uint8Array(512))
    expect(await open(file).connections.list()).toEqual([])
  })

  it('is restored from the newest backup that has a time, not from one of a clock that was ahead, but where there is no other', async () => {
    const { file, backup } = written()
    const ahead = backUpFile(file, 'daily', now + 300 * 24 * hour)
    truncateSync(file, 0)
    expect(await open(file).restorations.unread()).toMatchObject({ backupAt: backup.at })
    const other = written()
    const only = backUpFile(other.file, 'daily', ahead.at)
    rmSync(join(backupsOf(other.file), other.backup.name))
    truncateSync(other.file, 0)
    expect(await open(other.file).restorations.unread()).toMatchObject({ backupAt: only.at })
  })

  it('is whole after a restoration that was cut off anywhere', async () => {
    const { file, backup } = written()
    pages(file, 3, 20)
    const damaged = readFileSync(file)
    // As a crash leaves it: decided and prepared, nothing moved yet; a copy for setting aside half made.
    expect(prepareNewest(file, 'damaged', now)).toBe(true)
    const [aside = ''] = readdirSync(asideOf(file))
    rmSync(join(asideOf(file), aside), { recursive: true })
    mkdirSync(join(asideOf(file), `${aside}.part`))
    writeFileSync(`${file}-wal`, 'what the log held')
    const storage = open(file)
    expect(await storage.restorations.unread()).toMatchObject({ why: 'damaged', backupAt: backup.at })
    expect(readFileSync(join(asideOf(file), aside, 'packbench.db'))).toEqual(damaged)
    expect(readdirSync(dirname(file)).filter((name) => /restoring|preparing/.test(name))).toEqual([])
  })
})

describe('a backup that a person chose', () => {
  it('takes the place of the data, which is a backup itself from then on', async () => {
    const { file, backup } = written()
    const storage = open(file, { restore: backup.name })
    expect([await storage.restorations.trouble(), await storage.orderList.lookUp('Since')]).toEqual([null, []])
    expect(await storage.restorations.unread()).toMatchObject({ why: 'asked', aside: null, backupAt: backup.at })
    const before = listBackups(backupsOf(file)).find(({ why }) => why === 'before_restore')
    await storage.close()
    const back = open(file, { restore: before?.name ?? '' })
    expect(await back.orderList.lookUp('Since')).toHaveLength(1)
  })

  it('of an older schema is brought to the newest', async () => {
    const file = join(tempFolder(), 'packbench.db')
    readDatabase(file, (database) => { migrate(database, { upTo: 1 }); writeKeptRows(database) })
    const old = backUpFile(file, 'asked', now - hour)
    const first = open(file)
    expect(await first.connections.list()).toHaveLength(1)
    await first.close()
    const storage = open(file, { restore: old.name })
    expect(await storage.restorations.trouble()).toBeNull()
    await storage.close()
    expect(readDatabase(file, (database) => database.prepare('PRAGMA user_version').get())).toEqual({ user_version: newestSchema })
  })

  it('and is damaged is not restored: the data stays, and it is said why', async () => {
    const { file, backup } = written()
    pages(join(backupsOf(file), backup.name), 3, 20)
    const storage = open(file, { restore: backup.name })
    expect(await storage.restorations.trouble()).toMatchObject({ code: 'backup_damaged' })
    expect(await storage.orderList.lookUp('Since')).toHaveLength(1)
    expect(await storage.restorations.unread()).toBeNull()
  })

  it('waits for nobody who holds the data: it is not restored, and nothing has changed', async () => {
    const { file, backup } = written()
    const other = new DatabaseSync(file)
    other.prepare('SELECT count(*) FROM orders').get()
    onTestFinished(() => { other.close() })
    const storage = open(file, { restore: backup.name, patience: 50 })
    expect(await storage.restorations.trouble()).toMatchObject({ code: 'storage_locked' })
    expect(await storage.orderList.lookUp('Since')).toHaveLength(1)
  })
})

describe('what a backup holds', () => {
  it('as still to be sent is unknown, so that it is read back first; what was settled or waits for a person stays', async () => {
    const { file, backup } = written()
    const before = readDatabase(file, keptRows)['commands'] ?? []
    await open(file, { restore: backup.name }).close()
    const after = readDatabase(file, keptRows)['commands'] ?? []
    expect(after).toEqual(before.map((command) => (['waiting', 'due', 'sending', 'unknown'].includes(String(command['state']))
      ? { ...command, state: 'unknown', next_at: now, unknown_since: now, reads: 0, seen: 0, trouble_code: 'restored', trouble_message: null, trouble_joom_code: null, trouble_request_id: null }
      : command)))
    expect(readDatabase(file, (database) => database.prepare('SELECT count(*) AS n FROM attempts WHERE ended_at IS NULL').get())).toEqual({ n: 0 })
  })

  it('is told in the history of each of them', async () => {
    const { file, backup } = written()
    await open(file, { restore: backup.name }).close()
    const told = readDatabase(file, keptRows)['history']?.filter(({ kind }) => kind === 'command_unknown') ?? []
    expect(told).toHaveLength(12)
    expect(told[0]).toMatchObject({ command_id: 1, order_id: 1, connection_id: 1, params: '{"reason":"restored"}' })
  })

  it('is told in the chain even where nothing of it is open: which backup, when it was made, and why', async () => {
    const file = join(tempFolder(), 'packbench.db')
    await open(file).close()
    const backup = backUpFile(file, 'daily', now - hour)
    const storage = open(file, { restore: backup.name })
    expect(readDatabase(file, keptRows)['history']).toMatchObject([{ at: now, kind: 'data_restored', order_id: null, params: JSON.stringify({ reason: 'asked', backup: backup.name, made: now - hour }) }])
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole', entries: 1 })
  })

  it('is sent by nobody before it was read: no command of it is due', async () => {
    const { file, backup } = written()
    const storage = open(file, { restore: backup.name })
    const stores = (await storage.connections.list()).map(({ id }) => id)
    expect([await storage.commands.promote(now + hour), await storage.commands.due(stores, now + hour, 100)]).toEqual([0, []])
    expect(await storage.commands.unknown(stores, now, 100)).toHaveLength(12)
  })
})
