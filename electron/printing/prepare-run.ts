import { rm } from 'node:fs/promises'
import type { Paper, PrintRun } from '../contract/schemas.ts'
import { isPage, mm } from '../documents/papers.ts'
import type { Documents, SlipsFile, SlipsWritten } from '../documents/documents.ts'
import type { SlipWords } from '../documents/slip-words.ts'
import type { SlipSheet } from '../documents/slip.ts'
import type { LadderDpi } from '../domain/calibration.ts'
import type { Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { MadeFor } from '../domain/made-for.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import { partsOf, type RunKind } from '../domain/sheet-kind.ts'
import type { SlipLanguage } from '../domain/slip-language.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import { lackingFields, type LackingField } from './lacking-fields.ts'
import { canShare, onOneSlip } from './one-slip.ts'
import { refuseMixed } from './one-world.ts'
import type { Reread } from './reread.ts'
import type { RunFiles } from './run-files.ts'
import type { Claim, LeftOut, RunStore, SlipOrder, SlipSource, StoredRun, StoredSheet } from './run-store.ts'
import { changedOrders, recipientTexts, sheetOf, shownOf, templateFor, whyLeftOut } from './slip-sheet.ts'

export interface Wanted {
  readonly orderIds: readonly OrderId[]
  readonly kind?: RunKind | undefined
  readonly paper: Paper
  /** The first label to be used of a sheet of four. */
  readonly start?: number | undefined
  /** Orders of one buyer stand on one slip, where the kind is slips alone. */
  readonly together?: boolean | undefined
  /** Characters that no font has are printed as their numbers where they are not the recipient's; left out, their orders are left out. */
  readonly asNumbers?: boolean | undefined
  /** In which language buyers' words are in this run; left out, as is set for all. */
  readonly language?: 'buyer' | SlipLanguage | undefined
  readonly since?: PrintRunId | undefined
  readonly claims?: 'leave_out' | 'print' | undefined
  readonly replaces?: PrintRunId | undefined
  /** The printer that it is for: `MadeFor`. Left out, the one that is set for the kind. */
  readonly printer?: string | undefined
}

/** Whoever waits for a run is told how far it is, and may give it up. */
export interface Waiting {
  readonly onProgress?: ((made: number, of: number) => void) | undefined
  /** The first sheet as a PDF of its own. */
  readonly onFirst?: ((pdf: Uint8Array) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PrepareNeeds {
  readonly orders: SlipSource
  readonly runs: RunStore
  /** Has orders read again that were not read just now. */
  readonly reread: (ids: readonly OrderId[], signal?: AbortSignal) => Promise<Reread>
  readonly documents: Pick<Documents, 'writeSlips' | 'missingCharacters'>
  /** Address of a run's PDF within the application. */
  readonly urlOf: (id: PrintRunId) => string
  /** How a kind is printed, on this printer where one is named. `begun`: the dots with which it goes on where the printer has none of its own. `slipLanguage`: in which language buyers' words are, left out in that of `words`; `slipTemplate`: how slips of stores without a template of their own look, left out as the standard has it. */
  readonly preferences: (kind: RunKind, printer?: string, begun?: LadderDpi) => { readonly madeFor: MadeFor; readonly sender: string; readonly slipLanguage?: 'buyer' | SlipLanguage | undefined; readonly slipTemplate?: SlipTemplate | undefined }
  /** The picture of an order's goods where it is here; left out: none is. */
  readonly picture?: ((id: OrderId) => Promise<Uint8Array | null>) | undefined
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
  /** The place of the first order on its slip: its own, where it has one for itself. */
  readonly slip: number
}

/** Makes the PDF of these places, in this order, in a file. `madeFor`: left out, as the kind is printed. Nothing is left of it where it is given up. */
export async function makeSheets(needs: PrepareNeeds, places: readonly PlacedOrder[], how: { readonly kind: RunKind; readonly paper: Paper; readonly start?: number | undefined; readonly run: PrintRunId; readonly at: Millis; readonly printer?: string | undefined; readonly madeFor?: MadeFor | undefined; readonly language?: 'buyer' | SlipLanguage | undefined }, file: SlipsFile): Promise<SlipsWritten & { readonly hashes: readonly string[]; readonly madeFor: MadeFor }> {
  const { documents, preferences, words, timeZone, picture } = needs
  const { madeFor: usual, sender, slipLanguage: usualLanguage, slipTemplate } = preferences(how.kind, how.printer)
  const { madeFor = usual, language: slipLanguage = usualLanguage } = how
  const { dpi, codes, shift } = madeFor
  const hashes: string[] = []
  async function* sheets(): AsyncGenerator<SlipSheet> {
    let [slip, orders]: [number, SlipSheet[]] = [0, []]
    for (const { order, position, of, copy, slip: next } of places) {
      const pictured = picture !== undefined && isPage(how.paper) && templateFor(order, slipTemplate).show.picture
      const sheet = sheetOf(order, { position, of, copy, run: how.run, sender, printedAt: how.at, slipLanguage, slipTemplate, picture: pictured ? await picture(order.id) : null })
      hashes.push(sheet.hash)
      if (next !== slip) yield* whole(orders)
      orders = next === slip ? [...orders, sheet] : [sheet]
      slip = next
    }
    yield* whole(orders)
  }
  const made = await documents.writeSlips({ sheets: sheets(), logos: await needs.orders.logos([...new Set(places.flatMap(({ order }) => order.logo ?? []))]), paper: how.paper, parts: partsOf[how.kind], start: how.start, dpi, codes, shift: shift === undefined ? undefined : { x: shift.x * mm, y: shift.y * mm }, title: `${titleOf(how.kind, words)} (${String(places.length)})`, words, timeZone }, file)
  return { ...made, hashes, madeFor }
}

/** The orders of one slip as its sheet. */
function whole([first, ...others]: readonly SlipSheet[]): SlipSheet[] {
  return first === undefined ? [] : [others.length === 0 ? first : { ...first, together: others }]
}

/** What the print queue shows of a run: its kind, never whose it is. */
function titleOf(kind: RunKind, words: SlipWords): string {
  const names = { slip: words.packingSlip, address: words.addressLabel, codes: words.orderLabel }
  return partsOf[kind].map((part) => names[part]).join(', ')
}

/** Orders that can be printed, and why the others cannot. */
async function choose(documents: Pick<Documents, 'missingCharacters'>, ids: readonly OrderId[], rows: readonly SlipOrder[], { doubts }: Reread, signal: AbortSignal | undefined): Promise<{ readonly chosen: SlipOrder[]; readonly leftOut: LeftOut[] }> {
  const found = new Map(rows.map((order) => [order.id, order]))
  refuseMixed([...found.values()].map((order) => order.environment))
  const chosen: SlipOrder[] = []
  const leftOut: LeftOut[] = []
  for (const id of new Set(ids)) {
    signal?.throwIfAborted()
    const order = found.get(id)
    if (order === undefined) {
      leftOut.push({ orderId: id, joomId: '', reason: 'unreadable', characters: [] })
      continue
    }
    const reason = whyLeftOut(order) ?? doubts.get(id) ?? null
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

/** The orders on whose sheets characters stand that no font has, with the fields in which they do. Of a slip of several orders those that have them themselves; all, where it is not known whose they are. */
async function lackingOn({ documents, preferences }: PrepareNeeds, kind: RunKind, printer: string | undefined, places: readonly PlacedOrder[], sheets: SlipsWritten['sheets']): Promise<Map<OrderId, readonly LackingField[]>> {
  const { sender, slipTemplate } = preferences(kind, printer)
  const found: Array<{ readonly place: PlacedOrder; readonly fields: readonly LackingField[] }> = []
  for (const [i, place] of places.entries()) {
    const missing = sheets[i]?.missing ?? []
    if (missing.length > 0) found.push({ place, fields: await lackingFields(documents, sheetOf(place.order, { position: 1, of: 1, sender, printedAt: 0, slipTemplate }), missing) })
  }
  const named = new Set(found.filter(({ fields }) => fields.length > 0).map(({ place }) => place.slip))
  return new Map(found.filter(({ place, fields }) => fields.length > 0 || !named.has(place.slip)).map(({ place, fields }) => [place.order.id, fields]))
}

/** See `PrintRuns.prepare`. */
export async function prepareRun(needs: PrepareNeeds, files: RunFiles, { orderIds, kind = 'packing_slip', paper, start, together = false, asNumbers = false, language, since, claims: answer, replaces, printer }: Wanted, { signal, onFirst, onProgress }: Waiting = {}): Promise<PrintRun> {
  const { orders, runs, reread, documents, urlOf, now, actor } = needs
  const shown = new Map([...(await orders.forSlips(orderIds)).map((order) => [order.id, shownOf(order)] as const), ...shownIn(since === undefined ? null : await runs.get(since))])
  const reading = await reread(orderIds)
  signal?.throwIfAborted()
  const createdAt = now()
  const rows = await orders.forSlips(orderIds)
  const changed = changedOrders(shown, rows)
  const { chosen, leftOut } = changed.length > 0 ? { chosen: [], leftOut: [] } : await choose(documents, orderIds, rows, reading, signal)
  const claims = new Map((await runs.claims(chosen.map(({ id }) => id), kind, replaces ?? null)).map((claim) => [claim.orderId, claim]))
  const claimed = answer === undefined ? chosen.flatMap((order) => { const claim = claims.get(order.id); return claim === undefined ? [] : [claimOf(claim, order)] }) : []
  if (answer === 'leave_out') leftOut.push(...chosen.flatMap(({ id, joomId }) => { const claim = claims.get(id); return claim === undefined ? [] : [{ orderId: id, joomId, reason: 'claimed' as const, characters: [], run: claim.run }] }))
  const wanted = claimed.length > 0 ? [] : answer === 'leave_out' ? chosen.filter(({ id }) => !claims.has(id)) : chosen
  const reserved = wanted.length === 0 ? null : await runs.reserve()
  const copyOf = (order: SlipOrder): number => (claims.get(order.id)?.copy ?? 0) + 1
  const placesOf = (list: readonly SlipOrder[]): PlacedOrder[] => {
    let position = 0
    return (together && canShare(kind) ? onOneSlip(list, copyOf) : list.map((order) => [order])).flatMap((orders) => {
      const slip = position + 1
      return orders.map((order) => ({ order, position: ++position, of: list.length, copy: copyOf(order), slip }))
    })
  }
  let places = placesOf(wanted)
  const make = async (path: string, run: PrintRunId): Promise<Awaited<ReturnType<typeof makeSheets>> | null> => {
    // An order of which one sheet would not be whole is left out, and the places of the others are counted anew.
    while (places.length > 0) {
      const made = await makeSheets(needs, places, { kind, paper, start, run, at: createdAt, printer, language }, { path, signal, onFirst, onProgress: (done) => { onProgress?.(done, places.length) } })
      const lacking = asNumbers ? null : await lackingOn(needs, kind, printer, places, made.sheets)
      const whole: SlipOrder[] = []
      for (const [i, { order }] of places.entries()) {
        const { problems = [], missing = [] } = made.sheets[i] ?? {}
        const fields = lacking?.get(order.id)
        if (problems.length > 0) leftOut.push({ orderId: order.id, joomId: order.joomId, reason: 'cannot_be_made', characters: [...missing], problems: [...problems] })
        else if (fields !== undefined) leftOut.push({ orderId: order.id, joomId: order.joomId, reason: 'as_numbers', characters: [...new Set(fields.flatMap(({ characters }) => characters))], lacking: fields.map(({ field, characters }) => ({ field, characters: [...characters] })) })
        else whole.push(order)
      }
      if (whole.length === places.length) return made
      await rm(path, { force: true })
      places = placesOf(whole)
    }
    return null
  }
  const leaving = claimed.length > 0 ? [] : leftOut
  const takenBy = (made: unknown): PrintRunId[] => (made === null ? [] : [...new Set([...(replaces === undefined ? [] : [replaces]), ...(answer === 'print' ? [...claims.values()].filter(({ state }) => state === 'prepared').map(({ run }) => run) : [])])])
  const kept = async (made: Awaited<ReturnType<typeof make>>) => {
    // Whoever gave it up before this leaves nothing; after it there is a run.
    signal?.throwIfAborted()
    const sheets = places.map(({ order, position, copy, slip }, i): StoredSheet => ({
      position, copy, slip, orderId: order.id, joomId: order.joomId, pickCode: order.pickCode, recipient: order.shipTo.name, store: order.storeName, environment: order.environment,
      page: made?.sheets[i]?.page ?? 1, cell: made?.sheets[i]?.cell ?? 1, pages: made?.sheets[i]?.pages ?? 1, missing: [...(made?.sheets[i]?.missing ?? [])], hash: made?.hashes[i] ?? '', shown: shownOf(order)
    }))
    const [pages, takes] = [made?.pages ?? 0, takenBy(made)]
    const id = await runs.create({ createdAt, kind, paper, pages, sheets, leftOut: leaving, ...(language === undefined ? {} : { language }), ...(made == null ? {} : { madeFor: { '1': made.madeFor } }) }, { at: createdAt, actor: actor(), takes }, reserved ?? undefined)
    return { id, file: 1, value: { id, sheets, pages, takes, madeFor: made?.madeFor } }
  }
  const { id, sheets, pages, takes, madeFor } = reserved === null ? (await kept(null)).value : await files.keep(async (path) => kept(await make(path, reserved)))
  // Paper that nobody prints any more tells of people for nothing.
  for (const taken of takes) if ((await runs.ledger(taken))?.state === 'discarded') await files.remove(taken)
  return { id, kind, createdAt, paper, pages, url: urlOf(id), sheets: sheets.map(({ hash: _hash, shown: _shown, pages: _pages, ...sheet }) => sheet), leftOut: leaving, madeFor, changed, claimed, unread: reading.unread }
}
