import { Worker } from 'node:worker_threads'
import { createBirpc } from 'birpc'
import { Trouble } from '../contract/result.ts'
import type { Asked } from '../domain/asked.ts'
import type { Millis } from '../domain/ids.ts'
import { acrossThreads, type CalledByThread, type ServedByThread, type StorageThreadData } from './across-threads.ts'
import { packedPage } from './order-record.ts'
import { Numbers, Recency } from './recency.ts'
import type { Storage } from './storage.ts'

export interface StorageThreadOptions {
  /** `storage.worker.ts`, or what the build made of it. */
  readonly path: string
  readonly now: () => Millis
  /** Told where something that goes on by itself cannot, and where the thread itself has ended. */
  readonly failed: (error: unknown) => void
  /** Told once where the database turns out to be damaged: opened anew it is looked at wholly, and a backup takes its place. */
  readonly damaged?: (() => void) | undefined
  /** Told once where the thread has ended unasked, the program running: everything is to be opened anew. */
  readonly stopped?: (() => void) | undefined
  /** Name of the backup that is to take the place of the data first. */
  readonly restore?: string | null | undefined
}

/**
 * Opens everything that is kept, in one file, on a thread of its own: nothing that the disk or a long query does holds up the
 * program. The thread writes in the order in which it is asked. Where it ends unasked, every call is answered with
 * `storage_stopped` from then on: what had been said to be kept is kept, the rest was not begun or is taken back.
 * @throws Trouble `storage_*`: see `openKept`
 */
export async function openStorageOnThread(file: string, { path, now, failed, damaged = () => undefined, stopped = () => undefined, restore = null }: StorageThreadOptions): Promise<Storage> {
  const memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)
  const workerData: StorageThreadData = { file, memory, restore }
  // A page of orders needs a few megabytes for a moment; without a word the thread would take dozens and keep them.
  const worker = new Worker(path, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 16 } })
  const thread = createBirpc<ServedByThread, CalledByThread>({ failed, damaged }, { ...acrossThreads, post: (message) => { worker.postMessage(message) }, on: (hear) => worker.on('message', hear), timeout: -1 })
  const ended = (error: unknown): void => {
    if (thread.$closed) return
    thread.$close(new Trouble({ code: 'storage_stopped' }, { cause: error }))
    failed(error)
    stopped()
  }
  const end = async (): Promise<void> => {
    if (!thread.$closed) thread.$close(new Trouble({ code: 'storage_stopped' }))
    await worker.terminate()
  }
  worker.on('error', ended)
  worker.on('exit', (code) => { ended(new Error(`The thread of the database ended with ${String(code)}`)) })

  /** The methods of one part, as the thread has them. */
  const part = <T extends object>(name: string, own: Partial<T> = {}): T => new Proxy(own, {
    get: (_target, method) => Reflect.get(own, method) ?? (async (...args: unknown[]) => {
      if (thread.$closed) throw new Trouble({ code: 'storage_stopped' })
      return thread.call(name, String(method), args)
    })
  }) as T // the thread has the very same parts
  try {
    await thread.open()
  } catch (error) {
    await end()
    throw error
  }
  // Numbered here, where requests leave; the thread goes on with the same numbers.
  const asking = new Recency(now, new Numbers(memory))
  const ask = (): Asked => asking.ask()
  const orders: Storage['orders'] = part<Storage['orders']>('orders', {
    ask,
    // Made rows of on this side: it is the one with less to do.
    take: async (connection, received, unreadable, of) => {
      const asked = typeof of === 'number' ? { ...ask(), at: of } : of
      return orders.takePacked(connection, await packedPage(received, unreadable, asked.at), asked)
    }
  })
  return {
    connections: part('connections'), orders, orderList: part('orderList'), commands: part('commands'), outboxList: part('outboxList'), printRuns: part('printRuns'), readings: part('readings'), restorations: part('restorations'), history: part('history'), retention: part('retention'), searchIndex: part('searchIndex'), customs: part('customs'), slipTemplates: part('slipTemplates'),
    close: async () => {
      if (!thread.$closed) await thread.close()
      await end()
    }
  }
}
