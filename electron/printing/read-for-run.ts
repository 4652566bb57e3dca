import { setTimeout as wait } from 'node:timers/promises'
import type { OrderId } from '../domain/ids.ts'
import { onOneSlip } from './one-slip.ts'
import type { Reread } from './reread.ts'
import type { SlipOrder, SlipSource } from './run-store.ts'

/** Between portions whoever asks the database for less has their turn: the first sheet, pages that come. */
const portion = 100

/**
 * More others than a portion wait until the first slip is there, and the window has had time to draw it: beside them both would
 * take twice as long. In milliseconds: no longer than `headStart`, since a slow network is not waited for.
 */
const [headStart, drawing] = [250, 100]

/** Orders as they are now, in any order; asked for in portions. */
export async function inPortions(orders: Pick<SlipSource, 'forSlips'>, ids: readonly OrderId[]): Promise<readonly SlipOrder[]> {
  const found: SlipOrder[] = []
  for (let from = 0; from < ids.length; from += portion) found.push(...await orders.forSlips(ids.slice(from, from + portion)))
  return found
}

/** What was known of the orders of a run, and what came of reading them again. */
export interface ReadForRun {
  readonly before: readonly SlipOrder[]
  readonly reading: Reread
}

/**
 * Begins as the orders of a run's first slip are asked for, as they were known before.
 * @returns called once they have been read, as they are now; waited for
 */
export type FirstSlip = (before: readonly SlipOrder[]) => (now: readonly SlipOrder[], reading: Reread) => Promise<void>

/**
 * Has the orders of a run read again. Where somebody waits for the first slip, its orders are asked for by themselves: they come
 * long before all others have.
 * @param shared whether orders of one buyer stand on one slip
 * @throws what `reread` and `first` throw
 */
export async function readForRun({ orders, reread }: { readonly orders: SlipSource; readonly reread: (ids: readonly OrderId[]) => Promise<Reread> }, wanted: readonly OrderId[], { shared, first }: { readonly shared: boolean; readonly first: FirstSlip | undefined }): Promise<ReadForRun> {
  const ids = [...new Set(wanted)]
  const [head, ...others] = ids
  const [known] = first === undefined || head === undefined || others.length === 0 ? [] : await orders.forSlips([head])
  if (first === undefined || known === undefined) {
    const before = await inPortions(orders, ids)
    return { before, reading: await reread(ids) }
  }
  let asked: Promise<readonly SlipOrder[]> | null = null
  const knownOthers = (): Promise<readonly SlipOrder[]> => asked ??= inPortions(orders, others)
  const slip = shared && known.sameRecipientCount > 1 ? firstSlip([known, ...inOrderOf(others, await knownOthers())]) : [known]
  const ahead = slip.map(({ id }) => id)
  const readFirst = async (): Promise<Reread> => {
    const asking = reread(ahead)
    const then = first(slip)
    const reading = await asking
    await then(await orders.forSlips(ahead), reading)
    return reading
  }
  const reading = readFirst()
  const readOthers = async (): Promise<Reread> => {
    // What goes wrong with the first is told below.
    if (others.length > portion) await Promise.race([reading.then(() => wait(drawing), () => undefined), wait(headStart)])
    await knownOthers()
    return reread(others.filter((id) => !ahead.includes(id)))
  }
  const [one, rest] = await Promise.all([reading, readOthers()])
  return { before: [known, ...await knownOthers()], reading: { unread: one.unread + rest.unread, doubts: new Map([...one.doubts, ...rest.doubts]) } }
}

const firstSlip = (orders: readonly SlipOrder[]): readonly SlipOrder[] => onOneSlip(orders, () => 1)[0] ?? []

function inOrderOf(ids: readonly OrderId[], orders: readonly SlipOrder[]): SlipOrder[] {
  const found = new Map(orders.map((order) => [order.id, order]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
