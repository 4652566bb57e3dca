import { Trouble } from '../contract/result.ts'
import { doubtOf, type Doubt } from '../domain/doubt.ts'
import type { OrderId } from '../domain/ids.ts'
import type { UnreadOrder } from '../domain/outcome.ts'

/** What came of reading orders again. `unread`: how many Joom could not be asked for: these are printed as they are known. `doubts`: those that are not printed, and why. */
export interface Reread {
  readonly unread: number
  readonly doubts: ReadonlyMap<OrderId, Doubt>
}

/** @param unread the orders that could not be read, or whose answer was not believed, with the reason */
export function rereadOf(unread: ReadonlyMap<OrderId, UnreadOrder>): Reread {
  const doubts = new Map([...unread].flatMap(([id, why]) => {
    const doubt = doubtOf(why)
    return doubt === null ? [] : [[id, doubt] as const]
  }))
  return { unread: unread.size - doubts.size, doubts }
}

/** How many orders a sentence names. */
const mostNamed = 5

/** @throws Trouble of this code, with how many and the ids at Joom of the first of them, where Joom's answer speaks against what is known of one, now or when it was read before */
export function refuseDoubted(code: 'run_doubted' | 'paper_doubted', orders: readonly { readonly id: OrderId; readonly joomId: string; readonly readable: boolean }[], reading: Pick<Reread, 'doubts'> | undefined): void {
  const doubted = orders.filter(({ id, readable }) => !readable || reading?.doubts.has(id) === true)
  if (doubted.length === 0) return
  const named = doubted.slice(0, mostNamed).map(({ joomId }) => joomId)
  throw new Trouble({ code, params: { n: doubted.length, orders: [...named, ...(doubted.length > named.length ? ['…'] : [])].join(', ') } })
}
