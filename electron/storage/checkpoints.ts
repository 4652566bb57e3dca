import { Worker } from 'node:worker_threads'

/** Empties the log beside the database in the background. Without it SQLite does so within a commit, which then takes long. */
export class Checkpoints {
  readonly #path: string
  readonly #file: string
  #worker: Worker | null = null
  #busy = false
  #again = false

  /** @param path `checkpoint.worker.ts`, or what the build made of it */
  constructor(path: string, file: string) {
    this.#path = path
    this.#file = file
  }

  /** Something was written. Never throws: where the thread cannot run, SQLite does it by itself, later. */
  wake(): void {
    this.#again = true
    if (this.#busy) return
    this.#again = false
    this.#busy = true
    this.#worker ??= this.#start()
    this.#worker.postMessage(null)
  }

  /** Ends the thread; nothing is lost with it. */
  async stop(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }

  #start(): Worker {
    const worker = new Worker(this.#path, { workerData: this.#file })
    worker.unref()
    worker.on('message', () => {
      this.#busy = false
      if (this.#again) this.wake()
    })
    // It stays busy then, and is not asked again.
    worker.on('error', () => { this.#worker = null })
    return worker
  }
}
