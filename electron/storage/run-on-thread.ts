import { parentPort, Worker } from 'node:worker_threads'
import { tellable, Trouble, type AppError } from '../contract/result.ts'
import { storageTrouble } from './open-database.ts'

/** What a thread says before it ends. */
type Said<T> = { readonly done: T } | { readonly trouble: AppError }

/**
 * Does one thing on a thread of its own: whoever reads or writes the database meanwhile is not held up.
 * @param path a file whose last act is `say`, or what the build made of it
 * @param otherwise the code of a trouble that has none
 * @throws Trouble what it found; where the thread itself fails, `otherwise` with the system's words
 */
export function runOnThread<T>(path: string, workerData: unknown, otherwise: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    worker.once('message', (said: Said<T>) => { if ('done' in said) resolve(said.done); else reject(new Trouble(said.trouble)) })
    worker.once('error', (error: Error) => { reject(new Trouble({ code: otherwise, detail: error.message }, { cause: error })) })
    // After an answer this changes nothing.
    worker.once('exit', (code) => { reject(new Trouble({ code: otherwise, detail: `The thread ended with ${String(code)}` })) })
  })
}

/** The other end of `runOnThread`: does it, and says what came of it. */
export function say(work: () => unknown, otherwise: string): void {
  let said: Said<unknown>
  try {
    said = { done: work() }
  } catch (error) {
    said = { trouble: tellable(storageTrouble(error), otherwise) }
  }
  parentPort?.postMessage(said)
}
