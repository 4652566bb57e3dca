import { Worker } from 'node:worker_threads'
import { Trouble, type AppError } from '../contract/result.ts'
import type { Backup, BackupReason } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'

export interface BackupThreadData {
  readonly file: string
  readonly why: BackupReason
  readonly now: Millis
}

/** What the thread says before it ends. */
export type BackupSaid = { readonly made: Backup } | { readonly trouble: AppError }

/**
 * Makes a backup on a thread of its own: whoever reads or writes the database meanwhile is not held up.
 * @param path `backup.worker.ts`, or what the build made of it
 * @throws Trouble `storage_*`, `backups_read_only`, `backup_failed` with the system's words; the backups are as they were
 */
export function makeBackupOnThread(path: string, workerData: BackupThreadData): Promise<Backup> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    worker.once('message', (said: BackupSaid) => { if ('made' in said) resolve(said.made); else reject(new Trouble(said.trouble)) })
    worker.once('error', (error: Error) => { reject(new Trouble({ code: 'backup_failed', detail: error.message }, { cause: error })) })
    // After an answer this changes nothing.
    worker.once('exit', (code) => { reject(new Trouble({ code: 'backup_failed', detail: `The thread ended with ${String(code)}` })) })
  })
}
