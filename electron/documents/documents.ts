import { rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { Trouble } from '../contract/result.ts'
import type { LogoAnswer } from './logo.ts'
import type { SlipSheet, SlipsInput, SlipsOutput } from './slip.ts'

/** Sheets of which there may be many: they are taken as they are needed, so that they never have to lie in memory together. */
export type SlipsRun = Omit<SlipsInput, 'sheets'> & { readonly sheets: Iterable<SlipSheet> | AsyncIterable<SlipSheet> }

/** What of `SlipsOutput` is told of a document that went into a file. */
export type SlipsWritten = Omit<SlipsOutput, 'pdf'>

export interface SlipsFile {
  /** Made anew, or written over. There is no file where the sheets could not be made, or were not wanted any more. */
  readonly path: string
  /** How many sheets are in the file so far: rises from time to time, up to their number. */
  readonly onProgress?: (done: number) => void
  /** The first sheet as a document of its own, long before all are made. */
  readonly onFirst?: (pdf: Uint8Array) => void
  readonly signal?: AbortSignal
}

/** Makes paper: in a worker thread, so that a thousand sheets do not hold up the program. */
export interface Documents {
  /** @throws Trouble `documents_failed` where the sheets could not be made; the next request starts afresh */
  slips(input: SlipsInput): Promise<SlipsOutput>
  /**
   * The same as one PDF in a file, its bytes flushed to the disk. Sheets are taken from `run` while others are made, and never
   * more than a few at once: whoever gives them slowly, pauses.
   * @throws Trouble `documents_failed` as `slips`, and where the file could not be written; the signal's reason where it was given up; what `run.sheets` throws
   */
  writeSlips(run: SlipsRun, file: SlipsFile): Promise<SlipsWritten>
  /** Characters of these texts that no font has, each once: what stands between an order and its slip. */
  missingCharacters(texts: readonly string[], country: string | null): Promise<string[]>
  /** Makes a logo of a file of unknown origin, in a worker of its own that is ended where it takes too long. Never throws: what is no logo is a problem. */
  logo(file: Uint8Array): Promise<LogoAnswer>
  /** Ends the worker. What waits is answered with an error. */
  stop(): Promise<void>
}

export type DocumentsRequest =
  | { readonly kind: 'slips'; readonly input: SlipsInput }
  | { readonly kind: 'write'; readonly input: SlipsInput; readonly path: string }
  | { readonly kind: 'logo'; readonly file: Uint8Array }
  | { readonly kind: 'missing'; readonly texts: readonly string[]; readonly country: string | null }

export type DocumentsReply = { readonly id: number } & ({ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string })

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** What went wrong while making a document, in a sentence of the catalogue; the words are the worker's. */
const failed = (message: string): Trouble => new Trouble({ code: 'documents_failed', detail: message })

/** How long a file may take to become a logo. One of the allowed size takes a second or two; only one made to hang takes this. */
const logoPatience = 20_000

/** A file made to hang or to burst harms nothing but the worker that reads it: sheets go on being made in theirs. */
function logoInItsOwnWorker(workerPath: string, file: Uint8Array): Promise<LogoAnswer> {
  const worker = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: 512 } })
  return new Promise((resolve) => {
    const end = (answer: LogoAnswer): void => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(() => { end({ kind: 'problem', problem: 'unreadable' }) }, logoPatience)
    // Both ends are this folder's own: the worker answers each kind with its shape.
    worker.on('message', (reply: DocumentsReply) => { end(reply.ok ? reply.value as LogoAnswer : { kind: 'problem', problem: 'unreadable' }) })
    worker.on('error', () => { end({ kind: 'problem', problem: 'unreadable' }) })
    const request: DocumentsRequest = { kind: 'logo', file }
    worker.postMessage({ id: 1, request })
  })
}

/**
 * Starts the worker with the first request and keeps it warm: it keeps the fonts open. Requests are answered in turn. A worker
 * that dies takes what it had with it (each gets an error), and the next request starts another.
 * @param workerPath `slips.worker.ts`, or what the build made of it
 */
export function createDocuments({ workerPath }: { readonly workerPath: string }): Documents {
  let worker: Worker | null = null
  let last = 0
  let stopped = false
  const waiting = new Map<number, Waiting>()

  const drop = (which: Worker, message: string): void => {
    if (worker !== which) return
    worker = null
    for (const one of waiting.values()) one.reject(failed(message))
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(workerPath)
    started.on('message', (reply: DocumentsReply) => {
      const one = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (reply.ok) one?.resolve(reply.value)
      else one?.reject(failed(reply.message))
      if (waiting.size === 0) started.unref()
    })
    started.on('error', (error) => { drop(started, error instanceof Error ? error.message : String(error)) })
    started.on('exit', (code) => { drop(started, `the worker ended with ${code}`) })
    return started
  }
  const ask = (request: DocumentsRequest): Promise<unknown> => new Promise((resolve, reject) => {
    if (stopped) {
      reject(failed('stopped'))
      return
    }
    worker ??= start()
    const id = ++last
    waiting.set(id, { resolve, reject })
    worker.ref()
    worker.postMessage({ id, request })
  })

  const slips = async (input: SlipsInput): Promise<SlipsOutput> => await ask({ kind: 'slips', input }) as SlipsOutput

  return {
    writeSlips: async (run, { path, onProgress, onFirst, signal }) => {
      const sheets: SlipSheet[] = []
      for await (const sheet of run.sheets) {
        sheets.push(sheet)
        signal?.throwIfAborted()
      }
      if (onFirst !== undefined) onFirst((await slips({ ...run, sheets: sheets.slice(0, 1) })).pdf)
      const written = await ask({ kind: 'write', input: { ...run, sheets }, path }) as SlipsWritten
      if (signal?.aborted === true) await rm(path, { force: true })
      signal?.throwIfAborted()
      onProgress?.(sheets.length)
      return written
    },
    // Both ends are this folder's own: the worker answers each kind with its shape.
    slips,
    missingCharacters: async (texts, country) => await ask({ kind: 'missing', texts, country }) as string[],
    logo: (file) => logoInItsOwnWorker(workerPath, file),
    stop: async () => {
      stopped = true
      const running = worker
      if (running === null) return
      drop(running, 'stopped')
      await running.terminate()
    }
  }
}
