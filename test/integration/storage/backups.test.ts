import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import type { BackupReason } from '../../../electron/contract/schemas.ts'
import { BackupDesk } from '../../../electron/storage/backup-desk.ts'
import { makeBackupOnThread } from '../../../electron/storage/backup-thread.ts'
import { backUpFile, backupsOf, listBackups } from '../../../electron/storage/backups.ts'
import { checkFile } from '../../../electron/storage/check-file.ts'
import { newestSchema } from '../../../electron/storage/migrate.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const worker = join(import.meta.dirname, '../../../electron/storage/backup.worker.ts')
const hour = 3_600_000
const day = 24 * hour

async function room(orders = 5) {
  const { storage, file, store, clock } = await testStorage()
  await storage.orders.take(store, Array.from({ length: orders }, (_, i) => received(`O${String(i)}`)), [], clock.now)
  return { storage, file, store, clock, folder: backupsOf(file) }
}
function ordersIn(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database.prepare('SELECT count(*) AS n FROM orders').get()?.['n']
  } finally {
    database.close()
  }
}

describe('a backup', () => {
  it('is one whole file with everything that was confirmed before it, also what still is in the log', async () => {
    const { file, folder, clock } = await room()
    const backup = backUpFile(file, 'asked', clock.now)
    expect(listBackups(folder)).toEqual([backup])
    expect(backup).toMatchObject({ at: clock.now, why: 'asked', schema: newestSchema })
    expect(readdirSync(folder)).toEqual([backup.name])
    expect(ordersIn(join(folder, backup.name))).toBe(5)
  })

  it('is made beside the work: what is written and read meanwhile waits for nothing', async () => {
    const { storage, file, folder, store, clock } = await room(3000)
    const making = { ended: false }
    const backingUp = makeBackupOnThread(worker, { file, why: 'daily', now: clock.now }).finally(() => { making.ended = true })
    let written = 0
    while (!making.ended) {
      await storage.orders.take(store, [received(`Later${String(written)}`)], [], clock.now)
      written++
      await new Promise(setImmediate)
    }
    const backup = await backingUp
    expect(written).toBeGreaterThan(3)
    expect(ordersIn(join(folder, backup.name))).toBeGreaterThanOrEqual(3000)
  })

  it('that was cut off is never taken for one, and is gone with the next', async () => {
    const { file, folder, clock } = await room()
    mkdirSync(folder)
    const cut = 'packbench-2026-01-01T000000000Z-daily.db.part'
    writeFileSync(join(folder, cut), 'half')
    writeFileSync(join(folder, 'mine.txt'), 'somebody else’s')
    expect(listBackups(folder)).toEqual([])
    const { name } = backUpFile(file, 'daily', clock.now)
    expect(readdirSync(folder).sort()).toEqual(['mine.txt', name])
  })

  it('of a damaged database is not made, and the others stay', async () => {
    const { storage, file, folder, clock } = await room(200)
    const good = backUpFile(file, 'daily', clock.now)
    await storage.close()
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0, 4096 * 3, 4096 * 40))
    expect(() => backUpFile(file, 'daily', clock.now + day)).toThrow(expect.objectContaining({ code: 'storage_damaged' }))
    await expect(makeBackupOnThread(worker, { file, why: 'daily', now: clock.now + day })).rejects.toMatchObject({ name: 'Trouble', code: 'storage_damaged' })
    expect(readdirSync(folder)).toEqual([good.name])
  })

  it('makes room: those kept no longer go once the new one is there', async () => {
    const { file, folder, clock } = await room()
    for (let n = 0; n < 5; n++) backUpFile(file, 'asked', clock.now + n)
    expect(listBackups(folder).map(({ at }) => at - clock.now)).toEqual([4, 3, 2])
  })
})

