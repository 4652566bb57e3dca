import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { DeskPaperView, Paper } from '../contract/schemas.ts'
import type { PickRow } from '../documents/desk-input.ts'
import type { DeskWords } from '../documents/desk-words.ts'
import type { Documents } from '../documents/documents.ts'
import { laddersFor } from '../domain/calibration.ts'
import type { Doubt } from '../domain/doubt.ts'
import type { ConnectionId, Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import { isMadeAlike, type MadeFor } from '../domain/made-for.ts'
import { pickLines, placesText, type Wanted } from '../domain/pick-list.ts'
import type { DeskPaper } from '../domain/sheet-kind.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import { worldOf } from '../domain/world.ts'
import { customsPaper, declared, goodsToDeclare, type KnownCustoms } from './customs-paper.ts'
import { leftOutOf, type Gathered, type LeftOut, type Placed } from './desk-gathered.ts'
import { handedOver, handOverPaper } from './hand-over-paper.ts'
import type { LackingField } from './lacking-fields.ts'
import { lackingOnList, type ListKind } from './lacking-on-list.ts'
import { hashOfFile, mayHaveIt, type PaperStory, type PaperTold } from './paper-story.ts'
import type { Printers } from './printers.ts'
import { refuseDoubted, type Reread } from './reread.ts'
import type { RunStore, SlipOrder, SlipSource, StoredRun } from './run-store.ts'
import { changedOrders, shownOf, whyLeftOut } from './slip-sheet.ts'
import { refuseMixed } from './one-world.ts'
import { summaryPaper } from './summary-paper.ts'
import { saveCopy } from './whole-copy.ts'

/** Lists, forms and cards beside the runs: kept while the program runs, told in the history. */
export interface DeskPapers {
  /**
   * Makes a list, forms or a card. What cannot stand on it is named in `leftOut`, each order with its reason; where nothing is
   * left, there is no PDF and no page; nor where characters of a list could only stand there as their numbers, and nobody said
   * that they may (`asNumbers`): the orders that bring them are named in `lacking`. Of what goods are taken, declared or handed over by, the orders are read again first.
   * @param wanted `run`: its orders, at its places, whatever `orderIds` says; `null`: these, in this order; `printer`: for which it is made (`MadeFor`), the one that is set for the kind where it is left out
   * @throws Trouble `run_missing` where there is no such run; `run_mixed` where real orders and orders of the rehearsal are among them; `paper_narrow` where a code, as wide as the printer's scanner needs it, does not fit on the paper; `documents_failed`
   */
  make(wanted: { readonly kind: DeskPaper; readonly orderIds: readonly OrderId[]; readonly run: PrintRunId | null; readonly paper: Paper; readonly start: number; readonly printer?: string | undefined; readonly asNumbers?: boolean | undefined }): Promise<DeskPaperView>
  /** @throws Trouble `paper_missing` where it was not made since the program started, here and below */
  pdf(id: number): Promise<Uint8Array>
  /** What leaves here is told in the history: kind, hash, printer and run. @throws Trouble see `printers.ts`; `paper_changed` where an order on a pick list, a hand-over list or a customs form is another than it says, `paper_doubted` where Joom contradicts itself about one, `paper_unfit` where it was made for other dots or code widths than this printer has: nothing is printed then */
  print(wanted: { readonly id: number; readonly printer: string; readonly copies: number }): Promise<{ job: string }>
  /** Writes the PDF to a path, whole or not at all, and tells the history. @throws Trouble `save_failed` with the system's words, `paper_changed` and `paper_doubted` as for printing */
  save(id: number, path: string): Promise<void>
  /** How its file is called where it is saved; never a customer's name. */
  nameOf(id: number): string
  /** Deletes what was made. */
  clear(): Promise<void>
}

export interface DeskPapersNeeds {
  readonly orders: Pick<SlipSource, 'forSlips'>
  readonly runs: Pick<RunStore, 'get' | 'ledger'>
  /** Has orders read again that were not read just now. */
  readonly reread: (ids: readonly OrderId[]) => Promise<Reread>
  readonly story: PaperStory
  readonly actor: () => string | null
  /** A printer as what a person knows it. */
  readonly nameOfPrinter: (printer: string) => string
  readonly documents: Pick<Documents, 'deskPaper' | 'missingCharacters'>
  readonly printers: Pick<Printers, 'print'>
  readonly folder: string
  readonly urlOf: (id: number) => string
  /** The picture of an order's goods where it is here. */
  readonly picture: (id: OrderId) => Promise<Uint8Array | null>
  /** What customs knows of goods, by `customsKey`. */
  readonly customs: (wanted: readonly { readonly store: ConnectionId; readonly sku: string }[]) => Promise<KnownCustoms>
  /** How a kind is printed, on this printer where one is named. */
  readonly preferences: (kind: DeskPaper, printer?: string) => { readonly madeFor: MadeFor; readonly sender: string; readonly cn22Most: number; readonly slipTemplate: SlipTemplate }
  readonly now: () => Millis
  readonly words: DeskWords
  readonly timeZone: string | null
}

interface Made {
  readonly kind: DeskPaper
  readonly paper: Paper
  readonly run: PrintRunId | null
  readonly madeFor: MadeFor
  /** The orders that stand on it; none where nothing is packed, addressed or handed over by it. */
  readonly orders: readonly OrderId[]
  /** How many of these, as they are now, are others than it says. */
  readonly othersAmong: (now: readonly SlipOrder[]) => Promise<number>
  /** Those that have a form of their own on it. */
  readonly forms: PaperTold['orders']
}

/** Goods are taken by a pick list, parcels are declared by a customs form and handed over by the courier's list: all are wrong where the order has changed. */
const isOfNow = (kind: DeskPaper): boolean => kind === 'pick_list' || kind === 'customs' || kind === 'hand_over'

/** What a paper says of its orders, as something that counts those of which it is not so any more. @param customs what is known of goods, whenever it is asked */
async function comparison(kind: DeskPaper, orders: readonly SlipOrder[], customs: DeskPapersNeeds['customs']): Promise<Made['othersAmong']> {
  if (kind === 'hand_over') {
    const said = new Map(orders.map((order) => [order.id, handedOver(order)]))
    return (now) => Promise.resolve(now.filter((order) => said.get(order.id) !== handedOver(order)).length)
  }
  const shown = new Map(orders.map((order) => [order.id, shownOf(order)]))
  if (kind !== 'customs') return (now) => Promise.resolve(changedOrders(shown, now).length)
  const saidOf = async (of: readonly SlipOrder[]): Promise<Map<OrderId, string>> => {
    const known = await customs(goodsToDeclare(of))
    return new Map(of.map((order) => [order.id, declared(order, known)]))
  }
  const said = await saidOf(orders)
  return async (now) => {
    const changed = new Set(changedOrders(shown, now).map(({ orderId }) => orderId))
    return [...await saidOf(now)].filter(([id, one]) => changed.has(id) || one !== said.get(id)).length
  }
}

const toldOf = (fields: readonly LackingField[]): NonNullable<LeftOut['lacking']> => fields.map((one) => ({ ...one, characters: [...one.characters] }))

const isList = (kind: DeskPaper): kind is ListKind => kind === 'pick_list' || kind === 'hand_over' || kind === 'summary'

/** Whether a code did not fit on its paper: the thread that made it says so by `CodeTooWide`'s code. */
const isTooWide = (error: unknown): boolean => error instanceof Trouble && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'code_too_wide'

/** How many papers are kept at once: one is looked at, some were just before. */
const mostKept = 20

/** Keeps its papers in `folder`, the newest twenty of them. */
export function createDeskPapers(needs: DeskPapersNeeds): DeskPapers {
  const { orders, runs, reread, story, actor, nameOfPrinter, documents, printers, folder, urlOf, picture, customs, preferences, now, words, timeZone } = needs
  const made = new Map<number, Made>()
  let last = 0
  const fileOf = (id: number): string => join(folder, `${String(id)}.pdf`)
  const existing = (id: number): Made => {
    const found = made.get(id)
    if (found === undefined) throw new Trouble({ code: 'paper_missing' })
    return found
  }

  const tell = async (id: number, became: PaperTold['became'], printer: string | null, copies: number): Promise<void> => {
    const { kind, run, forms } = existing(id)
    await story.tellPaper({ became, kind, hash: hashOfFile(await readFile(fileOf(id))), printer: printer === null ? null : nameOfPrinter(printer), copies, run, orders: forms }, { at: now(), actor: actor() })
  }

  /** Its orders, read again, are still as it shows them. */
  const unchanged = async (id: number): Promise<void> => {
    const { orders: shown, othersAmong } = existing(id)
    if (shown.length === 0) return
    const reading = await reread(shown)
    const found = await orders.forSlips(shown)
    const others = await othersAmong(found)
    if (others > 0) throw new Trouble({ code: 'paper_changed', params: { n: others } })
    refuseDoubted('paper_doubted', found, reading)
  }

  /** The orders at their places: those of the run, or those that were named; and those that are doubted. */
  const placed = async (kind: DeskPaper, ids: readonly OrderId[], run: StoredRun | null): Promise<{ readonly all: readonly Placed[]; readonly doubted: readonly LeftOut[] }> => {
    const wanted = run === null ? [...new Set(ids)].map((id, i) => ({ id, position: i + 1 })) : run.sheets.map(({ orderId, position }) => ({ id: orderId, position }))
    const doubts = isOfNow(kind) ? (await reread(wanted.map(({ id }) => id))).doubts : new Map<OrderId, Doubt>()
    const found = new Map((await orders.forSlips(wanted.map(({ id }) => id))).map((order) => [order.id, order]))
    const [all, doubted]: [Placed[], LeftOut[]] = [[], []]
    for (const { id, position } of wanted) {
      const [order, doubt] = [found.get(id), doubts.get(id)]
      if (order === undefined) continue
      if (doubt === undefined) all.push({ position, order })
      else doubted.push(leftOutOf(order, doubt))
    }
    return { all, doubted }
  }

  const gather = async (kind: DeskPaper, paper: Paper, all: readonly Placed[], run: StoredRun | null, madeFor: MadeFor): Promise<Gathered> => {
    switch (kind) {
      case 'pick_list': return pickList(all, picture)
      case 'hand_over': return handOverPaper(all, preferences(kind).sender)
      case 'summary': {
        if (run === null) throw new Trouble({ code: 'run_missing', params: { id: 0 } })
        return summaryPaper(all, run, (await runs.ledger(run.id))?.sheets ?? [])
      }
      case 'customs': return customsPaper(all, { known: await customs(goodsToDeclare(all.map(({ order }) => order))), sender: preferences(kind).sender, cn22Most: preferences(kind).cn22Most, paper })
      case 'commands': return { content: { kind: 'commands' }, count: 0, leftOut: [] }
      case 'languages': return { content: { kind: 'languages', template: preferences(kind).slipTemplate }, count: 0, leftOut: [] }
      case 'calibration': {
        const { dpi, told = false } = madeFor
        return { content: { kind: 'calibration', dpis: laddersFor(dpi, told), told }, count: 0, leftOut: [] }
      }
    }
  }

  return {
    async make({ kind, orderIds, run: runId, paper, start, printer, asNumbers = false }) {
      const run = runId === null ? null : await runs.get(runId)
      if (runId !== null && run === null) throw new Trouble({ code: 'run_missing', params: { id: runId } })
      const ofNone = kind === 'commands' || kind === 'languages' || kind === 'calibration'
      const { all, doubted } = ofNone ? { all: [], doubted: [] } : await placed(kind, orderIds, run)
      const environments = all.map(({ order }) => order.environment)
      refuseMixed(environments)
      const { madeFor } = preferences(kind, printer)
      const { content, count, leftOut: unfit } = await gather(kind, paper, all, run, madeFor)
      const leftOut = [...doubted, ...unfit]
      const id = ++last
      const madeAt = now()
      const view: DeskPaperView = { id, kind, paper, pages: 0, madeAt, url: '', orders: count, leftOut, missing: [] }
      if (count === 0 && !ofNone) return view
      const output = await documents.deskPaper({
        content, paper, start, dpi: madeFor.dpi, codes: madeFor.codes, title: `Packbench ${kind}`, run: ofNone ? null : runId, rehearsal: environments.some((one) => worldOf(one) === 'rehearsal'), madeAt, timeZone, words
      }).catch((error: unknown) => { throw isTooWide(error) ? new Trouble({ code: 'paper_narrow' }, { cause: error }) : error })
      if (isList(kind) && output.missing.length > 0 && !asNumbers) {
        const lacking = (await lackingOnList(documents, kind, all, preferences(kind).sender, output.missing)).map(({ order, fields }) => ({ orderId: order.id, joomId: order.joomId, lacking: toldOf(fields) }))
        return { ...view, orders: count, leftOut, missing: [...output.missing], lacking }
      }
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(fileOf(id), output.pdf)
      const unmade: LeftOut[] = []
      for (const one of all) {
        const form = output.unmade.find(({ orders: ids }) => ids.includes(one.order.joomId))
        if (form === undefined) continue
        const [lacking] = form.missing.length === 0 ? [] : await lackingOnList(documents, 'customs', [one], preferences(kind).sender, form.missing)
        unmade.push({ ...leftOutOf(one.order, 'cannot_be_made'), characters: [...form.missing], values: [...form.tooLong], ...(lacking === undefined ? {} : { lacking: toldOf(lacking.fields) }) })
      }
      const out = new Set([...leftOut, ...unmade].map(({ orderId }) => orderId))
      const forms = kind === 'customs' ? all.flatMap(({ order: { id, connectionId } }) => (out.has(id) ? [] : [{ id, connectionId }])) : []
      const shown = isOfNow(kind) ? all.flatMap(({ order }) => (out.has(order.id) ? [] : [order])) : []
      made.set(id, { kind, paper, run: runId, madeFor, forms, orders: shown.map((order) => order.id), othersAmong: await comparison(kind, shown, customs) })
      for (const old of [...made.keys()].slice(0, -mostKept)) {
        made.delete(old)
        await rm(fileOf(old), { force: true })
      }
      return { ...view, pages: output.pages, url: output.pages === 0 ? '' : urlOf(id), orders: count - unmade.length, leftOut: [...leftOut, ...unmade], missing: [...output.missing], madeFor }
    },

    async pdf(id) {
      existing(id)
      return new Uint8Array(await readFile(fileOf(id)))
    },

    async print({ id, printer, copies }) {
      const { kind, paper, madeFor } = existing(id)
      if (!isMadeAlike(madeFor, preferences(kind, printer).madeFor)) throw new Trouble({ code: 'paper_unfit' })
      await unchanged(id)
      const job = { printer, file: fileOf(id), title: `Packbench ${this.nameOf(id)}`, media: paper, copies, ...(kind === 'calibration' ? { unmoved: true } : {}) }
      const taken = await printers.print(job).catch(async (error: unknown) => {
        if (mayHaveIt(error)) await tell(id, 'unknown', printer, copies)
        throw error
      })
      await tell(id, 'handed', printer, copies)
      return { job: taken.job }
    },

    async save(id, path) {
      await unchanged(id)
      await saveCopy(fileOf(id), path)
      await tell(id, 'saved', null, 1)
    },

    nameOf(id) {
      const { kind, run } = existing(id)
      return [kind.replaceAll('_', '-'), ...(run === null ? [] : [String(run)])].join('-')
    },

    async clear() {
      made.clear()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function pickList(all: readonly Placed[], picture: (id: OrderId) => Promise<Uint8Array | null>): Promise<Gathered> {
  const leftOut = all.flatMap(({ order }) => {
    const reason = whyLeftOut(order)
    return reason === null ? [] : [leftOutOf(order, reason)]
  })
  const wanted = all.filter(({ order }) => whyLeftOut(order) === null).map(({ position, order }): Wanted & { readonly id: OrderId } => ({
    id: order.id, position, store: order.storeName, sku: order.product.sku, name: order.product.name, color: order.product.color, size: order.product.size, productId: order.product.id, quantity: order.quantity
  }))
  const rows: PickRow[] = []
  for (const { places, ...line } of pickLines(wanted)) {
    const [first] = places
    rows.push({ ...line, places: placesText(places), picture: first === undefined ? null : await picture(first.id) })
  }
  return { content: { kind: 'pick_list', rows, orders: wanted.length }, count: wanted.length, leftOut }
}
