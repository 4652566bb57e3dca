import type { RawWanted, Winspool } from './spooler.ts'
import { windowsTrouble } from './windows-troubles.ts'

/**
 * Hands bytes to a queue as they are.
 * @returns the number of the job
 * @throws Trouble where the queue has surely none of them; Error where it may have some
 */
export function handRaw(winspool: Pick<Winspool, 'startRaw'>, { queue, title, bytes }: RawWanted): number {
  let handed = 0
  try {
    const job = winspool.startRaw(queue, title)
    try {
      while (handed < bytes.length) {
        const taken = job.write(bytes.subarray(handed))
        if (taken === 0) throw new Error('The queue takes no more')
        handed += taken
      }
      job.end()
      return job.id
    } catch (error) {
      job.abort()
      throw error
    } finally {
      job.close()
    }
  } catch (error) {
    if (handed > 0) throw new Error(`The queue of ${queue} broke off`, { cause: error })
    throw windowsTrouble(error, queue)
  }
}