describe('the desk', () => {
  const desk = (file: string, clock: { now: number }, make = (why: BackupReason) => Promise.resolve().then(() => backUpFile(file, why, clock.now)), looked = (): void => undefined) => {
    const failures: unknown[] = []
    const damages: number[] = []
    return { failures, damages, desk: new BackupDesk({ file, make, check: () => Promise.resolve().then(() => { looked(); checkFile(file, clock.now) }), now: () => clock.now, failed: (error) => { failures.push(error) }, damaged: () => { damages.push(clock.now) } }) }
  }

  it('makes one a day, and another only when a day has gone', async () => {
    const { file, clock } = await room()
    const { desk: backups } = desk(file, clock)
    await backups.daily()
    clock.now += day - 1
    await backups.daily()
    expect(backups.state().backups).toHaveLength(1)
    clock.now += 1
    await backups.daily()
    expect(backups.state().backups.map(({ why }) => why)).toEqual(['daily', 'daily'])
  })

  it('is not kept from it by a clock that was ahead once', async () => {
    const { file, clock } = await room()
    backUpFile(file, 'daily', clock.now + 400 * day)
    const { desk: backups } = desk(file, clock)
    await backups.daily()
    expect(backups.state().backups).toHaveLength(2)
  })

  it('looks at the data by itself where nobody has for six hours, a backup among those who have', async () => {
    const { file, clock } = await room()
    const looks: number[] = []
    const { desk: backups } = desk(file, clock, undefined, () => { looks.push(clock.now) })
    await backups.tend()
    expect([backups.state().backups.length, looks]).toEqual([1, []])
    clock.now += 6 * hour - 1
    await backups.tend()
    clock.now += 1
    await backups.tend()
    await backups.tend()
    expect(looks).toEqual([clock.now])
  })

  it('tells of damage that it finds, looking or making a backup', async () => {
    const { storage, file, clock } = await room(200)
    await storage.close()
    writeFileSync(file, readFileSync(file).fill(0, 4096 * 3, 4096 * 40))
    const { desk: backups, failures, damages } = desk(file, clock)
    clock.now += 6 * hour
    await backups.look()
    await expect(backups.make('asked')).rejects.toMatchObject({ code: 'storage_damaged' })
    expect([failures.length, damages.length, backups.state().backups]).toEqual([1, 2, []])
  })

  it('says why the latest could not be made, until one is', async () => {
    const { file, folder, clock } = await room()
    writeFileSync(folder, 'a file where the folder has to be')
    const { desk: backups, failures } = desk(file, clock, (why) => makeBackupOnThread(worker, { file, why, now: clock.now }))
    await expect(backups.make('asked')).rejects.toMatchObject({ name: 'Trouble', code: 'backup_failed' })
    rmSync(folder)
    expect(backups.state().backupTrouble).toMatchObject({ code: 'backup_failed' })
    await backups.daily()
    expect(backups.state()).toMatchObject({ backupTrouble: null, backups: [{ why: 'daily' }] })
    expect(failures).toEqual([])
  })

  it('says that the backup of the day is wanting while it cannot be made, whatever else is', async () => {
    const { file, folder, clock } = await room()
    writeFileSync(folder, 'a file where the folder has to be')
    let broken = false
    const { desk: backups } = desk(file, clock, (why) => (broken ? Promise.reject(new Trouble({ code: 'storage_full' })) : Promise.resolve().then(() => backUpFile(file, why, clock.now))))
    expect(backups.state()).toMatchObject({ backups: [], late: { last: null, trouble: { code: 'backup_failed' } } })
    rmSync(folder)
    expect(backups.state().late).toBeNull()
    await backups.make('asked')
    broken = true
    await backups.daily()
    expect(backups.state().late).toMatchObject({ last: null, trouble: { code: 'storage_full' } })
    await expect(backups.make('asked')).rejects.toThrow()
    broken = false
    await backups.daily()
    expect(backups.state().late).toBeNull()
  })

  it('says so too where none was made for two days, but not right after a pause of a month', async () => {
    const { file, clock } = await room()
    backUpFile(file, 'daily', clock.now)
    const last = clock.now
    clock.now += 30 * day
    const { desk: backups } = desk(file, clock)
    expect(backups.state().late).toBeNull()
    clock.now += hour
    expect(backups.state().late).toEqual({ last, trouble: null })
  })

  it('gives no backup out that a newer Packbench has made, or that is not there', async () => {
    const { file, folder, clock } = await room()
    const { name } = backUpFile(file, 'asked', clock.now)
    const newer = new DatabaseSync(join(folder, name))
    newer.exec(`PRAGMA user_version = ${String(newestSchema + 1)}`)
    newer.close()
    const { desk: backups } = desk(file, clock)
    expect(backups.state().backups).toMatchObject([{ name, restorable: false }])
    expect(() => backups.restorable(name)).toThrow(expect.objectContaining({ code: 'backup_newer' }))
    expect(() => backups.restorable('../packbench.db')).toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})
