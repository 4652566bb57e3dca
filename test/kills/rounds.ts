import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chanceOf } from './chance.ts'
import { startJoom } from './joom.ts'
import { judge } from './judge.ts'
import { remainsOf } from './remains.ts'
import { ordersToShip, roomIn, type Room } from './room.ts'
import { runRound, type Course } from './round.ts'

export interface Kills {
  readonly rounds: number
  readonly seed: number
  /** How many times as fast as usual the outbox waits: `--outbox-pace` of Packbench. 1: as in the product. */
  readonly pace: number
}

/** What came of it. Those of several runs can be added up. */
export interface Figures {
  readonly rounds: number
  readonly commands: number
  readonly killedSending: number
  readonly killedReading: number
  readonly killedIdle: number
  readonly killedStarting: number
  readonly applied: number
  /** Commands whose outcome was not known at some time; of those: found done by reading, and sent again after it was found that Joom has not got them. */
  readonly unknown: number
  readonly foundDone: number
  readonly sentAgain: number
  readonly refused: number
  readonly conflicts: number
  readonly appliedTwice: number
  readonly missing: number
  readonly breaches: readonly string[]
}

/** Seconds for which readings do not see an accepted change. */
const showsLate = 0.3
/** More than the longest chain of waits, at the usual pace. */
const patience = 20 * 60_000

/** Lets everything come to its end, with a Joom that behaves. */
async function settle({ app, signIn }: Room): Promise<void> {
  for (const since = Date.now(); Date.now() - since < patience;) {
    await signIn()
    const { unknown, waiting, due, sending } = await app().ask('outbox.summary', undefined)
    if (unknown + waiting + due + sending === 0) return
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
}

/**
 * Kills the main process of Packbench while it confirms batches at a Joom that misbehaves, a round after the other on one data
 * folder, lets everything settle, and has the server's log judge. The folder stays where there is a breach.
 */
export async function runKills({ rounds, seed, pace }: Kills): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-kills-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const joom = await startJoom(join(folder, 'joom'), 60 + rounds * 12, showsLate)
  let room: Room | null = null
  try {
    room = await roomIn(data, pace, joom)
    const course: Course = { room, joom, chance: chanceOf(seed), fresh: await ordersToShip(room), used: [], confirmed: new Set(), kills: { sending: 0, reading: 0, idle: 0, starting: 0 }, breaches: [] }
    for (let round = 1; round <= rounds; round++) await runRound(course, round)
    await joom.behave()
    await settle(room)
    const judged = judge(course.confirmed, await room.commands(), await joom.log())
    await room.app().kill()
    const { unknown, foundDone, sentAgain } = remainsOf(data)
    const breaches = [...course.breaches, ...judged.breaches]
    if (breaches.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    else breaches.push(`see ${folder}`)
    const { kills } = course
    return { ...judged, rounds, unknown, foundDone, sentAgain, killedSending: kills.sending, killedReading: kills.reading, killedIdle: kills.idle, killedStarting: kills.starting, breaches }
  } finally {
    await room?.app().kill()
    await joom.stop()
  }
}
