import { timeToFulfil } from './order-life.ts'
import type { Millis, OrderFacts, ShipTo, State } from './store-order.ts'
import { itemOf } from './demo-items.ts'
import { livedOrder } from './demo-history.ts'
import { peopleOf } from './demo-people.ts'
import { shipToOf, type Person } from './demo-person.ts'
import { hexId, randomFrom } from './demo-random.ts'

const hour = 3_600_000
const minute = 60_000

/** A person's purchase: one order for each thing bought. */
interface Purchase { readonly person: Person; readonly round: number; readonly size: number; readonly state: State }

/** Of 17 people who bought one thing, five have an order that needs nothing any more. */
const statesOfSingles: Readonly<Record<number, State>> = { 2: 'SHIPPED', 5: 'REFUNDED', 8: 'SHIPPED', 11: 'REQUIRE_REVIEW', 14: 'SHIPPED' }

/**
 * The orders of a fresh demo store: the same every time but for the clock. The first 150 are those that
 * `docs/rehearsal.md` describes; where more are asked for, the same people buy again and live at other doors.
 * @param now deadlines are counted from here
 * @param store the number of the demo store: another one has other people, ids, quantities and deadlines
 */
export function demoOrders(count: number, now: Millis, store = 1): OrderFacts[] {
  const random = randomFrom(20_260_800 + store)
  const purchases = purchasesOf(count, peopleOf(store))
  const open = purchases.filter(({ state }) => state === 'APPROVED').length
  const orders: OrderFacts[] = []
  let opened = 0
  purchases.forEach(({ person, round, size, state }, nth) => {
    const hours = state === 'APPROVED' ? hoursLeft(opened++, open) : 24 - Math.floor(random() * 480)
    // Half an hour over the hours meant, so that the first looks at the store see just those.
    const dueAt = now + hours * hour + (hours > 0 || state !== 'APPROVED' ? 30 : -Math.ceil(random() * 600)) * minute
    const transactionId = size > 1 || random() < 0.8 ? hexId(`transaction ${nth}`, store) : null
    for (let part = 0; part < size; part++) {
      const number = orders.length
      const bought = { id: orderId(number, store), buyerId: hexId(`buyer ${nth}`, store), transactionId, orderedAt: dueAt - timeToFulfil, dueAt, item: itemOf(number, store, random), shipTo: shipTo(person, round) }
      orders.push(livedOrder(bought, state, number, now, random))
    }
  })
  return orders
}

/** Everybody buys once a round; the last purchase is cut where `count` is reached. */
function purchasesOf(count: number, people: readonly Person[]): Purchase[] {
  const purchases: Purchase[] = []
  let left = count
  let singles = 0
  for (let round = 0; left > 0; round++) {
    for (const person of people) {
      const size = Math.min(left, person[8] ?? 1)
      if (size > 0) purchases.push({ person, round, size, state: (size === 1 ? statesOfSingles[singles++ % 17] : undefined) ?? 'APPROVED' })
      left -= size
    }
  }
  return purchases
}

/**
 * Hours left for one of `open` purchases: a few are late (0), the others run from 1 to 190, denser near the end of their
 * time. Neighbours get hours far apart.
 */
function hoursLeft(nth: number, open: number): number {
  const late = open >= 40 ? Math.round(open * 0.03) : 0
  const step = [37, 41, 43].find((prime) => open % prime !== 0) ?? 1
  const rank = ((nth * step) % open) - late
  if (rank < 0) return 0
  return open - late > 1 ? 1 + Math.round(189 * (rank / (open - late - 1)) ** 1.5) : 1
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Mostly 8 capitals and digits, the third of them another for each store; every ninth 24 hexadecimal digits: both are in use. */
function orderId(number: number, store: number): string {
  if (number % 9 === 4) return hexId(`order ${number}`, store)
  // Multiplying by an odd number permutes the 2^25 codes, so no id comes twice.
  let rest = (number * 11_035_245 + 12_345) % 2 ** 25
  let code = ''
  for (let i = 0; i < 5; i++) { code = digits.charAt(rest % 32) + code; rest = Math.floor(rest / 32) }
  return `26${digits.charAt((digits.indexOf('V') + store - 1) % 32)}${code}`
}

function shipTo(person: Person, round: number): ShipTo {
  const to = shipToOf(person)
  return round === 0 ? to : { ...to, street_address2: [to.street_address2, `#${round + 1}`].filter(Boolean).join(' ') }
}
