import { parentPort, workerData } from 'node:worker_threads'
import { tellable } from '../contract/result.ts'
import type { BackupSaid, BackupThreadData } from './backup-thread.ts'
import { backUpFile } from './backups.ts'
import { storageTrouble } from './open-database.ts'

// One backup, on a thread of its own: `makeBackupOnThread` is the other end.
const { file, why, now } = workerData as BackupThreadData // `makeBackupOnThread` gave it

function said(): BackupSaid {
  try {
    return { made: backUpFile(file, why, now) }
  } catch (error) {
    return { trouble: tellable(storageTrouble(error), 'backup_failed') }
  }
}
parentPort?.postMessage(said())
