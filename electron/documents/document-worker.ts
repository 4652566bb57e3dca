import { Worker } from 'node:worker_threads'
import { Trouble } from '../contract/result.ts'
import type { DocumentsReply, DocumentsRequest } from './documents.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** What went wrong while making a document, in a sentence of the catalogue; the words are the worker's. `code`: the system's, where a file could not be written; it is in the cause. */
const failed = (message: string, code?: string): Trouble => new Trouble({ code: 'documents_failed', detail: message }, code === undefined ? {} : { cause: Object.assign(new Error(message), { code }) })

/** A thread with little room tidies up early; what lives in it is small (parts of a run go on as soon as they are made). */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 }

/** A thread that makes documents: started by its first request, kept warm after it. */
export class DocumentWorker {
  readonly #path: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #last = 0
  #stopped = false

  /** @param path `slips.worker.ts`, or what the build made of it */
  constructor(path: string) {
    this.#path = path
  }

  /**
   * Requests are answered in turn. A worker that dies takes what it had with it (each gets an error), and the next request starts
   * another.
   * @param handedOver buffers that this thread has no more use for
   * @throws Trouble `documents_failed`
   */
  ask(request: DocumentsRequest, handedOver: readonly ArrayBuffer[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) {
        reject(failed('stopped'))
        return
      }
      const worker = this.#worker ??= this.#start()
      const id = ++this.#last
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, request }, handedOver)
    })
  }

  /** Ends the thread. What waits is answered with an error, and so is what is asked later. */
  async stop(): Promise<void> {
    this.#stopped = true
    const running = this.#worker
    if (running === null) return
    this.#drop(running, 'stopped')
    await running.terminate()
  }

  #start(): Worker {
    const started = new Worker(this.#path, { resourceLimits })
    started.on('message', (reply: DocumentsReply) => {
      const one = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (reply.ok) one?.resolve(reply.value)
      else one?.reject(failed(reply.message, reply.code))
      if (this.#waiting.size === 0) started.unref()
    })
    started.on('error', (error) => { this.#drop(started, error instanceof Error ? error.message : String(error)) })
    started.on('exit', (code) => { this.#drop(started, `the worker ended with ${String(code)}`) })
    return started
  }

  #drop(which: Worker, message: string): void {
    if (this.#worker !== which) return
    this.#worker = null
    for (const one of this.#waiting.values()) one.reject(failed(message))
    this.#waiting.clear()
  }
}
