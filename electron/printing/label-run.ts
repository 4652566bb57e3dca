import { setTimeout as wait } from 'node:timers/promises'
import type { PrinterFault } from '../contract/schemas.ts'
import type { Labels } from '../documents/labels.ts'
import type { HostStatus } from './host-status.ts'
import { LinkError, type ZplLink } from './zpl-link.ts'

/** How far a job has come, in pages of its document. */
export interface LabelsHanded {
  readonly of: number
  /** Handed over; where the connection broke, the last of them perhaps in part. */
  readonly handed: number
  /** Out for certain: the printer has said so. What lies between the two may be out or not, what lies beyond is not. */
  readonly out: number
  /** What the printer waits for a person to see to. */
  readonly fault: PrinterFault | null
}

/** How a job ended. `printed`: the printer says that nothing is left. `held`: it has all of it and waits for a person. `unknown`: it tells nothing. */
export type LabelsEnd = 'printed' | 'held' | 'unknown'

/** Why a job ended before all of it was handed over. */
export class LabelsStopped extends Error {
  override readonly name = 'LabelsStopped'
  readonly why: 'broken' | 'stalled' | 'cancelled' | 'not_made' | PrinterFault
  readonly handed: LabelsHanded

  constructor(why: LabelsStopped['why'], handed: LabelsHanded, options?: ErrorOptions) {
    super(options?.cause instanceof Error ? options.cause.message : why, options)
    this.why = why
    this.handed = handed
  }
}

/** How a job is paced. Times in milliseconds. */
export interface LabelPace {
  /** How many labels a printer that tells may have before it that are not out: few, so that what is cancelled stops soon, and little is unknown where it breaks. */
  readonly ahead: number
  /** Between two questions. */
  readonly every: number
  /** How long a printer may do nothing, for want of paper or for no reason that it tells. */
  readonly patience: number
}

/** Three labels ahead, asked four times a second, ten minutes of patience. */
export const usualPace: LabelPace = { ahead: 3, every: 250, patience: 600_000 }

/** How many questions in a row a printer that answered before may leave without an answer. */
const mostSilent = 3

/**
 * Hands labels to a printer, one after the other, and follows it where it tells how it is. A fault at the beginning ends the job
 * before anything is sent; a later one is waited out. Cancelled, no further label is begun.
 * @returns how it ended, once everything was handed over
 * @throws LabelsStopped
 */
export async function runLabels(link: ZplLink, labels: Labels, pace: LabelPace, job: { readonly signal?: AbortSignal | undefined; readonly progress?: ((at: LabelsHanded) => void) | undefined }): Promise<LabelsEnd> {
  let at: LabelsHanded = { of: labels.count, handed: 0, out: 0, fault: null }
  const move = (to: Partial<LabelsHanded>): void => {
    at = { ...at, ...to }
    job.progress?.(at)
  }
  const stopped = (why: LabelsStopped['why'], cause?: unknown): LabelsStopped => new LabelsStopped(why, at, { cause })
  const onTheLink = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw stopped(error instanceof LinkError && error.trouble === 'stalled' ? 'stalled' : 'broken', error)
    }
  }
  const cancelled = (): boolean => job.signal?.aborted === true
  const heard = (status: HostStatus): void => {
    move({ out: Math.max(at.out, at.handed - status.toPrint), fault: status.fault })
  }
  /** Until no more than `most` labels are before the printer. */
  const follow = async (most: number, orFault: boolean): Promise<void> => {
    let silent = 0
    for (let idle = 0; ; idle += pace.every) {
      const before = at.out
      const status = await onTheLink(link.ask())
      silent = status === null ? silent + 1 : 0
      if (silent === mostSilent) throw stopped('stalled')
      if (status === null) continue
      heard(status)
      if (status.fault === null ? status.toPrint <= most : orFault) return
      if (cancelled()) return
      if (at.out > before) idle = 0
      if (idle >= pace.patience) throw stopped(status.fault ?? 'stalled')
      await wait(pace.every)
    }
  }

  const first = await onTheLink(link.ask())
  if (first?.fault != null) throw stopped(first.fault)
  // Labels of another's job that are still before it are not counted as ours.
  if (first !== null && first.toPrint > 0) await follow(0, false)
  for (let i = 0; i < labels.count; i++) {
    if (cancelled()) throw stopped('cancelled')
    const zpl = await labels.label(i).catch((cause: unknown) => { throw stopped('not_made', cause) })
    move({ handed: i + 1 })
    await onTheLink(link.send(zpl))
    if (first !== null && i + 1 < labels.count) await follow(pace.ahead - 1, false)
  }
  if (first === null) {
    await onTheLink(link.close())
    return 'unknown'
  }
  await follow(0, true)
  return at.fault === null && at.out === at.of ? 'printed' : 'held'
}
