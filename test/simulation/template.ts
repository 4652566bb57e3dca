import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audienceOf } from '../../electron/connections/audience.ts'
import { Keeper } from '../../electron/connections/keeper.ts'
import { openStorage } from '../../electron/storage/storage.ts'
import { plainProtector } from './plain-protector.ts'

/** Databases for many runs: each a copy of one that has its tables and a store that is signed in with the model's first tokens. */
export interface Databases {
  readonly fresh: () => string
  readonly remove: () => void
}

export async function databases(): Promise<Databases> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'packbench-simulation-'))
  const template = join(folder, 'template.db')
  const now = (): number => 1_800_000_000_000
  const storage = openStorage(template, { now, random: () => 0.5 })
  const id = await storage.connections.insert({ name: 'Nordlicht', environment: 'custom', address: 'https://joom.simulated', storeId: 's', clientId: 'c', createdAt: now() })
  const store = (await storage.connections.get(id))!
  const keeper = new Keeper(storage.connections, plainProtector, now)
  await keeper.saveSecretKey(id, audienceOf(store), 'secret')
  await keeper.saveTokens(id, audienceOf(store), { access: 'A0', refresh: 'R0', expiresAt: null })
  await storage.close()
  let file = template
  let made = 0
  return {
    fresh: () => {
      if (file !== template) for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
      file = join(folder, `${String(++made)}.db`)
      copyFileSync(template, file)
      return file
    },
    remove: () => { rmSync(folder, { recursive: true, force: true }) }
  }
}
