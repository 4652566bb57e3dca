import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { Numbers } from '../../electron/storage/recency.ts'
import { openStorage, type Storage } from '../../electron/storage/storage.ts'
import { tempFolder } from './temp.ts'

/** Numbers in [0, 1) that are the same in every run. */
export function seededRandom(seed = 1): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

export interface TestStorage {
  readonly storage: Storage
  readonly file: string
  readonly store: ConnectionId
  /** The clock of the test: set it forward by hand. `steady`: milliseconds of one that only goes forward, by which it is told how long lies between two requests. */
  readonly clock: { now: number; steady: number }
  /** Closes and opens the same file, as a restart does; with the name of a backup, that backup. */
  readonly reopen: (restore?: string) => Promise<Storage>
}

let empty: Promise<string> | null = null
/** An empty database of the newest schema, made once in a process: making one takes ten times as long as opening it. */
async function emptyDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-empty-'))
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }) })
  const file = join(folder, 'packbench.db')
  await openStorage(file, { now: () => 1_800_000_000_000, random: seededRandom() }).close()
  return file
}

/** A real database in a folder of the test's own, with one signed-in store. */
export async function testStorage(): Promise<TestStorage> {
  const file = join(tempFolder(), 'packbench.db')
  copyFileSync(await (empty ??= emptyDatabase()), file)
  const clock = { now: 1_800_000_000_000, steady: 0 }
  const random = seededRandom()
  const options = () => ({ now: () => clock.now, random, numbers: new Numbers(undefined, () => clock.steady) })
  let storage = openStorage(file, options())
  onTestFinished(() => storage.close())
  const store = await storage.connections.insert({ name: 'Nordlicht', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c', createdAt: clock.now })
  await storage.connections.update(store, { status: 'authorized' })
  return {
    storage, file, store, clock,
    reopen: async (restore) => {
      await storage.close()
      storage = openStorage(file, { ...options(), restore })
      return storage
    }
  }
}
