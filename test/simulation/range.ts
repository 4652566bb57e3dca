import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Share } from './run.ts'
import { databaseFolder } from './template.ts'
import type { Outcome } from './world.ts'

/** So many seeds from the first on. */
export const seedsFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, nth) => first + nth)

/**
 * Runs seeds in so many threads, of which none begins far ahead of the others.
 * @param told of each as it ends; where it says `enough`, the rest is left
 * @throws where a thread does
 */
export async function runSeeds(seeds: readonly number[], threads: number, told: (outcome: Outcome) => 'enough' | undefined): Promise<void> {
  const folders = Array.from({ length: threads }, databaseFolder)
  const running = folders.map((folder, nth) => startShare({ seeds: seeds.filter((_, place) => place % threads === nth), folder }))
  await new Promise<void>((resolve, reject) => {
    let open = running.length
    for (const thread of running) {
      thread.on('message', (outcome: Outcome) => { if (told(outcome) === 'enough') resolve() })
      thread.on('error', reject)
      thread.on('exit', (code) => {
        if (code !== 0) reject(new Error(`A thread of the simulation ended with ${String(code)}`))
        else if (--open === 0) resolve()
      })
    }
  }).finally(async () => {
    await Promise.all(running.map((thread) => thread.terminate()))
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
}

/** Several times what a run needs, in megabytes: a thread that keeps what it should have let go ends with an error, and one that does not never grows beyond it. */
const memory = 160

function startShare(share: Share): Worker {
  return new Worker(new URL('./run.ts', import.meta.url), { workerData: share, resourceLimits: { maxOldGenerationSizeMb: memory } })
}
