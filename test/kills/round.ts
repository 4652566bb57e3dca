import type { FulfilItem, ModifyItem, OrderRow, RefundItem } from '../../electron/contract/schemas.ts'
import { Gone } from './app.ts'
import { askedBy, nameOf, type Asked } from './asked.ts'
import type { Chance } from './chance.ts'
import type { Joom } from './joom.ts'
import { remainsOf, type Moment } from './remains.ts'
import type { Room } from './room.ts'
import { faultsOf, interferenceOf } from './trouble.ts'

/** What a row of rounds knows in common. */
export interface Course {
  readonly room: Room
  readonly joom: Joom
  readonly chance: Chance
  /** Orders that nothing was done with yet. */
  readonly fresh: OrderRow[]
  /** Orders that a round has shipped or meant to. */
  readonly used: OrderRow[]
  /** What Packbench has said it took on, by `nameOf`. */
  readonly confirmed: Set<string>
  readonly kills: Record<Moment | 'starting', number>
  readonly breaches: string[]
}

interface Batch { readonly asked: readonly Asked[]; readonly submit: () => Promise<{ readonly problems: readonly unknown[] }> }

const provider = 'China Post'
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Fresh orders to ship; of earlier ones some get another number or are refunded. */
function batchesOf({ room, chance, fresh, used }: Course, round: number): { readonly batches: readonly Batch[]; readonly ids: readonly string[] } {
  const number = (nth: number): string => `RB${String(round).padStart(5, '0')}${String(nth).padStart(3, '0')}CN`
  const shipped = fresh.splice(0, chance.whole(4, 8))
  const earlier = [...used].sort(() => chance.whole(-1, 1)).slice(0, 3)
  const [corrected, ...refunded] = earlier
  used.push(...shipped)
  const asked = (order: OrderRow, call: Asked['call'], trackingNumber: string | null): Asked => ({ joomId: order.joomId, call, trackingNumber })
  const fulfils = shipped.map((order, nth): FulfilItem => ({ orderId: order.id, provider, trackingNumber: number(nth), shippingTime: '7-21', note: null }))
  const modified: ModifyItem[] = corrected ? [{ orderId: corrected.id, provider, trackingNumber: number(100) }] : []
  const refunds = refunded.slice(0, chance.whole(0, 2)).map((order): RefundItem => ({ orderId: order.id, reasonCode: 2, note: null }))
  const { ask } = room.app()
  const batches: Batch[] = [
    { asked: shipped.map((order, nth) => asked(order, 'fulfill-one', number(nth))), submit: () => ask('outbox.fulfil', { items: fulfils }) },
    ...(corrected ? [{ asked: [asked(corrected, 'modify-tracking', number(100))], submit: () => ask('outbox.modifyTracking', { items: modified }) }] : []),
    ...(refunds.length > 0 ? [{ asked: refunded.slice(0, refunds.length).map((order) => asked(order, 'refund', null)), submit: () => ask('outbox.refund', { items: refunds }) }] : [])
  ]
  return { batches, ids: [...shipped, ...earlier].map(({ joomId }) => joomId) }
}

async function kill({ room, kills, breaches }: Course, round: number): Promise<void> {
  await room.app().kill()
  const { moment, whole } = remainsOf(room.folder)
  kills[moment]++
  if (!whole) breaches.push(`round ${String(round)}: the database is damaged`)
}

/** Starts Packbench again, at times more than once: killed while it starts, or while it finds out what became of everything. */
async function startAgain(course: Course, round: number): Promise<void> {
  const { room, chance, kills } = course
  while (chance.percent(25)) {
    const app = room.start()
    if (chance.percent(30)) {
      await pause(chance.whole(100, 1200))
      await app.kill()
      kills.starting++
    } else {
      await app.ready
      await pause(chance.whole(0, 900))
      await kill(course, round)
    }
  }
  await room.start().ready
}

/** One batch is confirmed while Joom misbehaves, and the process is killed at some moment of it. It goes on with whatever came of that. */
export async function runRound(course: Course, round: number): Promise<void> {
  const { room, joom, chance, confirmed, breaches } = course
  await joom.behave()
  await room.signIn()
  const { batches, ids } = batchesOf(course, round)
  // A refund of an order that an earlier round meant to refund has that one's name.
  const before = new Set(confirmed)
  for (const fault of faultsOf(chance)) await joom.misbehave(fault)
  const unanswered: Batch[] = []
  const submitting = batches.map(async (batch) => {
    try {
      const { problems } = await batch.submit()
      if (problems.length === 0) for (const asked of batch.asked) confirmed.add(nameOf(asked))
    } catch (error) {
      if (!(error instanceof Gone)) throw error
      unanswered.push(batch)
    }
  })
  const act = interferenceOf(chance, ids)
  const interfering = act === null ? Promise.resolve(false) : pause(chance.whole(0, 400)).then(() => joom.elsewhere(act))
  // Mostly while it is sent; at times before anybody was told that it was taken on.
  if (chance.percent(15)) await pause(chance.whole(0, 150))
  else await Promise.all(submitting).then(() => pause(chance.whole(0, 600)))
  await kill(course, round)
  await Promise.all([interfering, ...submitting])
  await startAgain(course, round)

  if (unanswered.length === 0) return
  const known = new Set((await room.commands()).map((row) => nameOf(askedBy(row))))
  for (const { asked } of unanswered) {
    const names = asked.map(nameOf).filter((name) => !before.has(name))
    const kept = names.filter((name) => known.has(name))
    if (kept.length > 0 && kept.length < names.length) breaches.push(`round ${String(round)}: half a batch was kept: ${kept.join(', ')}`)
    for (const name of kept) confirmed.add(name)
  }
}
