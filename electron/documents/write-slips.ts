import { rm } from 'node:fs/promises'
import { labelsOn } from '../domain/sheet-kind.ts'
import { unlessGivenUp } from '../domain/unless-given-up.ts'
import { Trouble } from '../contract/result.ts'
import type { DocumentWorker } from './document-worker.ts'
import type { SlipsFile, SlipsRun, SlipsWritten } from './documents.ts'
import { aboutSlips, PageCount, type SlipsPart } from './make-slips.ts'
import { ordersOn, type SlipSheet, type SlipsOutput } from './slip.ts'

/** Where labels share pages, all are one part: no page is shared by two. */
const sheetsInPart = 40
/** So many parts at most are made, or wait for one before them: what memory a run takes does not depend on its length. */
const mostParts = 8
/** From so many sheets on a second thread pays: it has to open the fonts too. */
const sheetsForTwo = 160

/** Cuts a run into parts as they are asked for. Gives up at once when nobody wants it any more, even while sheets are waited for. */
async function* inParts(sheets: SlipsRun['sheets'], most: number, signal: AbortSignal | undefined): AsyncGenerator<SlipSheet[]> {
  const iterator = Symbol.asyncIterator in sheets ? sheets[Symbol.asyncIterator]() : sheets[Symbol.iterator]()
  let part: SlipSheet[] = []
  let ended = false
  try {
    for (;;) {
      signal?.throwIfAborted()
      const next = await unlessGivenUp(iterator.next(), signal, (reason): never => { throw errorOf(reason) })
      if (next.done === true) break
      part.push(next.value)
      if (part.length < most) continue
      yield part
      part = []
    }
    ended = true
    if (part.length > 0) yield part
  } finally {
    // It may be waiting for something that never comes: nobody waits with it.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

const errorOf = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))

interface Maker {
  readonly worker: DocumentWorker
  busy: number
}

/**
 * Has a run made in parts by one thread or two and put together into a file by the first of them.
 * @param run a number that no other run at work has
 * @param second the other thread, for a run that is worth it
 */
export async function writeSlips(run: number, { sheets, ...settings }: SlipsRun, { path, onProgress, onFirst, signal }: SlipsFile, lead: DocumentWorker, second: () => DocumentWorker): Promise<SlipsWritten> {
  const makers: Maker[] = []
  const count = new PageCount()
  const join = async (worker: DocumentWorker): Promise<void> => {
    makers.push({ worker, busy: 0 })
    await worker.ask({ kind: 'begin', run, settings })
  }
  let [given, done, open] = [0, 0, 0]
  let problem: { readonly error: unknown } | null = null
  let appended: Promise<void> = Promise.resolve()
  let moved: () => void = () => undefined
  const move = (): Promise<void> => new Promise((resolve) => { moved = resolve })

  const append = async (made: Promise<SlipsPart>, sheetCount: number): Promise<void> => {
    const part = await made
    if (problem !== null) return
    count.add(part)
    await lead.ask({ kind: 'append', run, part }, [part.contents.buffer])
    done += sheetCount
    if (signal?.aborted !== true) onProgress?.(done)
  }
  const make = (part: readonly SlipSheet[]): void => {
    const maker = makers.reduce((least, one) => (one.busy < least.busy ? one : least))
    maker.busy += 1
    open += 1
    // Both ends are this folder's own: the worker answers each kind with its shape.
    const made = (maker.worker.ask({ kind: 'part', run, sheets: part }) as Promise<SlipsPart>).finally(() => { maker.busy -= 1 })
    made.catch(() => undefined)
    appended = appended.then(() => append(made, part.reduce((sum, sheet) => sum + ordersOn(sheet).length, 0))).catch((error: unknown) => { problem ??= { error } }).finally(() => {
      open -= 1
      moved()
    })
  }
  const throwProblem = (): void => {
    signal?.throwIfAborted()
    if (problem !== null) throw problem.error
  }

  let [opened, whole] = [false, false]
  try {
    for await (const part of inParts(sheets, labelsOn(settings.paper) === 1 ? sheetsInPart : Infinity, signal)) {
      const [first] = part
      if (given === 0 && first !== undefined) {
        await join(lead)
        if (onFirst !== undefined) onFirst((await lead.ask({ kind: 'slips', input: { ...settings, sheets: [first] } }) as SlipsOutput).pdf)
        await lead.ask({ kind: 'open', run, path, about: aboutSlips(settings, first) })
        opened = true
      }
      given += part.length
      make(part)
      if (makers.length === 1 && given >= sheetsForTwo) await join(second())
      while (open >= mostParts) {
        await move()
        throwProblem()
      }
      throwProblem()
    }
    if (given === 0) throw new Trouble({ code: 'documents_failed', detail: 'No sheets' })
    await appended
    throwProblem()
    await lead.ask({ kind: 'end', run, whole: true })
    whole = true
    return count.told
  } finally {
    problem ??= { error: null }
    await appended
    for (const { worker } of makers) if (!whole || worker !== lead) await worker.ask({ kind: 'end', run, whole: false }).catch(() => undefined)
    // A thread that died has left what it had written.
    if (opened && !whole) await rm(path, { force: true }).catch(() => undefined)
  }
}
