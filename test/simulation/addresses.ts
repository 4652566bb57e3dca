import type { DatabaseSync } from 'node:sqlite'
import type { CommandId } from '../../electron/domain/ids.ts'
import type { Difference } from '../../electron/domain/order-difference.ts'
import type { Violation } from './judge.ts'
import type { ModelJoom } from './model-joom.ts'

/** An answer that reached the application, as far as it told where an order goes; `street` is `null` where it left that out. `asked`: when its request left. */
interface Told { readonly orderId: string; readonly street: string | null; readonly asked: number; readonly came: number }
interface Sent { readonly orderId: string; readonly number: string; readonly left: number }

/** What one store's answers told of where orders go, and which confirmations left. Times are those of a clock that only goes forward. */
export class Addresses {
  readonly told: Told[] = []
  readonly sent: Sent[] = []

  answered(body: string, asked: number, came: number): void {
    for (const order of ordersIn(body)) this.told.push({ ...order, asked, came })
  }

  leaves(orderId: string, number: string, left: number): void {
    this.sent.push({ orderId, number, left })
  }
}

function ordersIn(body: string): readonly { readonly orderId: string; readonly street: string | null }[] {
  let data: unknown
  try {
    // As the model writes it, or garbled: then nothing of it is an order.
    data = (JSON.parse(body) as { readonly data?: unknown } | null)?.data
  } catch {
    return []
  }
  return (Array.isArray(data) ? data : [data]).flatMap((one: { readonly Order?: { readonly order_id: string; readonly ShippingDetail: { readonly street_address1?: string | null } } } | null) => (one?.Order === undefined ? [] : [{ orderId: one.Order.order_id, street: one.Order.ShippingDetail.street_address1 ?? null }]))
}

const isFuller = (before: string | null, after: string | null): boolean => (before ?? '').split(/\s+/).every((word) => (after ?? '').includes(word))

interface Confirmation { readonly id: CommandId; readonly joom_id: string; readonly number: string; readonly street: string | null }
interface Stopped { readonly id: CommandId; readonly joom_id: string; readonly changed: string }

/**
 * Whether every confirmation left for the address that its person knew, as far as Joom had told by then: one of the answers
 * that were asked for after the command was given told that address. And whether what was stopped for another address had one.
 * @param decided when each command was given
 */
export function judgeAddresses(database: DatabaseSync, { id: store, joom, addresses }: { readonly id: number; readonly joom: ModelJoom; readonly addresses: Addresses }, decided: ReadonlyMap<CommandId, number>): Violation[] {
  const found: Violation[] = []
  // The columns are those of the query.
  const confirmations = database.prepare("SELECT commands.id, joom_id, commands.tracking_number AS number, before ->> '$.address.street1' AS street FROM commands JOIN orders ON orders.id = order_id WHERE kind = 'fulfill' AND connection_id = ?").all(store) as unknown as Confirmation[]
  for (const { orderId, number, left } of addresses.sent) {
    const given = (id: CommandId): number => decided.get(id) ?? Infinity
    const command = confirmations.filter((one) => one.joom_id === orderId && one.number === number && given(one.id) <= left).sort((a, b) => given(b.id) - given(a.id))[0]
    // What the end of the application cut off before it was said to be written, and what was confirmed knowing no street.
    if (command === undefined || command.street === null) continue
    const told = addresses.told.filter((one) => one.orderId === orderId && one.asked >= given(command.id) && one.came <= left)
    if (!told.some(({ street }) => street === null || street === command.street)) {
      found.push({ rule: 'no confirmation leaves for an address that nobody has seen', what: `command ${String(command.id)} (${number}) left for order ${orderId} at ${command.street}; since it was given Joom told ${told.length === 0 ? 'nothing' : told.map(({ street }) => street).join(', ')}` })
    }
  }
  const stopped = database.prepare("SELECT commands.id, joom_id, observed ->> '$.changed' AS changed FROM commands JOIN orders ON orders.id = order_id WHERE connection_id = ? AND observed ->> '$.changed' IS NOT NULL").all(store) as unknown as Stopped[]
  for (const { id, joom_id, changed } of stopped) {
    const versions = joom.orders.get(joom_id)?.versions ?? []
    const hasMoved = versions.some(({ house }) => house !== 1)
    // What is told more fully of an order that has changed in something else is taken for changed by Joom's own time.
    const differs = (JSON.parse(changed) as Difference[]).some(({ field, before, after }) => (field === 'address' || field === 'quantity') && !(versions.length > 1 && isFuller(before, after)))
    if (differs && !hasMoved) found.push({ rule: 'what is left out is no change', what: `command ${String(id)} was stopped for ${changed}, and order ${joom_id} always had one address` })
  }
  return found
}
