import { Worker } from 'node:worker_threads'
import { LabelError, type LabelProblem, type LabelStock } from './zpl.ts'

/** A PDF that becomes labels, and the printer that it becomes labels of. */
export interface LabelsWanted {
  readonly pdf: Uint8Array
  /** Dots in an inch, as the printer has them. */
  readonly dpi: number
  readonly stock: LabelStock
  /** Of each label. */
  readonly copies: number
}

/** The pages of a PDF as labels in ZPL, one after the other. */
export interface Labels {
  readonly count: number
  /** @param index from 0 @throws LabelError, see `zplOf`; Error where the page cannot be read */
  label(index: number): Promise<Uint8Array>
  /** Ends the worker; safe at any time, and again. */
  stop(): Promise<void>
}

/** What the worker says: that it is open, a label, or what went wrong, of all where `index` is `null`. */
export type LabelsReply =
  | { readonly kind: 'open'; readonly count: number }
  | { readonly kind: 'label'; readonly index: number; readonly zpl: Uint8Array }
  | { readonly kind: 'failed'; readonly index: number | null; readonly problem: LabelProblem | null; readonly message: string }

interface Waiting {
  readonly resolve: (zpl: Uint8Array) => void
  readonly reject: (error: Error) => void
}

/**
 * Opens a PDF in a worker of its own, so that neither the program nor the making of other sheets waits while it is printed. What
 * keeps any page from coming out whole is looked for first: where there is something, no label is made.
 * @param workerPath `labels.worker.ts`, or what the build made of it
 * @throws LabelError, see `zplOf`; Error where it is no PDF
 */
export function openLabels(workerPath: string, wanted: LabelsWanted): Promise<Labels> {
  const worker = new Worker(workerPath, { workerData: wanted })
  const waiting = new Map<number, Waiting>()
  let ended: Error | null = null
  const stop = async (): Promise<void> => { await worker.terminate() }
  return new Promise((resolve, reject) => {
    const end = (error: Error): void => {
      ended ??= error
      reject(ended)
      for (const one of waiting.values()) one.reject(ended)
      waiting.clear()
    }
    const label = (index: number): Promise<Uint8Array> => new Promise((made, failed) => {
      if (ended !== null) {
        failed(ended)
        return
      }
      waiting.set(index, { resolve: made, reject: failed })
      worker.postMessage(index)
    })
    worker.on('message', (reply: LabelsReply) => {
      if (reply.kind === 'open') resolve({ count: reply.count, label, stop })
      else if (reply.kind === 'label') {
        waiting.get(reply.index)?.resolve(reply.zpl)
        waiting.delete(reply.index)
      } else {
        const error = reply.problem === null ? new Error(reply.message) : new LabelError(reply.problem)
        if (reply.index === null) {
          end(error)
          void stop()
        } else {
          waiting.get(reply.index)?.reject(error)
          waiting.delete(reply.index)
        }
      }
    })
    worker.on('error', (error) => { end(error instanceof Error ? error : new Error(String(error))) })
    worker.on('exit', () => { end(new Error('The labels are no longer made')) })
  })
}
