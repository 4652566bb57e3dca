import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { SyncState } from '../../../electron/contract/schemas.ts'
import { orderParts } from '../../../electron/order-parts.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { CommandRepository } from '../../../electron/storage/command-repository.ts'
import { openDatabase, storageTrouble } from '../../../electron/storage/open-database.ts'
import { OrderRepository } from '../../../electron/storage/order-repository.ts'
import { ReadingRepository } from '../../../electron/storage/reading-repository.ts'
import { Recency } from '../../../electron/storage/recency.ts'
import { item, packingRoom, quick, settledAs } from '../../support/packing-room.ts'
import { seededRandom } from '../../support/storage.ts'

/** A part of the storage whose errors are what a person is told, as they come from its thread. */
const fromItsThread = <T extends object>(part: T): T => new Proxy(part, {
  get: (target, name) => {
    const method: unknown = Reflect.get(target, name)
    if (typeof method !== 'function') return method
    return (...args: unknown[]): unknown => {
      const answer: unknown = Reflect.apply(method, target, args)
      return answer instanceof Promise ? answer.catch((error: unknown) => { throw storageTrouble(error) }) : answer
    }
  }
})

/** What works by itself, over a file of which nobody waits for a lock, with what it told. */
async function background() {
  const room = await packingRoom({ orders: 40 })
  const db = openDatabase(room.file, { patience: 20 })
  onTestFinished(() => db.destroy())
  const recency = new Recency(Date.now)
  const [told, states, failures]: [(string | null)[], SyncState[], unknown[]] = [[], [], []]
  const parts = orderParts({
    storage: { orders: fromItsThread(new OrderRepository(db, seededRandom(), recency, () => undefined)), commands: fromItsThread(new CommandRepository(db, recency)), readings: fromItsThread(new ReadingRepository(db)) },
    authorized: () => Promise.resolve([room.store]), client: () => room.client, clock: new EvenClock(Date.now, () => performance.now()), steady: () => performance.now(), timing: quick, undoSeconds: () => 0, operator: () => null, numberMasks: () => [],
    setTimer: (work, ms) => {
      const timer = setTimeout(work, Math.min(ms, 50))
      return () => { clearTimeout(timer) }
    },
    read: () => Promise.resolve(), progress: (state) => { states.push(state) }, ordersChanged: () => undefined, readingFailed: () => undefined, failed: (error) => { failures.push(error) },
    outboxChanged: () => { if (parts.standing.code !== told.at(-1)) told.push(parts.standing.code) }
  })
  onTestFinished(async () => {
    await parts.sync.stop()
    await parts.worker.stop()
  })
  return { ...parts, room, db, told, states, failures }
}

const lock = ({ room }: Awaited<ReturnType<typeof background>>): (() => void) => {
  const other = new DatabaseSync(room.file)
  other.exec('BEGIN IMMEDIATE')
  return () => { other.close() }
}
const fill = async ({ db }: Awaited<ReturnType<typeof background>>): Promise<() => Promise<void>> => {
  await sql`CREATE TABLE filler (bytes BLOB)`.execute(db)
  const { rows: [size] } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
  await sql`PRAGMA max_page_count = ${sql.raw(String(size?.page_count ?? 0))}`.execute(db)
  // Pages that were given up have room too.
  for (let isFull = false; !isFull;) isFull = await sql`INSERT INTO filler VALUES (zeroblob(3000))`.execute(db).then(() => false, () => true)
  return async () => { await sql`PRAGMA max_page_count = 1000000`.execute(db) }
}

it.each([['storage_locked', lock], ['storage_full', fill]] as const)('what the outbox cannot write by itself is said as %s, until it can; then everything leaves once', async (code, hinder) => {
  const all = await background()
  const { room, worker, standing, failures } = all
  await worker.start()
  // More than the pages that are there have room for.
  const chosen = room.toShip.slice(0, 20)
  const { commandIds } = await room.outbox().fulfil(chosen.map(({ id }, i) => item(id, `BACK${String(i)}`)))
  expect(standing.code).toBeNull()
  const release = await hinder(all)
  worker.wake()
  await vi.waitFor(() => { expect(standing.code).toBe(code) }, { timeout: 10_000, interval: 5 })
  expect(failures.length).toBeGreaterThan(0)
  await release()
  for (const id of commandIds) await settledAs(room.storage, id, 'done')
  expect(standing.code).toBeNull()
  for (const { joomId } of chosen) expect(room.applied(joomId)).toHaveLength(1)
})

it('a reading that cannot be kept ends and says why, and the next one is a reading again', async () => {
  const all = await background()
  const { sync, states, room } = all
  await sync.refresh(null)
  const release = lock(all)
  await expect(sync.refresh(null, { whole: true })).rejects.toMatchObject({ code: 'storage_locked' })
  expect(states.at(-1)).toMatchObject({ connectionId: room.store, running: false, phase: null, error: { code: 'storage_locked' } })
  expect(sync.states()).toEqual([states.at(-1)])
  release()
  expect(await sync.refresh(null)).toMatchObject([{ running: false, error: null }])
})
