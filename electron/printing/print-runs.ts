import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { Paper, PrintRun } from '../contract/schemas.ts'
import type { Documents } from '../documents/documents.ts'
import type { SlipWords } from '../documents/slip-words.ts'
import type { Resolution, SlipSheet } from '../documents/slip.ts'
import type { Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import { isMixed, worldOf } from '../domain/world.ts'
import type { Printers } from './printers.ts'
import type { LeftOut, RunStore, SlipOrder, SlipSource, StoredRun } from './run-store.ts'
import { changedOrders, recipientTexts, sheetOf, shownOf, whyLeftOut } from './slip-sheet.ts'

export interface PrintRuns {
  /**
   * Freezes the orders, in the order given, into a run and makes its PDF. Orders that must not be printed are left out, each
   * with its reason: those that are not to ship, those that are unreadable or without an address, and those whose name, address
   * or phone has a character that no font has. Where all are left out, the run has no sheets and no PDF. Each sheet carries its
   * own store's name, logo and return address.
   *
   * The orders are read again first. Where one turns out to be another than was shown (not to go out any more, another address
   * or quantity), nothing is made: the run has no sheets and no PDF, and `changed` names each with the difference. Prepared
   * again, the run shows what is known by then. Where an order cannot be read, its sheet says what is known, and `unread`
   * counts it.
   * @param wanted `since`: the run in which the orders were shown last; left out, they were shown as they are here
   * @throws Trouble `documents_failed`; `run_mixed` where real orders and orders of the rehearsal are among them: nothing is made then
   */
  prepare(wanted: { readonly orderIds: readonly OrderId[]; readonly paper: Paper; readonly since?: PrintRunId | undefined }): Promise<PrintRun>
  /** @throws Trouble `run_missing` where there is no such run, or its PDF is gone */
  pdf(id: PrintRunId): Promise<Uint8Array>
  /**
   * Has the orders read again, hands the PDF to a printer and records it.
   * @throws Trouble see `printers.ts`, and `run_missing`; `run_changed` where an order is another than its sheet says: nothing is printed then
   */
  print(wanted: { readonly id: PrintRunId; readonly printer: string; readonly copies: number }): Promise<{ job: string }>
  /** Writes the PDF to a path, whole or not at all, and records it. @throws Trouble `save_failed` with the system's words, `run_missing`, and `run_changed` as for printing */
  save(id: PrintRunId, path: string): Promise<void>
  /** Deletes the PDFs of runs with people that were erased. Safe at any time, and again. */
  sweep(): Promise<void>
}

export interface PrintRunsNeeds {
  readonly orders: SlipSource
  readonly runs: RunStore
  /** Has orders read again that were not read just now. @returns how many of them could not be */
  readonly reread: (ids: readonly OrderId[]) => Promise<number>
  readonly documents: Pick<Documents, 'slips' | 'missingCharacters'>
  readonly printers: Pick<Printers, 'print'>
  /** Folder for the PDFs; made where it is not there. */
  readonly folder: string
  /** Address of a run's PDF within the application. */
  readonly urlOf: (id: PrintRunId) => string
  readonly preferences: () => { readonly dpi: Resolution; readonly sender: string }
  readonly now: () => Millis
  readonly words: SlipWords
  /** IANA name of the zone in which the sheets write moments. */
  readonly timeZone: string
}

export function createPrintRuns(needs: PrintRunsNeeds): PrintRuns {
  const { orders, runs, reread, documents, printers, folder, urlOf, preferences, now, words, timeZone } = needs
  const fileOf = (id: PrintRunId): string => join(folder, `${id}.pdf`)

  /** Orders that can be printed, and why the others cannot. */
  const choose = async (ids: readonly OrderId[], rows: readonly SlipOrder[]): Promise<{ readonly chosen: SlipOrder[]; readonly leftOut: LeftOut[] }> => {
    const wanted = [...new Set(ids)]
    const found = new Map(rows.map((order) => [order.id, order]))
    if (isMixed([...found.values()].map((order) => order.environment))) {
      const rehearsal = [...found.values()].filter((order) => worldOf(order.environment) === 'rehearsal').length
      throw new Trouble({ code: 'run_mixed', params: { rehearsal, real: found.size - rehearsal } })
    }
    const chosen: SlipOrder[] = []
    const leftOut: LeftOut[] = []
    for (const id of wanted) {
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
  const shownIn = (run: StoredRun | null): Map<OrderId, ShownOrder> => new Map((run?.sheets ?? []).flatMap(({ orderId, shown }) => (shown === undefined ? [] : [[orderId, shown] as const])))

  /** A run whose orders are still as its sheets say. */
  const unchanged = async (id: PrintRunId): Promise<StoredRun> => {
    const run = await existing(id)
    const ids = run.sheets.map(({ orderId }) => orderId)
    await reread(ids)
    const changed = changedOrders(shownIn(run), await orders.forSlips(ids))
    if (changed.length > 0) throw new Trouble({ code: 'run_changed', params: { n: changed.length } })
    return run
  }

  const existing = async (id: PrintRunId): Promise<StoredRun> => {
    const run = await runs.get(id)
    const there = run !== null && await stat(fileOf(id)).then((found) => found.isFile(), () => false)
    if (run === null || !there) throw new Trouble({ code: 'run_missing', params: { id } })
    return run
  }

  return {
    async prepare({ orderIds, paper, since }) {
      const shown = new Map([...(await orders.forSlips(orderIds)).map((order) => [order.id, shownOf(order)] as const), ...shownIn(since === undefined ? null : await runs.get(since))])
      const unread = await reread(orderIds)
      const createdAt = now()
      const rows = await orders.forSlips(orderIds)
      const changed = changedOrders(shown, rows)
      const { chosen, leftOut } = changed.length > 0 ? { chosen: [], leftOut: [] } : await choose(orderIds, rows)
      const { dpi, sender } = preferences()
      const sheets: SlipSheet[] = chosen.map((order, i) => sheetOf(order, { position: i + 1, of: chosen.length, sender, printedAt: createdAt }))
      const made = sheets.length === 0 ? null : await documents.slips({ sheets, logos: await orders.logos([...new Set(sheets.flatMap((sheet) => sheet.logo ?? []))]), paper, dpi, title: `${words.packingSlip} (${sheets.length})`, words, timeZone })
      const stored = sheets.map((sheet, i) => ({
        position: sheet.position, orderId: orderOf(chosen, i).id, joomId: sheet.joomId, pickCode: sheet.pickCode, recipient: sheet.recipientName,
        store: sheet.storeName, environment: sheet.environment, page: made?.sheets[i]?.page ?? 1, missing: [...(made?.sheets[i]?.missing ?? [])], hash: sheet.hash, shown: shownOf(orderOf(chosen, i))
      }))
      const pages = made?.pages ?? 0
      // The PDF lies beside its place before the ledger knows of the run: a run in the ledger has its paper.
      await mkdir(folder, { recursive: true })
      const beside = join(folder, `${randomUUID()}.part`)
      try {
        if (made !== null) await writeFile(beside, made.pdf, { flush: true })
        const id = await runs.create({ createdAt, paper, pages, sheets: stored, leftOut })
        if (made !== null) await rename(beside, fileOf(id))
        return { id, createdAt, paper, pages, url: urlOf(id), sheets: stored.map(({ hash: _hash, shown: _shown, ...sheet }) => sheet), leftOut, changed, unread }
      } finally {
        await rm(beside, { force: true })
      }
    },

    async pdf(id) {
      await existing(id)
      return new Uint8Array(await readFile(fileOf(id)))
    },

    async print({ id, printer, copies }) {
      const run = await unchanged(id)
      const { job } = await printers.print({ printer, file: fileOf(id), title: `Packbench ${id}`, media: run.paper, copies })
      await runs.markPrinted(id, { at: now(), via: 'spooler', printer, job })
      return { job }
    },

    async save(id, path) {
      await unchanged(id)
      const beside = join(dirname(path), `.${randomUUID()}.part`)
      try {
        await copyFile(fileOf(id), beside)
        await rename(beside, path)
      } catch (cause) {
        await rm(beside, { force: true })
        throw new Trouble({ code: 'save_failed', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
      }
      await runs.markPrinted(id, { at: now(), via: 'file', printer: null, job: null })
    },

    async sweep() {
      for (const id of await runs.erased()) await rm(fileOf(id), { force: true })
    }
  }
}

function orderOf(chosen: readonly SlipOrder[], i: number): SlipOrder {
  const order = chosen[i]
  if (order === undefined) throw new RangeError(`No order at ${i}`)
  return order
}
