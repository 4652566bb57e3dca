import { parentPort } from 'node:worker_threads'
import { tellable, Trouble } from '../../contract/result.ts'
import { drawPages } from './draw-pages.ts'
import { handRaw } from './hand-raw.ts'
import type { Spooler, Winspool } from './spooler.ts'
import type { SpoolerAsked, SpoolerSaid } from './spooler-thread.ts'
import { windowsTrouble } from './windows-troubles.ts'

const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')

let opened: Winspool | null = null
/** @throws Trouble `not_on_this_system` where what reaches the print system is not there */
async function winspool(): Promise<Winspool> {
  try {
    opened ??= (await import('./winspool.ts')).openWinspool()
    return opened
  } catch (cause) {
    throw new Trouble({ code: 'not_on_this_system', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
}

const answers: { readonly [K in keyof Spooler]: (windows: Winspool, ...asked: Parameters<Spooler[K]>) => unknown } = {
  queues: (windows) => ({ queues: windows.queues(), preferred: windows.preferred() }),
  abilities: (windows, queue, where) => windows.abilities(queue, where),
  job: (windows, queue, id) => windows.job(queue, id),
  deleteJob: (windows, queue, id) => { windows.deleteJob(queue, id) },
  raw: (windows, wanted) => handRaw(windows, wanted),
  pages: (windows, wanted) => drawPages(windows, wanted)
}

/** The queue that a question is about, for the words of what went wrong. */
const queueOf = ([first]: readonly unknown[]): string => (typeof first === 'string' ? first : typeof first === 'object' && first !== null && 'queue' in first ? String(first.queue) : '')

async function answer({ number, what, asked }: SpoolerAsked): Promise<void> {
  const say = (said: SpoolerSaid): void => { port?.postMessage(said) }
  try {
    const windows = await winspool()
    // What belongs to a question was typed where it was asked.
    const value = await (answers[what] as (windows: Winspool, ...asked: readonly unknown[]) => unknown)(windows, ...asked)
    say({ number, value })
  } catch (error) {
    // Bytes that the queue may have in part are no Trouble, which would say that it has none.
    const plain = what === 'raw' && !(error instanceof Trouble)
    say({ number, ...(plain ? { failed: error instanceof Error ? error.message : String(error) } : { trouble: tellable(windowsTrouble(error, queueOf(asked)), 'print_failed') }) })
  }
}

port.on('message', (asked: SpoolerAsked) => { void answer(asked) })
