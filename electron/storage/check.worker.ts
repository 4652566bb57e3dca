import { workerData } from 'node:worker_threads'
import { checkFile } from './check-file.ts'
import type { CheckThreadData } from './check-thread.ts'
import { say } from './run-on-thread.ts'

// One look at every page, on a thread of its own: `checkOnThread` is the other end.
const { file, now } = workerData as CheckThreadData // `checkOnThread` gave it
say(() => { checkFile(file, now) }, 'internal')
