import { Worker } from 'node:worker_threads'
import { DocumentWorker } from './document-worker.ts'
import type { DeskInput, DeskOutput } from './desk-input.ts'
import type { LogoAnswer } from './logo.ts'
import type { SlipsSettings } from './make-slips.ts'
import type { PdfPart } from './pdf-part.ts'
import type { PdfAbout } from './pdf-metadata.ts'
import type { SlipSheet, SlipsInput, SlipsOutput } from './slip.ts'
import { writeSlips } from './write-slips.ts'

/** Sheets of which there may be many: they are taken as they are needed, so that they never have to lie in memory together. */
export type SlipsRun = Omit<SlipsInput, 'sheets'> & { readonly sheets: Iterable<SlipSheet> | AsyncIterable<SlipSheet> }

/** What of `SlipsOutput` is told of a document that went into a file. */
export type SlipsWritten = Omit<SlipsOutput, 'pdf'>

/** The file that a run goes into, and who is told how far it is. */
export interface SlipsFile {
  /** Made anew, or written over. There is no file where the sheets could not be made, or were not wanted any more. */
  readonly path: string
  /** How many sheets are in the file so far: rises from time to time, up to their number. */
  readonly onProgress?: ((done: number) => void) | undefined
  /** The first sheet as a document of its own, long before all are made. */
  readonly onFirst?: ((pdf: Uint8Array) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Makes paper: in a worker thread, so that a thousand sheets do not hold up the program. */
export interface Documents {
  /**
   * Writes sheets as one PDF into a file, its bytes flushed to the disk. Sheets are taken from `run` while others are made, and never
   * more than a few at once: whoever gives them slowly, pauses.
   * @throws Trouble `documents_failed` where the sheets could not be made or the file could not be written: the next request starts afresh; the signal's reason where it was given up; what `run.sheets` throws
   */
  writeSlips(run: SlipsRun, file: SlipsFile): Promise<SlipsWritten>
  /** A few sheets that are looked at before a run is made: as soon as can be, however large. @throws Trouble `documents_failed` as `writeSlips` */
  slips(input: SlipsInput): Promise<SlipsOutput>
  /** A list, a card or forms. @throws Trouble `documents_failed` as `writeSlips` */
  deskPaper(input: DeskInput): Promise<DeskOutput>
  /** Characters of these texts that no font has, each once: what stands between an order and its slip. */
  missingCharacters(texts: readonly string[], country: string | null): Promise<string[]>
  /** Makes a logo of a file of unknown origin, in a worker of its own that is ended where it takes too long. Never throws: what is no logo is a problem. */
  logo(file: Uint8Array): Promise<LogoAnswer>
  /** Starts the worker and has it open the fonts, so that the first sheet does not wait for that. What goes wrong is told by the first request. */
  warm(): void
  /** Ends the worker. What waits is answered with an error. */
  stop(): Promise<void>
}

/** What the thread can be asked. */
export type DocumentsRequest =
  /** A sheet that is looked at before its run is made. */
  | { readonly kind: 'slips'; readonly input: SlipsInput }
  /** A run is made in parts, its file put together of them in their order. What is made of a run is forgotten with its end. */
  | { readonly kind: 'begin'; readonly run: number; readonly settings: SlipsSettings }
  | { readonly kind: 'part'; readonly run: number; readonly sheets: readonly SlipSheet[] }
  | { readonly kind: 'open'; readonly run: number; readonly path: string; readonly about: PdfAbout }
  | { readonly kind: 'append'; readonly run: number; readonly part: PdfPart }
  | { readonly kind: 'end'; readonly run: number; readonly whole: boolean }
  | { readonly kind: 'desk'; readonly input: DeskInput }
  | { readonly kind: 'logo'; readonly file: Uint8Array }
  | { readonly kind: 'warm' }
  | { readonly kind: 'missing'; readonly texts: readonly string[]; readonly country: string | null }

/** What the thread answers, by the number of the request. */
export type DocumentsReply = { readonly id: number } & ({ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string; readonly code?: string | undefined })

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
 * Starts the worker with the first request and keeps it warm: it keeps the fonts open. A run of many sheets gets a second one as
 * long as it is made.
 * @param workerPath `slips.worker.ts`, or what the build made of it
 */
export function createDocuments({ workerPath }: { readonly workerPath: string }): Documents {
  const lead = new DocumentWorker(workerPath)
  let second: DocumentWorker | null = null
  let [last, running, stopped] = [0, 0, false]

  const endSecond = async (): Promise<void> => {
    const ending = second
    second = null
    await ending?.stop()
  }
  const another = (): DocumentWorker => {
    const one = second ??= new DocumentWorker(workerPath)
    if (stopped) void one.stop()
    return one
  }

  return {
    writeSlips: async (run, file) => {
      running += 1
      try {
        return await writeSlips(++last, run, file, lead, another)
      } finally {
        running -= 1
        if (running === 0) await endSecond()
      }
    },
    // Both ends are this folder's own: the worker answers each kind with its shape.
    slips: async (input) => await lead.ask({ kind: 'slips', input }) as SlipsOutput,
    deskPaper: async (input) => await lead.ask({ kind: 'desk', input }) as DeskOutput,
    missingCharacters: async (texts, country) => await lead.ask({ kind: 'missing', texts, country }) as string[],
    logo: (file) => logoInItsOwnWorker(workerPath, file),
    warm: () => { if (!stopped) lead.ask({ kind: 'warm' }).catch(() => undefined) },
    stop: async () => {
      stopped = true
      await Promise.all([lead.stop(), endSecond()])
    }
  }
}
