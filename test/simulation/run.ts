import { parentPort, workerData } from 'node:worker_threads'
import { letSignalsPass } from './passing-signals.ts'
import { databases } from './template.ts'
import { takeOverTime } from './virtual-time.ts'
import { runSeed } from './world.ts'

/** Which seeds a thread runs: every `step`th from `first` on, `seeds` of them. */
export interface Share {
  readonly first: number
  readonly seeds: number
  readonly step: number
  /** Where its databases are. */
  readonly folder: string
}

// The file of the threads that `range.ts` starts: nothing else may run in a thread whose time has been taken over.
const { first, seeds, step, folder } = workerData as Share // as range.ts gives it
takeOverTime()
letSignalsPass()
const files = await databases(folder)
for (let n = 0; n < seeds; n++) parentPort?.postMessage(await runSeed(first + n * step, files))
