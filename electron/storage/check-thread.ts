import type { Millis } from '../domain/ids.ts'
import { runOnThread } from './run-on-thread.ts'

export interface CheckThreadData {
  readonly file: string
  readonly now: Millis
}

/**
 * Looks at every page of the database on a thread of its own.
 * @param path `check.worker.ts`, or what the build made of it
 * @throws Trouble `storage_damaged`; another where it could not look
 */
export const checkOnThread = (path: string, data: CheckThreadData): Promise<void> => runOnThread(path, data, 'internal')
