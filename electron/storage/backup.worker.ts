import { workerData } from 'node:worker_threads'
import type { BackupThreadData } from './backup-thread.ts'
import { backUpFile } from './backups.ts'
import { say } from './run-on-thread.ts'

// One backup, on a thread of its own: `makeBackupOnThread` is the other end.
const { file, why, now } = workerData as BackupThreadData // `makeBackupOnThread` gave it
say(() => backUpFile(file, why, now), 'backup_failed')
