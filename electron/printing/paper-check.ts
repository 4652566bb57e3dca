import type { PaperSaid } from '../contract/schemas.ts'
import { sheetHash } from '../documents/sheet-hash.ts'
import type { OrderId } from '../domain/ids.ts'
import { staleParts, type ShownOrder } from '../domain/order-difference.ts'
import { judgePaper, readSheetCode } from '../domain/sheet-code.ts'
import { worldOf, type World } from '../domain/world.ts'
import type { SlipOrder, SlipSource } from './run-store.ts'
import { sheetOf, shownOf } from './slip-sheet.ts'

export interface PaperCheckNeeds {
  readonly orders: Pick<SlipSource, 'forSlips'>
  /** The orders of any connected store with this id at Joom. */
  readonly withJoomId: (joomId: string) => Promise<readonly OrderId[]>
  /** What a sheet of this order with this hash showed; `null` where no run has one, or its people were erased. */
  readonly shownOn: (id: OrderId, hash: string) => Promise<ShownOrder | null>
}

const hashOf = (order: SlipOrder): string => sheetHash(sheetOf(order, { position: 1, of: 1, sender: '', printedAt: 0 }))

/**
 * Judges the code of a sheet that was scanned, by what is known here of its order now. Where the sheet is stale, `differences`
 * say what is another now, as far as its run kept it. That it was confirmed from here since makes no sheet stale: the parcel
 * that it lies in is the one that was confirmed.
 * @param world of the stores that are worked with; `null` where both are shown
 */
export async function checkPaper(needs: PaperCheckNeeds, text: string, world: World | null): Promise<PaperSaid> {
  const code = readSheetCode(text)
  const none = { orderId: null, joomId: code?.joomId ?? null, differences: [] }
  if (code === null) return { verdict: 'not_ours', ...none }
  const at = world ?? code.world
  if (at !== code.world) return { verdict: judgePaper(code, at, null), ...none }
  const orders = (await needs.orders.forSlips(await needs.withJoomId(code.joomId))).filter((order) => order.readable && worldOf(order.environment) === at)
  const [first] = orders
  const current = orders.find((order) => hashOf(order) === code.hash)
  const order = current ?? first
  if (order === undefined) return { verdict: judgePaper(code, at, null), ...none }
  const verdict = judgePaper(code, at, hashOf(order))
  const found = { orderId: order.id, joomId: order.joomId }
  if (verdict !== 'stale') return { verdict, ...found, differences: [] }
  const shown = await needs.shownOn(order.id, code.hash)
  if (shown === null) return { verdict, ...found, differences: [] }
  const differences = staleParts(shown, { ...shownOf(order), shippedHere: order.shippedHere })
  // All that moved is the state, and it moved as it should.
  if (differences.length === 0 && hashOf({ ...order, state: shown.state }) === code.hash) return { verdict: 'current', ...found, differences: [] }
  return { verdict, ...found, differences }
}
