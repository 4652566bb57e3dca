import { Worker } from 'node:worker_threads'
import type { Share } from './run.ts'
import type { Outcome } from './world.ts'

/** Runs seeds in so many threads. @param told of each as it ends @throws where a thread does */
export async function runRange({ first, seeds, threads }: { readonly first: number; readonly seeds: number; readonly threads: number }, told: (outcome: Outcome) => void): Promise<void> {
  await Promise.all(Array.from({ length: threads }, (_, nth) => runShare({ first: first + nth, seeds: Math.ceil((seeds - nth) / threads), step: threads }, told)))
}

function runShare(share: Share, told: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./run.ts', import.meta.url), { workerData: share })
    thread.on('message', (outcome: Outcome) => { told(outcome) })
    thread.on('error', reject)
    thread.on('exit', (code) => { if (code === 0) resolve(); else reject(new Error(`A thread of the simulation ended with ${String(code)}`)) })
  })
}
