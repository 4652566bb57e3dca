import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { audienceOf } from '../../electron/connections/audience.ts'
import { Keeper } from '../../electron/connections/keeper.ts'
import { openStorage } from '../../electron/storage/storage.ts'
import { firstTokens } from './model-joom.ts'
import { plainProtector } from './plain-protector.ts'
import { addressOf } from './store.ts'

/** Databases for many runs: each a copy of one that has its tables and so many stores that are signed in with their model's first tokens. */
export interface Databases {
  readonly fresh: (stores: number) => string
}

/** A folder for them, in memory where there is one. Whoever asks for it removes it. */
export const databaseFolder = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'packbench-simulation-'))

const now = (): number => 1_800_000_000_000

/** An eighth of the product's pages: a run has a handful of orders, and what is written, copied and brought from the log into the file are pages. */
const pageSize = 1024

async function make(file: string, stores: number): Promise<void> {
  const empty = new DatabaseSync(file)
  empty.exec(`PRAGMA page_size = ${String(pageSize)}; PRAGMA journal_mode = WAL`)
  empty.close()
  const storage = openStorage(file, { now, random: () => 0.5 })
  const keeper = new Keeper(storage.connections, plainProtector, now)
  for (let nth = 1; nth <= stores; nth++) {
    const id = await storage.connections.insert({ name: `Store ${String(nth)}`, environment: 'custom', address: addressOf(nth), storeId: `s${String(nth)}`, clientId: 'c', createdAt: now() })
    const store = (await storage.connections.get(id))!
    await keeper.saveSecretKey(id, audienceOf(store), 'secret')
    await keeper.saveTokens(id, audienceOf(store), { ...firstTokens(nth), expiresAt: null })
  }
  await storage.close()
}

export async function databases(folder: string): Promise<Databases> {
  const templates = [1, 2].map((stores) => join(folder, `${String(stores)} stores.db`))
  for (const [i, template] of templates.entries()) await make(template, i + 1)
  let file: string | null = null
  let made = 0
  return {
    fresh: (stores) => {
      if (file !== null) for (const part of ['', '-wal', '-shm', '-look']) rmSync(`${file}${part}`, { force: true })
      file = join(folder, `${String(++made)}.db`)
      copyFileSync(templates[stores - 1]!, file)
      return file
    }
  }
}
