import { rm } from 'node:fs/promises'
import type { Paper, PrintRun } from '../contract/schemas.ts'
import { isPage, mm } from '../documents/papers.ts'
import type { Documents, SlipsFile, SlipsRun, SlipsWritten } from '../documents/documents.ts'
import type { SlipWords } from '../documents/slip-words.ts'
import { ordersOn, type SlipSheet } from '../documents/slip.ts'
import type { LadderDpi } from '../domain/calibration.ts'
import type { Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { MadeFor } from '../domain/made-for.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import { partsOf, type RunKind } from '../domain/sheet-kind.ts'
import type { SlipLanguage } from '../domain/slip-language.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import { lackingFields, lackingRecipient, type LackingField } from './lacking-fields.ts'
import { canShare, onOneSlip } from './one-slip.ts'
import { refuseMixed } from './one-world.ts'
import { inPortions, readForRun, type FirstSlip } from './read-for-run.ts'
import type { Reread } from './reread.ts'
import type { RunFiles } from './run-files.ts'
import type { Claim, LeftOut, RunStore, SlipOrder, SlipSource, StoredRun, StoredSheet } from './run-store.ts'
import { changedOrders, sheetOf, shownOf, templateFor, whyLeftOut } from './slip-sheet.ts'

/** A run as it is asked for. */
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
  /** The first sheet as a PDF of its own, as soon as its own orders have been read again; told again where it turns out to be another one. */
  readonly onFirst?: ((pdf: Uint8Array) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PrepareNeeds {
  readonly orders: SlipSource
  readonly runs: RunStore
  /** Has orders read again that were not read just now. */
  readonly reread: (ids: readonly OrderId[], signal?: AbortSignal) => Promise<Reread>
  readonly documents: Pick<Documents, 'slips' | 'writeSlips' | 'missingCharacters'>
  /** Address of a run's PDF within the application. */
  readonly urlOf: (id: PrintRunId) => string
  /** How a kind is printed, on this printer where one is named. `begun`: the dots with which it goes on where the printer has none of its own. `slipLanguage`: in which language buyers' words are, left out in that of `words`; `slipTemplate`: how slips of stores without a template of their own look, left out as the standard has it. */
  readonly preferences: (kind: RunKind, printer?: string, begun?: LadderDpi) => { readonly madeFor: MadeFor; readonly sender: string; readonly slipLanguage?: 'buyer' | SlipLanguage | undefined; readonly slipTemplate?: SlipTemplate | undefined }
  /** The picture of an order's goods where it is here; left out: none is. */
  readonly picture?: ((id: OrderId) => Promise<Uint8Array | null>) | undefined
  readonly now: () => Millis
  readonly actor: () => string | null
  readonly words: SlipWords
  /** IANA name of the zone in which the sheets write moments; `null` for the computer's own. */
  readonly timeZone: string | null
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

interface MakingOf {
  readonly kind: RunKind
  readonly paper: Paper
  readonly start?: number | undefined
  readonly run: PrintRunId
  readonly at: Millis
  readonly printer?: string | undefined
  /** Left out, as the kind is printed. */
  readonly madeFor?: MadeFor | undefined
  /** Left out, as is set for all. */
  readonly language?: 'buyer' | SlipLanguage | undefined
}

/** The sheets of these places, in this order, the orders of a slip together. */
async function* slipsAt({ preferences, picture }: PrepareNeeds, places: readonly PlacedOrder[], { kind, paper, run, at, printer, language }: MakingOf): AsyncGenerator<SlipSheet> {
  const { sender, slipLanguage: usual, slipTemplate } = preferences(kind, printer)
  const slipLanguage = language ?? usual
  let [slip, orders]: [number, SlipSheet[]] = [0, []]
  for (const { order, position, of, copy, slip: next } of places) {
    const pictured = picture !== undefined && isPage(paper) && templateFor(order, slipTemplate).show.picture
    const sheet = sheetOf(order, { position, of, copy, run, sender, printedAt: at, slipLanguage, slipTemplate, picture: pictured ? await picture(order.id) : null })
    if (next !== slip) yield* whole(orders)
    orders = next === slip ? [...orders, sheet] : [sheet]
    slip = next
  }
  yield* whole(orders)
}

/** What a document of these places says beside its sheets. */
async function settingsOf({ orders, preferences, words, timeZone }: PrepareNeeds, places: readonly PlacedOrder[], { kind, paper, start, printer, madeFor = preferences(kind, printer).madeFor }: MakingOf): Promise<Omit<SlipsRun, 'sheets'> & { readonly madeFor: MadeFor }> {
  const { dpi, codes, shift } = madeFor
  return { madeFor, logos: await orders.logos([...new Set(places.flatMap(({ order }) => order.logo ?? []))]), paper, parts: partsOf[kind], start, dpi, codes, shift: shift === undefined ? undefined : { x: shift.x * mm, y: shift.y * mm }, title: `${titleOf(kind, words)} (${String(places.length)})`, words, timeZone }
}

/** Makes the PDF of these places, in this order, in a file. Nothing is left of it where it is given up. */
export async function makeSheets(needs: PrepareNeeds, places: readonly PlacedOrder[], how: MakingOf, file: SlipsFile): Promise<SlipsWritten & { readonly hashes: readonly string[]; readonly madeFor: MadeFor }> {
  const hashes: string[] = []
  async function* sheets(): AsyncGenerator<SlipSheet> {
    for await (const sheet of slipsAt(needs, places, how)) {
      hashes.push(...ordersOn(sheet).map(({ hash }) => hash))
      yield sheet
    }
  }
  const { madeFor, ...settings } = await settingsOf(needs, places, how)
  const made = await needs.documents.writeSlips({ ...settings, sheets: sheets() }, file)
  return { ...made, hashes, madeFor }
}

/** The orders of one slip as its sheet. */
function whole([first, ...others]: readonly SlipSheet[]): SlipSheet[] {
  return first === undefined ? [] : [others.length === 0 ? first : { ...first, together: others }]
}

async function collected<T>(many: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of many) all.push(one)
  return all
}

/** What sheets say, to be compared: but for the moment, which is another each time they are made. */
function whatSays(sheets: readonly SlipSheet[]): string {
  return JSON.stringify(sheets, (key, value: unknown) => (key === 'printedAt' ? undefined : value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value))
}

/** What the print queue shows of a run: its kind, never whose it is. */
function titleOf(kind: RunKind, words: SlipWords): string {
  const names = { slip: words.packingSlip, address: words.addressLabel, codes: words.orderLabel }
  return partsOf[kind].map((part) => names[part]).join(', ')
}

/** So many questions at once are on their way to the thread that makes paper: each takes longer to cross than to be answered. */
const askedAtOnce = 100

/** Fields with characters that no font has as an order that is left out tells them. */
const saidOf = (fields: readonly LackingField[]): Pick<LeftOut, 'characters' | 'lacking'> => ({ characters: [...new Set(fields.flatMap(({ characters }) => characters))], lacking: fields.map((one) => ({ ...one, characters: [...one.characters] })) })

/** Orders that can be printed, and why the others cannot. */
async function choose(documents: Pick<Documents, 'missingCharacters'>, ids: readonly OrderId[], rows: readonly SlipOrder[], { doubts }: Reread, signal: AbortSignal | undefined): Promise<{ readonly chosen: SlipOrder[]; readonly leftOut: LeftOut[] }> {
  const found = new Map(rows.map((order) => [order.id, order]))
  refuseMixed([...found.values()].map((order) => order.environment))
  const reasonOf = (order: SlipOrder) => whyLeftOut(order) ?? doubts.get(order.id) ?? null
  const recipients = new Map<OrderId, readonly LackingField[]>()
  const printable = rows.filter((order) => reasonOf(order) === null)
  for (let from = 0; from < printable.length; from += askedAtOnce) {
    signal?.throwIfAborted()
    for (const [id, lacking] of await Promise.all(printable.slice(from, from + askedAtOnce).map(async (order) => [order.id, await lackingRecipient(documents, order)] as const))) recipients.set(id, lacking)
  }
  const chosen: SlipOrder[] = []
  const leftOut: LeftOut[] = []
  for (const id of new Set(ids)) {
    const order = found.get(id)
    if (order === undefined) {
      leftOut.push({ orderId: id, joomId: '', reason: 'unreadable', characters: [] })
      continue
    }
    const reason = reasonOf(order)
    const lacking = recipients.get(id) ?? []
    if (reason !== null) leftOut.push({ orderId: id, joomId: order.joomId, reason, characters: [] })
    else if (lacking.length > 0) leftOut.push({ orderId: id, joomId: order.joomId, reason: 'missing_characters', ...saidOf(lacking) })
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
    if (missing.length > 0) found.push({ place, fields: await lackingFields(documents, sheetOf(place.order, { position: 1, of: 1, sender, printedAt: 0, slipTemplate }), partsOf[kind], missing) })
  }
  const named = new Set(found.filter(({ fields }) => fields.length > 0).map(({ place }) => place.slip))
  return new Map(found.filter(({ place, fields }) => fields.length > 0 || !named.has(place.slip)).map(({ place, fields }) => [place.order.id, fields]))
}

/** What orders were when a person saw them: in the run that showed them last, else as they were known here. */
const shownAs = (known: readonly SlipOrder[], shown: ReadonlyMap<OrderId, ShownOrder>): Map<OrderId, ShownOrder> => new Map([...known.map((order) => [order.id, shownOf(order)] as const), ...shown])

/**
 * Draws the first slip of a run once its orders have been read again, while the others are read: a look at what is coming, of which nothing is printed.
 * Where it is not sure that it will be the first, because of a claim, a change, or a sheet that cannot be made whole, nothing is told.
 * @returns `says`: what was told says, to be compared with what is made; `null` where nothing was
 */
function lookAhead(needs: PrepareNeeds, { orderIds, kind = 'packing_slip', paper, start, asNumbers = false, language, claims: answer, replaces, printer }: Wanted, { shownBefore, reserve, onFirst, signal }: { readonly shownBefore: ReadonlyMap<OrderId, ShownOrder>; readonly reserve: () => Promise<PrintRunId> } & Required<Pick<Waiting, 'onFirst'>> & Pick<Waiting, 'signal'>): { readonly first: FirstSlip; readonly says: () => string | null } {
  const { runs, documents, now } = needs
  let says: string | null = null
  const draw = async (before: readonly SlipOrder[], ahead: readonly SlipOrder[], reading: Reread, meanwhile: Promise<[PrintRunId, readonly Claim[]]>): Promise<void> => {
    if (ahead.length < before.length || changedOrders(shownAs(before, shownBefore), ahead).length > 0) return
    const [run, claims] = await meanwhile
    const { chosen, leftOut } = await choose(documents, before.map(({ id }) => id), ahead, reading, signal)
    if (leftOut.length > 0 || (claims.length > 0 && answer !== 'print')) return
    const of = new Set(orderIds).size
    const places = chosen.map((order, i): PlacedOrder => ({ order, position: i + 1, of, copy: (claims.find(({ orderId }) => orderId === order.id)?.copy ?? 0) + 1, slip: 1 }))
    const how = { kind, paper, start, run, at: now(), printer, language }
    const sheets = await collected(slipsAt(needs, places, how))
    const { madeFor: _madeFor, ...settings } = await settingsOf(needs, places, how)
    const { pdf, sheets: made } = await documents.slips({ ...settings, sheets })
    if (signal?.aborted === true || made.some(({ problems, missing }) => problems.length > 0 || (missing.length > 0 && !asNumbers))) return
    says = whatSays(sheets)
    onFirst?.(pdf)
  }
  return {
    says: () => says,
    first: (before) => {
      const meanwhile = Promise.all([reserve(), runs.claims(before.map(({ id }) => id), kind, replaces ?? null)])
      meanwhile.catch(() => undefined)
      // What goes wrong here goes wrong with the run too, and is told there.
      return (ahead, reading) => draw(before, ahead, reading, meanwhile).catch(() => undefined)
    }
  }
}

/** See `PrintRuns.prepare`. */
export async function prepareRun(needs: PrepareNeeds, files: RunFiles, wanted: Wanted, { signal, onFirst, onProgress }: Waiting = {}): Promise<PrintRun> {
  const { orderIds, kind = 'packing_slip', paper, start, together = false, asNumbers = false, language, since, claims: answer, replaces, printer } = wanted
  const { orders, runs, reread, documents, urlOf, now, actor } = needs
  const shared = together && canShare(kind)
  const shownBefore = shownIn(since === undefined ? null : await runs.get(since))
  let number: Promise<PrintRunId> | null = null
  const reserve = (): Promise<PrintRunId> => number ??= runs.reserve()
  const ahead = onFirst === undefined ? null : lookAhead(needs, wanted, { shownBefore, reserve, onFirst, signal })
  const { before, reading } = await readForRun({ orders, reread }, orderIds, { shared, first: ahead?.first })
  signal?.throwIfAborted()
  const shown = shownAs(before, shownBefore)
  const createdAt = now()
  const rows = await inPortions(orders, [...new Set(orderIds)])
  const changed = changedOrders(shown, rows)
  const { chosen, leftOut } = changed.length > 0 ? { chosen: [], leftOut: [] } : await choose(documents, orderIds, rows, reading, signal)
  const claims = new Map((await runs.claims(chosen.map(({ id }) => id), kind, replaces ?? null)).map((claim) => [claim.orderId, claim]))
  const claimed = answer === undefined ? chosen.flatMap((order) => { const claim = claims.get(order.id); return claim === undefined ? [] : [claimOf(claim, order)] }) : []
  if (answer === 'leave_out') leftOut.push(...chosen.flatMap(({ id, joomId }) => { const claim = claims.get(id); return claim === undefined ? [] : [{ orderId: id, joomId, reason: 'claimed' as const, characters: [], run: claim.run }] }))
  const taken = claimed.length > 0 ? [] : answer === 'leave_out' ? chosen.filter(({ id }) => !claims.has(id)) : chosen
  const reserved = taken.length === 0 ? null : await reserve()
  const copyOf = (order: SlipOrder): number => (claims.get(order.id)?.copy ?? 0) + 1
  const placesOf = (list: readonly SlipOrder[]): PlacedOrder[] => {
    let position = 0
    return (shared ? onOneSlip(list, copyOf) : list.map((order) => [order])).flatMap((orders) => {
      const slip = position + 1
      return orders.map((order) => ({ order, position: ++position, of: list.length, copy: copyOf(order), slip }))
    })
  }
  let places = placesOf(taken)
  const make = async (path: string, run: PrintRunId): Promise<Awaited<ReturnType<typeof makeSheets>> | null> => {
    // An order of which one sheet would not be whole is left out, and the places of the others are counted anew.
    while (places.length > 0) {
      const how = { kind, paper, start, run, at: createdAt, printer, language }
      const isToldOf = ahead !== null && ahead.says() === whatSays(await collected(slipsAt(needs, places.filter(({ slip }) => slip === 1), how)))
      const made = await makeSheets(needs, places, how, { path, signal, onFirst: isToldOf ? undefined : onFirst, onProgress: (done) => { onProgress?.(done, places.length) } })
      const lacking = asNumbers ? null : await lackingOn(needs, kind, printer, places, made.sheets)
      const whole: SlipOrder[] = []
      for (const [i, { order }] of places.entries()) {
        const { problems = [], missing = [] } = made.sheets[i] ?? {}
        const fields = lacking?.get(order.id)
        if (problems.length > 0) leftOut.push({ orderId: order.id, joomId: order.joomId, reason: 'cannot_be_made', characters: [...missing], problems: [...problems] })
        else if (fields !== undefined) leftOut.push({ orderId: order.id, joomId: order.joomId, reason: 'as_numbers', ...saidOf(fields) })
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
    const id = await runs.create({ createdAt, kind, paper, pages, sheets, leftOut: leaving, ...(language === undefined ? {} : { language }), ...(made == null ? {} : { madeFor: { '1': made.madeFor } }) }, { at: createdAt, actor: actor(), takes }, await number ?? undefined)
    return { id, file: 1, value: { id, sheets, pages, takes, madeFor: made?.madeFor } }
  }
  const { id, sheets, pages, takes, madeFor } = reserved === null ? (await kept(null)).value : await files.keep(async (path) => kept(await make(path, reserved)))
  // Paper that nobody prints any more tells of people for nothing.
  for (const one of takes) if ((await runs.ledger(one))?.state === 'discarded') await files.remove(one)
  return { id, kind, createdAt, paper, pages, url: urlOf(id), sheets: sheets.map(({ hash: _hash, shown: _shown, pages: _pages, ...sheet }) => sheet), leftOut: leaving, madeFor, changed, claimed, unread: reading.unread }
}
