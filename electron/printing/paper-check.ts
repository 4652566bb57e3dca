import type { PaperSaid } from '../contract/schemas.ts'
import { sheetHash } from '../documents/sheet-hash.ts'
import type { OrderId, PrintRunId } from '../domain/ids.ts'
import { staleParts, type ShownOrder } from '../domain/order-difference.ts'
import { joomIdOf, worldOfCode } from '../domain/pick-code.ts'
import { judgePaper, orderNamedBy, type OrderNamed, type SheetCode } from '../domain/sheet-code.ts'
import { partsOf, type OrderPart, type RunKind } from '../domain/sheet-kind.ts'
import { worldOf, type World } from '../domain/world.ts'
import type { SlipOrder, SlipSource } from './run-store.ts'
import { sheetOf, shownOf } from './slip-sheet.ts'

/** A sheet of an order that somebody may have in hand: it was saved, handed over, or may have been. */
export interface PaperOut {
  readonly run: PrintRunId
  readonly kind: RunKind
  readonly position: number
  readonly copy: number
  readonly hash: string
}

export interface PaperCheckNeeds {
  readonly orders: Pick<SlipSource, 'forSlips'>
  /** The orders of any connected store with this id at Joom. */
  readonly withJoomId: (joomId: string) => Promise<readonly OrderId[]>
  /** The order of any connected store with this pick code, if there is one. */
  readonly withPickCode: (pickCode: string) => Promise<readonly OrderId[]>
  /** What a sheet of this order with this hash showed; `null` where no run has one, or its people were erased. */
  readonly shownOn: (id: OrderId, hash: string) => Promise<ShownOrder | null>
  /** The sheets of this order that somebody may have in hand, the newest first. */
  readonly papersOf: (id: OrderId) => Promise<readonly PaperOut[]>
}

const hashOf = (order: SlipOrder): string => sheetHash(sheetOf(order, { position: 1, of: 1, sender: '', printedAt: 0 }))

/** What of an order is not as a sheet says whose hash is this, as far as its run kept it. */
async function comparedWith({ shownOn }: PaperCheckNeeds, order: SlipOrder, said: string): Promise<Pick<PaperSaid, 'differences'> & { readonly stale: boolean }> {
  if (hashOf(order) === said) return { stale: false, differences: [] }
  const shown = await shownOn(order.id, said)
  if (shown === null) return { stale: true, differences: [] }
  const differences = staleParts(shown, { ...shownOf(order), shippedHere: order.shippedHere })
  // All that moved is the state, and it moved as it should.
  const asItShould = differences.length === 0 && hashOf({ ...order, state: shown.state }) === said
  return { stale: !asItShould, differences }
}

/** By the hash that the sheet's own code says. */
async function checkSheet(needs: PaperCheckNeeds, code: SheetCode & { readonly hash: string }, world: World | null): Promise<PaperSaid> {
  const none = { orderId: null, joomId: code.joomId, differences: [], newest: null }
  const at = world ?? code.world
  if (at !== code.world) return { verdict: judgePaper(code, at, null), ...none }
  const orders = (await needs.orders.forSlips(await needs.withJoomId(code.joomId))).filter((order) => order.readable && worldOf(order.environment) === at)
  const order = orders.find((one) => hashOf(one) === code.hash) ?? orders[0]
  if (order === undefined) return { verdict: judgePaper(code, at, null), ...none }
  const { stale, differences } = await comparedWith(needs, order, code.hash)
  return { verdict: stale ? 'stale' : 'current', orderId: order.id, joomId: order.joomId, differences, newest: null }
}

/** The orders that a code without a hash names. */
async function ordersNamed(needs: PaperCheckNeeds, named: Exclude<OrderNamed, { by: 'sheet' }>): Promise<readonly SlipOrder[]> {
  if (named.by === 'pick_code') return needs.orders.forSlips(await needs.withPickCode(named.pickCode))
  const id = joomIdOf(named.code, 'rehearsal')
  const exactly = await needs.withJoomId(id)
  // Scanners send capitals, or small letters, as they are set.
  const ids = exactly.length > 0 ? exactly : await needs.withJoomId(id.toLowerCase())
  return (await needs.orders.forSlips(ids)).filter(({ environment }) => id === named.code || worldOf(environment) === 'rehearsal')
}

/** Of each part that an order has on paper the newest sheet, the newest first. */
function newestOf(papers: readonly PaperOut[]): PaperOut[] {
  const seen = new Set<OrderPart>()
  return papers.filter(({ kind }) => {
    const fresh = partsOf[kind].filter((part) => !seen.has(part))
    for (const part of fresh) seen.add(part)
    return fresh.length > 0
  })
}

/** By the newest sheets that the ledger has of the order, since the code itself does not say which sheet it is on. */
async function checkNewest(needs: PaperCheckNeeds, named: Exclude<OrderNamed, { by: 'sheet' }>, world: World | null): Promise<PaperSaid> {
  const order = (await ordersNamed(needs, named)).find(({ readable, environment }) => readable && (world === null || worldOf(environment) === world))
  if (order === undefined) {
    const of = worldOfCode(named.by === 'id' ? named.code : named.pickCode)
    return { verdict: world !== null && of !== null && of !== world ? of : 'not_ours', orderId: null, joomId: null, differences: [], newest: null }
  }
  const found = { orderId: order.id, joomId: order.joomId }
  const papers = (await needs.papersOf(order.id)).filter(({ hash }) => hash !== '')
  const [last] = papers
  if (last === undefined) return { verdict: 'never_printed', ...found, differences: [], newest: null }
  const compared = new Map<string, Awaited<ReturnType<typeof comparedWith>>>()
  for (const hash of new Set(papers.map((paper) => paper.hash))) compared.set(hash, await comparedWith(needs, order, hash))
  const isStale = ({ hash }: PaperOut): boolean => compared.get(hash)?.stale === true
  const wrong = newestOf(papers).find(isStale)
  const { run, position, copy, hash } = wrong ?? last
  return {
    verdict: wrong === undefined ? 'current' : 'stale', ...found, differences: wrong === undefined ? [] : compared.get(hash)?.differences ?? [],
    newest: { run, position, copy, older: wrong === undefined && papers.some(isStale) }
  }
}

/**
 * Judges the code of a sheet that was scanned, by what is known here of its order now. Where the sheet is stale, `differences`
 * say what is another now, as far as its run kept it. That it was confirmed from here since makes no sheet stale: the parcel
 * that it lies in is the one that was confirmed. A code without a hash (a pick code, an id alone) is judged by the newest sheets
 * of its order: `newest` says which one was looked at, and whether earlier ones say something else.
 * @param world of the stores that are worked with; `null` where both are shown
 */
export async function checkPaper(needs: PaperCheckNeeds, text: string, world: World | null): Promise<PaperSaid> {
  const named = orderNamedBy(text)
  if (named === null) return { verdict: 'not_ours', orderId: null, joomId: null, differences: [], newest: null }
  return named.by === 'sheet' ? checkSheet(needs, named.code, world) : checkNewest(needs, named, world)
}
