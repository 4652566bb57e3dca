import type { Dice } from './dice.ts'
import { weather } from './faults.ts'
import type { Network } from './network.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** What people and chance do in a run. */
export interface Deeds {
  /** A person does one thing. */
  readonly act: () => void
  /** A person takes something back. */
  readonly takeBack: () => void
  /** Somebody else changes an order. */
  readonly actAtPanel: (nth: number) => void
  /** Somebody changes where an order goes. */
  readonly changeAddress: () => void
  /** A buyer orders something. */
  readonly order: (nth: number) => void
  readonly crash: () => void
  /** The application ends in the last of so many statements from now on. */
  readonly crashWithin: (statements: number) => void
  readonly close: () => void
  readonly sleep: (ms: number) => void
  readonly setClock: (by: number) => void
  /** Joom's own clock is wrong by so much from now on. */
  readonly setJoomClock: (to: number) => void
  readonly revoke: () => void
}

export interface PlanNeeds {
  readonly dice: Dice
  /** For what is taken back: what else happens does not depend on it. */
  readonly undos: Dice
  /** For changes of addresses: the same. */
  readonly addresses: Dice
  /** For what is done to Joom's clock: most runs have nothing of it, and stay as they are. */
  readonly joomClock: Dice
  readonly networks: readonly Network[]
  readonly deeds: Deeds
  /** Has something done so much later. */
  readonly after: (ms: number, work: () => void) => void
}

/** Writes down what will happen in the time of a run that is not calm. The last of it is its end. */
export function plan({ dice, undos, addresses, joomClock, networks, deeds, after }: PlanNeeds): void {
  const moves = addresses.chance(0.25)
  let end = 20 * second
  for (let n = dice.between(3, 8); n > 0; n--) {
    end += dice.chance(0.2) ? dice.between(30, 90) * second : dice.between(100, 10_000)
    after(end, deeds.act)
    // Shortly before something is confirmed, at that moment, and before it leaves.
    if (moves && addresses.chance(0.7)) after(Math.max(0, end + addresses.pick([-addresses.between(1, 20_000), 1, addresses.between(2, 60_000)])), deeds.changeAddress)
  }
  end += dice.between(10, 60) * second
  const sometimes = (most: number, work: (nth: number) => void): void => {
    for (let n = dice.between(0, most); n > 0; n--) after(dice.between(5 * second, end), () => { work(n) })
  }
  sometimes(4, deeds.actAtPanel)
  sometimes(2, deeds.order)
  sometimes(2, deeds.crash)
  sometimes(3, () => { deeds.crashWithin(dice.between(1, 80)) })
  if (dice.chance(0.2)) sometimes(1, deeds.close)
  if (dice.chance(0.3)) sometimes(2, () => { deeds.sleep(dice.pick([30 * second, 10 * minute, 8 * hour])) })
  if (dice.chance(0.3)) sometimes(2, () => { deeds.setClock(dice.pick([-10 * minute, -minute, 30 * second, 10 * minute, 26 * hour])) })
  if (dice.chance(0.25)) sometimes(2, deeds.revoke)
  // Right after something was confirmed, while it leaves, and later.
  if (undos.chance(0.25)) for (let n = undos.between(2, 6); n > 0; n--) after(undos.between(20 * second, end), deeds.takeBack)
  // It is right again now and then.
  if (joomClock.chance(0.1)) for (let n = joomClock.between(1, 2); n > 0; n--) after(joomClock.between(5 * second, end), () => { deeds.setJoomClock(joomClock.pick([-26 * hour, -hour, -5 * minute, 0, 10 * minute, 26 * hour])) })
  for (const network of networks) {
    sometimes(2, () => { network.weather = weather(dice) })
    after(dice.between(0, 15 * second), () => { network.weather = weather(dice) })
  }
  after(end, () => undefined)
}
