import { Trouble } from '../contract/result.ts'
import type { Paper, PrintRun } from '../contract/schemas.ts'
import type { Documents } from '../documents/documents.ts'
import type { SlipWords } from '../documents/slip-words.ts'
import type { Resolution, SlipsOutput } from '../documents/slip.ts'
import type { Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import { partsOf, type RunKind } from '../domain/sheet-kind.ts'
import type { SlipLanguage } from '../domain/slip-language.ts'
import { isMixed, worldOf } from '../domain/world.ts'
import type { RunFiles } from './run-files.ts'
import type { Claim, LeftOut, RunStore, SlipOrder, SlipSource, StoredRun, StoredSheet } from './run-store.ts'
import { changedOrders, recipientTexts, sheetOf, shownOf, whyLeftOut } from './slip-sheet.ts'

export interface Wanted {
  readonly orderIds: readonly OrderId[]
  readonly kind?: RunKind | undefined
  readonly paper: Paper
  /** The first label to be used of a sheet of four. */
  readonly start?: number | undefined
  readonly since?: PrintRunId | undefined
  readonly claims?: 'leave_out' | 'print' | undefined
  readonly replaces?: PrintRunId | undefined
}

export interface PrepareNeeds {
  readonly orders: SlipSource
  readonly runs: RunStore
  /** Has orders read again that were not read just now. @returns how many of them could not be */
  readonly reread: (ids: readonly OrderId[]) => Promise<number>
  readonly documents: Pick<Documents, 'slips' | 'missingCharacters'>
  /** Address of a run's PDF within the application. */
  readonly urlOf: (id: PrintRunId) => string
  /** `slipLanguage`: in which language buyers' words are, left out in that of `words`; `slipText`: the owner's, on every slip. */
  readonly preferences: (kind: RunKind) => { readonly dpi: Resolution; readonly sender: string; readonly slipLanguage?: 'buyer' | SlipLanguage | undefined; readonly slipText?: string | undefined }
  readonly now: () => Millis
  readonly actor: () => string | null
  readonly words: SlipWords
  /** IANA name of the zone in which the sheets write moments. */
  readonly timeZone: string
}

/** A place of a run as it is made: the order, where it stands, and which copy it is. */
export interface PlacedOrder {
  readonly order: SlipOrder
  readonly position: number
  readonly of: number
  readonly copy: number
}

/** Makes the PDF of these places, in this order. */
export async function makeSheets(needs: PrepareNeeds, places: readonly PlacedOrder[], how: { readonly kind: RunKind; readonly paper: Paper; readonly start?: number | undefined; readonly run: PrintRunId; readonly at: Millis }): Promise<SlipsOutput & { readonly hashes: readonly string[] }> {
  const { documents, orders, preferences, words, timeZone } = needs
  const { dpi, sender, slipLanguage, slipText } = preferences(how.kind)
  const sheets = places.map(({ order, position, of, copy }) => sheetOf(order, { position, of, copy, run: how.run, sender, printedAt: how.at, slipLanguage, slipText }))
  const made = await documents.slips({ sheets, logos: await orders.logos([...new Set(sheets.flatMap((sheet) => sheet.logo ?? []))]), paper: how.paper, parts: partsOf[how.kind], start: how.start, dpi, title: `${titleOf(how.kind, words)} (${String(sheets.length)})`, words, timeZone })
  return { ...made, hashes: sheets.map(({ hash }) => hash) }
}

/** What the print queue shows of a run: its kind, never whose it is. */
function titleOf(kind: RunKind, words: SlipWords): string {
  const names = { slip: words.packingSlip, address: words.addressLabel, codes: words.orderLabel }
  return partsOf[kind].map((part) => names[part]).join(', ')
}

/** Orders that can be printed, and why the others cannot. */
async function choose(documents: Pick<Documents, 'missingCharacters'>, ids: readonly OrderId[], rows: readonly SlipOrder[]): Promise<{ readonly chosen: SlipOrder[]; readonly leftOut: LeftOut[] }> {
  const found = new Map(rows.map((order) => [order.id, order]))
  if (isMixed([...found.values()].map((order) => order.environment))) {
    const rehearsal = [...found.values()].filter((order) => worldOf(order.environment) === 'rehearsal').length
    throw new Trouble({ code: 'run_mixed', params: { rehearsal, real: found.size - rehearsal } })
  }
  const chosen: SlipOrder[] = []
  const leftOut: LeftOut[] = []
  for (const id of new Set(ids)) {
    const order = found.get(id)
    if (order === undefined) {
      leftOut.push({ orderId: id, joomId: '', reason: 'unreadable', characters: [] })
      continue
    }
    const reason = whyLeftOut(order)
    const characters = reason === null ? await documents.missingCharacters(recipientTexts(order), order.shipTo.country) : []
    if (reason !== null) leftOut.push({ orderId: id, joomId: order.joomId, reason, characters: [] })
    else if (characters.length > 0) leftOut.push({ orderId: id, joomId: order.joomId, reason: 'missing_characters', characters })
    else chosen.push(order)
  }
  return { chosen, leftOut }
}

/** What a run showed of its orders. */
export const shownIn = (run: StoredRun | null): Map<OrderId, ShownOrder> => new Map((run?.sheets ?? []).flatMap(({ orderId, shown }) => (shown === undefined ? [] : [[orderId, shown] as const])))

const claimOf = (claim: Claim, order: SlipOrder): PrintRun['claimed'][number] => ({ orderId: claim.orderId, joomId: order.joomId, recipient: order.shipTo.name, run: claim.run, state: claim.state, at: claim.at, actor: claim.actor, copy: claim.copy + 1 })

/** See `PrintRuns.prepare`. */
export async function prepareRun(needs: PrepareNeeds, files: RunFiles, { orderIds, kind = 'packing_slip', paper, start, since, claims: answer, replaces }: Wanted): Promise<PrintRun> {
  const { orders, runs, reread, documents, urlOf, now, actor } = needs
  const shown = new Map([...(await orders.forSlips(orderIds)).map((order) => [order.id, shownOf(order)] as const), ...shownIn(since === undefined ? null : await runs.get(since))])
  const unread = await reread(orderIds)
  const createdAt = now()
  const rows = await orders.forSlips(orderIds)
  const changed = changedOrders(shown, rows)
  const { chosen, leftOut } = changed.length > 0 ? { chosen: [], leftOut: [] } : await choose(documents, orderIds, rows)
  const claims = new Map((await runs.claims(chosen.map(({ id }) => id), kind, replaces ?? null)).map((claim) => [claim.orderId, claim]))
  const claimed = answer === undefined ? chosen.flatMap((order) => { const claim = claims.get(order.id); return claim === undefined ? [] : [claimOf(claim, order)] }) : []
  if (answer === 'leave_out') leftOut.push(...chosen.flatMap(({ id, joomId }) => { const claim = claims.get(id); return claim === undefined ? [] : [{ orderId: id, joomId, reason: 'claimed' as const, characters: [], run: claim.run }] }))
  const wanted = claimed.length > 0 ? [] : answer === 'leave_out' ? chosen.filter(({ id }) => !claims.has(id)) : chosen
  const reserved = wanted.length === 0 ? null : await runs.reserve()
  const placesOf = (list: readonly SlipOrder[]): PlacedOrder[] => list.map((order, i) => ({ order, position: i + 1, of: list.length, copy: (claims.get(order.id)?.copy ?? 0) + 1 }))
  // An order of which one sheet would not be whole is left out, and the places of the others are counted anew.
  let places = placesOf(wanted)
  let made: Awaited<ReturnType<typeof makeSheets>> | null = null
  while (reserved !== null && places.length > 0) {
    made = await makeSheets(needs, places, { kind, paper, start, run: reserved, at: createdAt })
    const whole: SlipOrder[] = []
    for (const [i, { order }] of places.entries()) {
      const { problems = [], missing = [] } = made.sheets[i] ?? {}
      if (problems.length === 0) whole.push(order)
      else leftOut.push({ orderId: order.id, joomId: order.joomId, reason: 'cannot_be_made', characters: [...missing], problems: [...problems] })
    }
    if (whole.length === places.length) break
    made = null
    places = placesOf(whole)
  }
  const sheets = places.map(({ order, position, copy }, i): StoredSheet => ({
    position, copy, orderId: order.id, joomId: order.joomId, pickCode: order.pickCode, recipient: order.shipTo.name, store: order.storeName, environment: order.environment,
    page: made?.sheets[i]?.page ?? 1, pages: made?.sheets[i]?.pages ?? 1, missing: [...(made?.sheets[i]?.missing ?? [])], hash: made?.hashes[i] ?? '', shown: shownOf(order)
  }))
  const pages = made?.pages ?? 0
  const takes = made === null ? [] : [...new Set([...(replaces === undefined ? [] : [replaces]), ...(answer === 'print' ? [...claims.values()].filter(({ state }) => state === 'prepared').map(({ run }) => run) : [])])]
  const create = (): Promise<PrintRunId> => runs.create({ createdAt, kind, paper, pages, sheets, leftOut: claimed.length > 0 ? [] : leftOut }, { at: createdAt, actor: actor(), takes }, reserved ?? undefined)
  const id = made === null ? await create() : await files.keep(made.pdf, async () => {
    const id = await create()
    return { id, file: 1, value: id }
  })
  // Paper that nobody prints any more tells of people for nothing.
  for (const taken of takes) if ((await runs.ledger(taken))?.state === 'discarded') await files.remove(taken)
  return { id, kind, createdAt, paper, pages, url: urlOf(id), sheets: sheets.map(({ hash: _hash, shown: _shown, pages: _pages, ...sheet }) => sheet), leftOut: claimed.length > 0 ? [] : leftOut, changed, claimed, unread }
}
