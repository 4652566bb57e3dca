import type { Printer } from '../../contract/schemas.ts'
import type { JobState } from '../printers.ts'
import type { Queue, QueuedJob } from './spooler.ts'

type Bits<T> = ReadonlyArray<readonly [bit: number, is: T]>

/** `PRINTER_STATUS_…` and `PRINTER_ATTRIBUTE_WORK_OFFLINE`: what keeps a printer from printing, in a few words. */
const stops: Bits<string> = [
  [0x1, 'paused'], [0x80, 'offline'], [0x1000, 'not available'], [0x8, 'paper jam'], [0x10, 'out of paper'], [0x40, 'something is wrong with its paper'], [0x20, 'waits for paper by hand'], [0x40_0000, 'cover open'],
  [0x4_0000, 'out of toner'], [0x800, 'output tray full'], [0x10_0000, 'waits for a person'], [0x20_0000, 'out of memory'], [0x4, 'being removed'], [0x2, 'error']
]
const workOffline = 0x400
/** Printing, at work, taking a job in, busy. */
const printing = 0x400 | 0x4000 | 0x100 | 0x200

const wordsOf = (words: Bits<string>, status: number): string[] => words.flatMap(([bit, is]) => ((status & bit) === 0 ? [] : [is]))

/** How a queue stands. A printer by USB that is off works offline, as Windows says. */
export function queueState({ attributes, status }: Pick<Queue, 'attributes' | 'status'>): Pick<Printer, 'state' | 'reason'> {
  const said = wordsOf(stops, status)
  if ((attributes & workOffline) !== 0 && !said.includes('offline')) said.unshift('offline')
  if (said.length > 0) return { state: 'stopped', reason: said.join(', ') }
  return { state: (status & printing) === 0 ? 'ready' : 'printing', reason: null }
}

/** `JOB_STATUS_…`. */
const job = { paused: 0x1, error: 0x2, deleting: 0x4, printing: 0x10, printed: 0x80, deleted: 0x100, complete: 0x1000, retained: 0x2000 } as const
const jobStops: Bits<string> = [[0x40, 'out of paper'], [0x20, 'offline'], [0x200, 'the driver cannot print it'], [0x400, 'waits for a person'], [job.error, 'error']]

/**
 * What a queue says of a job. A job that has ended is gone from its queue, and Windows does not say how it ended: then it is not
 * told, which is neither good nor bad.
 * @param queued `null` where the queue does not have it any more
 * @param queue how its printer stands; `null` where it is not known
 */
export function jobStateIn(queued: QueuedJob | null, queue: Pick<Queue, 'attributes' | 'status'> | null): JobState {
  if (queued === null) return { state: 'untold', reason: null }
  const { status } = queued
  const is = (bits: number): boolean => (status & bits) !== 0
  const own = queued.words === null || queued.words.trim() === '' ? null : queued.words.trim()
  if (is(job.deleting | job.deleted)) return { state: 'cancelled', reason: own }
  if (is(job.printed | job.complete | job.retained)) return { state: 'done', reason: null }
  const troubles = wordsOf(jobStops, status)
  if (troubles.length > 0) return { state: 'stopped', reason: own ?? troubles.join(', ') }
  if (is(job.paused)) return { state: 'held', reason: own }
  const stands = queue === null ? null : queueState(queue)
  if (stands?.state === 'stopped') return { state: 'stopped', reason: own ?? stands.reason }
  return { state: is(job.printing) ? 'printing' : 'queued', reason: own }
}
