import { randomInt } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createBirpc } from 'birpc'
import { acrossThreads, type CalledByThread, type ServedByThread, type StorageThreadData } from './across-threads.ts'
import { suspect } from './last-look.ts'
import { isDamage, storageTrouble } from './open-database.ts'
import { Numbers } from './recency.ts'
import { openStorage, type Storage } from './storage.ts'

// Everything that is kept, on a thread of its own: `openStorageOnThread` is the other end.
const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')
const { file, memory, restore } = workerData as StorageThreadData // `openStorageOnThread` gave it

let storage: Storage | null = null
let suspected = false

/** An error as the other end is told it. Where it says that the database is damaged, that is remembered first: nothing may follow. */
function told(error: unknown): unknown {
  if (!suspected && isDamage(error)) {
    suspected = true
    suspect(file)
    void main.damaged.asEvent()
  }
  return storageTrouble(error)
}

const main = createBirpc<CalledByThread, ServedByThread>({
  open: () => {
    storage = openStorage(file, {
      now: Date.now, random: () => randomInt(2 ** 32) / 2 ** 32, numbers: new Numbers(memory), restore,
      failed: (error) => { void main.failed.asEvent(told(error)) }
    })
  },
  call: async (part, method, args) => {
    if (storage === null) throw new Error('The storage is not open')
    // The names are those of `Storage`, as the other end's types say.
    const parts = storage as unknown as Readonly<Record<string, Readonly<Record<string, (...args: readonly unknown[]) => unknown>>>>
    try {
      return await parts[part]?.[method]?.(...args)
    } catch (error) {
      throw told(error)
    }
  },
  close: async () => {
    await storage?.close()
    storage = null
  }
}, { ...acrossThreads, post: (message) => { port.postMessage(message) }, on: (hear) => { port.on('message', hear) }, timeout: -1 })
