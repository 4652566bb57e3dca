import { parentPort, workerData } from 'node:worker_threads'
import { letSignalsPass } from './passing-signals.ts'
import { databases } from './template.ts'
import { takeOverTime } from './virtual-time.ts'
import { runSeed } from './world.ts'

/** Which seeds a thread runs. */
export interface Share {
  readonly seeds: readonly number[]
  /** Where its databases are. */
  readonly folder: string
}

// The file of the threads that `range.ts` starts: nothing else may run in a thread whose time has been taken over.
const { seeds, folder } = workerData as Share // as range.ts gives it
takeOverTime()
letSignalsPass()
const files = await databases(folder)
for (const seed of seeds) parentPort?.postMessage(await runSeed(seed, files))
