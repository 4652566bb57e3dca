import type { Backup, BackupReason } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import { runOnThread } from './run-on-thread.ts'

export interface BackupThreadData {
  readonly file: string
  readonly why: BackupReason
  readonly now: Millis
}

/**
 * Makes a backup on a thread of its own.
 * @param path `backup.worker.ts`, or what the build made of it
 * @throws Trouble `storage_*`, `backups_read_only`, `backup_failed` with the system's words; the backups are as they were
 */
export const makeBackupOnThread = (path: string, data: BackupThreadData): Promise<Backup> => runOnThread(path, data, 'backup_failed')
