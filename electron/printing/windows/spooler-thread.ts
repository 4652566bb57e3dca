import { Worker } from 'node:worker_threads'
import { Trouble, type AppError } from '../../contract/result.ts'
import type { Spooler } from './spooler.ts'

export interface SpoolerAsked {
  readonly number: number
  readonly what: keyof Spooler
  readonly asked: readonly unknown[]
}

export type SpoolerSaid = { readonly number: number } & ({ readonly value: unknown } | { readonly trouble: AppError } | { readonly failed: string })

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** How long Windows may take to answer a question, in milliseconds. A printer in the network that is off lets it wait for half of that. */
const usualPatience = 60_000

/** A thread that may be kept waiting by a printer: begun with the first question, and anew where it ended. */
class SpoolerThread {
  readonly #path: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #asked = 0

  constructor(path: string) {
    this.#path = path
  }

  ask(what: keyof Spooler, asked: readonly unknown[], patience: number | null): Promise<unknown> {
    const number = ++this.#asked
    return new Promise((resolve, reject) => {
      const late = patience === null ? null : setTimeout(() => {
        this.#waiting.delete(number)
        this.#rest()
        reject(new Trouble({ code: 'no_spooler', detail: 'Windows does not answer' }))
      }, patience)
      const done = <T>(then: (value: T) => void) => (value: T): void => {
        if (late !== null) clearTimeout(late)
        this.#waiting.delete(number)
        this.#rest()
        then(value)
      }
      this.#waiting.set(number, { resolve: done(resolve), reject: done(reject) })
      const worker = this.#opened()
      worker.ref()
      worker.postMessage({ number, what, asked } satisfies SpoolerAsked)
    })
  }

  /** A thread that nobody waits for keeps no program running. */
  #rest(): void {
    if (this.#waiting.size === 0) this.#worker?.unref()
  }

  #opened(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#path)
    const ended = (error: unknown): void => {
      if (this.#worker !== worker) return
      this.#worker = null
      for (const one of [...this.#waiting.values()]) one.reject(error instanceof Error ? error : new Error(String(error)))
    }
    worker.on('message', (said: SpoolerSaid) => {
      const one = this.#waiting.get(said.number)
      if ('trouble' in said) one?.reject(new Trouble(said.trouble))
      else if ('failed' in said) one?.reject(new Error(said.failed))
      else one?.resolve(said.value)
    })
    worker.on('error', ended)
    worker.on('exit', () => { ended(new Error('The thread of the printers has ended')) })
    this.#worker = worker
    return worker
  }
}

/**
 * The print system of Windows, on two threads: one is asked, and answers while the other hands sheets over, which may take long.
 * @param path `spooler.worker.ts`, or what the build made of it
 * @param patience how long a question may take, in milliseconds
 */
export function openSpooler(path: string, patience = usualPatience): Spooler {
  const [questions, sheets] = [new SpoolerThread(path), new SpoolerThread(path)]
  // The worker answers each by its name, with what is promised of it.
  const ask = <K extends keyof Spooler>(thread: SpoolerThread, what: K, asked: Parameters<Spooler[K]>, longest: number | null): ReturnType<Spooler[K]> => thread.ask(what, asked, longest) as ReturnType<Spooler[K]>
  return {
    queues: () => ask(questions, 'queues', [], patience),
    abilities: (queue, port) => ask(questions, 'abilities', [queue, port], patience),
    job: (queue, id) => ask(questions, 'job', [queue, id], patience),
    deleteJob: (queue, id) => ask(questions, 'deleteJob', [queue, id], patience),
    raw: (wanted) => ask(sheets, 'raw', [wanted], null),
    pages: (wanted) => ask(sheets, 'pages', [wanted], null)
  }
}
