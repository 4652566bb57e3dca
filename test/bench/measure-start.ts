import { join } from 'node:path'
import { buildIfChanged } from '../../scripts/build.mjs'
import { launch, newUserData, remove } from '../e2e/driver.ts'
import { fillStore } from './big-store.ts'

/** Milliseconds from the start of the program until its first screen shows what it has: the median of several starts of each. */
export interface StartsMeasured {
  readonly empty: number
  readonly full: number
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

async function start(userData: string, shown: string): Promise<number> {
  const began = performance.now()
  const app = await launch({ userData })
  await app.page.locator(shown).first().waitFor()
  const took = performance.now() - began
  await app.close()
  return took
}

/** Starts the built application again and again, in turn on an empty data folder and on one with so many orders and finished commands. */
export async function measureStarts(orders: number, commands: number, rounds = 7): Promise<StartsMeasured> {
  const { ok, out } = await buildIfChanged()
  if (!ok) throw new Error(out)
  const [empty, full] = [newUserData(), newUserData()]
  try {
    await fillStore(join(full, 'packbench.db'), orders, commands)
    const times: { empty: number[]; full: number[] } = { empty: [], full: [] }
    for (let round = 0; round <= rounds; round++) {
      const took = { empty: await start(empty, 'h1'), full: await start(full, '[role=row][data-index] time') }
      // The first start of each makes what the later ones find.
      if (round === 0) continue
      times.empty.push(took.empty)
      times.full.push(took.full)
    }
    return { empty: median(times.empty), full: median(times.full) }
  } finally {
    remove(empty)
    remove(full)
  }
}
