import { randomUUID } from 'node:crypto'
import { setTimeout as setTimer } from 'node:timers/promises'
import type { PrintFolder, SlipPreview } from './contract/schemas.ts'
import { englishDeskWords } from './documents/desk-words.ts'
import { createDocuments, type Documents } from './documents/documents.ts'
import { openLabels } from './documents/labels.ts'
import labelsWorker from './documents/labels.worker.ts?modulePath'
import { englishWords } from './documents/slip-words.ts'
import slipsWorker from './documents/slips.worker.ts?modulePath'
import type { LadderDpi } from './domain/calibration.ts'
import type { Millis, OrderId, PrintRunId } from './domain/ids.ts'
import { nameOfLabelPrinter } from './domain/label-printer-name.ts'
import { madeForOn } from './domain/made-for.ts'
import type { DocumentKind } from './domain/sheet-kind.ts'
import type { Freshness } from './orders/freshness.ts'
import { createCalibrationBook, type CalibrationBook } from './printing/calibration-book.ts'
import { createDeskPapers, type DeskPapers } from './printing/desk-papers.ts'
import { folderPrinterName, folderPrinters } from './printing/folder-printers.ts'
import { createLabelPrinterBook, type LabelPrinterBook } from './printing/label-printer-book.ts'
import { createLabelPrinters, type LabelPrinters } from './printing/label-printers.ts'
import { usualPace } from './printing/label-run.ts'
import { createPrintRuns, type PrintRuns } from './printing/print-runs.ts'
import { joinPrinters, type AllPrinters } from './printing/printers.ts'
import { rereadOf, type Reread } from './printing/reread.ts'
import { previewSlip, type PreviewWanted, type SlipPreviewNeeds } from './printing/slip-preview.ts'
import { systemPrinters } from './printing/system-printers.ts'
import spoolerWorker from './printing/windows/spooler.worker.ts?modulePath'
import { usualPatience } from './printing/zpl-link.ts'
import type { SettingsStore } from './settings/settings-store.ts'
import type { Storage } from './storage/storage.ts'

/** Whoever prints does not wait longer for orders to be read again. */
const rereadAtMost = 15_000
/** What was read so shortly before is printed as it is: one press makes paper and prints it. */
const paperWithin = 10_000

export interface PaperPartsNeeds {
  readonly storage: Pick<Storage, 'printRuns' | 'customs' | 'connections'>
  readonly settings: Pick<SettingsStore, 'get' | 'change'>
  readonly freshness: Pick<Freshness, 'ensure'>
  readonly now: () => Millis
  readonly operator: () => string | null
  readonly runsFolder: string
  readonly papersFolder: string
  /** A picture of an order's goods that is on this computer already; `null` where there is none. */
  readonly picture: (id: OrderId) => Promise<Uint8Array | null>
  readonly runChanged: (id: PrintRunId) => void
  /** Told of errors of our own while a run prints. */
  readonly failed: (error: unknown) => void
}

export interface PaperParts {
  readonly documents: Documents
  readonly printers: AllPrinters
  readonly labelPrinters: LabelPrinters & CalibrationBook & LabelPrinterBook
  readonly prints: PrintRuns
  readonly papers: DeskPapers
  readonly previewSlip: (wanted: PreviewWanted) => Promise<SlipPreview>
}

/** All that makes paper and hands it to printers, brought together. Nothing is printed by itself; what earlier runs left is looked at by `prints.recover`. */
export function paperParts({ storage, settings, freshness, now, operator, runsFolder, papersFolder, picture, runChanged, failed }: PaperPartsNeeds): PaperParts {
  const { printRuns, customs, connections } = storage
  const documents = createDocuments({ workerPath: slipsWorker })
  const system = systemPrinters(spoolerWorker)
  const labelPrinters = createLabelPrinters({
    printers: () => settings.get().labelPrinters, openLabels: (wanted) => openLabels(labelsWorker, wanted), queues: system, patience: usualPatience, glance: { connect: 1000, answer: 1000, stall: 1000 }, pace: usualPace
  })
  const printers = joinPrinters(system, [labelPrinters, folderPrinters(() => settings.get().folders)])
  const preferences = (kind: DocumentKind, printer?: string, begun?: LadderDpi) => ({ ...settings.get(), madeFor: madeForOn(settings.get(), kind, printer, begun) })
  const reread = async (ids: readonly OrderId[], ended = new AbortController().signal): Promise<Reread> => rereadOf(await freshness.ensure(ids, { since: now() - paperWithin, signal: AbortSignal.any([ended, AbortSignal.timeout(rereadAtMost)]) }))
  const folder = (printer: string): PrintFolder | null => settings.get().folders.find(({ id }) => folderPrinterName(id) === printer) ?? null
  const nameOfPrinter = (printer: string): string => folder(printer)?.name ?? settings.get().labelPrinters.find(({ id }) => nameOfLabelPrinter(id) === printer)?.name ?? printer
  const shared = { orders: printRuns, documents, picture, now, timeZone: null }

  const prints = createPrintRuns({
    ...shared, runs: printRuns, reread, printers, folderOfRuns: runsFolder, urlOf: (id) => `/run/${String(id)}.pdf`, fileUrlOf: (id, file) => `/run/${String(id)}${file === 1 ? '' : `-${String(file)}`}.pdf`, folder, nameOfPrinter,
    preferences, actor: operator, words: englishWords, changed: runChanged, wait: (ms, signal) => setTimer(ms, undefined, { signal, ref: false }).catch(() => undefined), failed
  })
  const papers = createDeskPapers({
    ...shared, runs: printRuns, story: printRuns, reread, printers, folder: papersFolder, urlOf: (id) => `/paper/${String(id)}.pdf`, nameOfPrinter,
    preferences, actor: operator, words: englishDeskWords, customs: (wanted) => customs.of(wanted)
  })
  const previewNeeds: SlipPreviewNeeds = { ...shared, store: (id) => connections.get(id), preferences: () => settings.get(), words: englishWords }
  return {
    documents, printers, labelPrinters: { ...labelPrinters, ...createCalibrationBook({ settings }), ...createLabelPrinterBook({ settings, newId: randomUUID }) },
    prints, papers, previewSlip: (wanted) => previewSlip(previewNeeds, wanted)
  }
}
