import { readFile } from 'node:fs/promises'
import type { LabelPrinter, LabelPrinterForm, Printer } from '../contract/schemas.ts'
import { Trouble } from '../contract/result.ts'
import type { Labels, LabelsWanted } from '../documents/labels.ts'
import { testLabel } from '../documents/test-label.ts'
import { labelPrinterMark, nameOfLabelPrinter } from '../domain/label-printer-name.ts'
import { labelTrouble } from './label-troubles.ts'
import { runLabels, type LabelPace, type LabelsEnd } from './label-run.ts'
import { papersWithin } from './printer-media.ts'
import type { PrintJob, PrintersOfAKind, SystemPrinters } from './printers.ts'
import { ZplLink, type LinkPatience } from './zpl-link.ts'

/** Printers that take labels in ZPL: over the network, or through a queue of the system that hands on what it is given. */
export interface LabelPrinters extends PrintersOfAKind {
  /** Prints a label that shows its own edges and a ruler. @throws Trouble as `print` does */
  test(printer: LabelPrinterForm): Promise<{ readonly end: LabelsEnd }>
}

export interface LabelPrintersNeeds {
  readonly printers: () => readonly LabelPrinter[]
  readonly openLabels: (wanted: LabelsWanted) => Promise<Labels>
  readonly queues: Pick<SystemPrinters, 'list' | 'raw' | 'jobState' | 'cancel'>
  readonly patience: LinkPatience
  /** How long a printer on the network is waited for when only its state is asked. */
  readonly glance: LinkPatience
  readonly pace: LabelPace
}

const dots = (millimetres: number, dpi: number): number => Math.round((millimetres * dpi) / 25.4)

/** The label printers of the settings as they are at each call. Nothing is connected before one is asked or printed to. */
export function createLabelPrinters({ printers, openLabels, queues, patience, glance, pace }: LabelPrintersNeeds): LabelPrinters {
  /** Most printers hear one connection at a time: by address, the last that was begun. */
  const turns = new Map<string, Promise<unknown>>()
  const busy = new Set<string>()
  let jobs = 0

  const inTurn = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(address) ?? Promise.resolve()).then(async () => {
      busy.add(address)
      try {
        return await work()
      } finally {
        busy.delete(address)
      }
    })
    const settled = mine.catch(() => undefined)
    turns.set(address, settled)
    try {
      return await mine
    } finally {
      if (turns.get(address) === settled) turns.delete(address)
    }
  }
  const addressOf = ({ host, port }: { readonly host: string; readonly port: number }): string => `${host}:${String(port)}`

  const stockOf = ({ width, height, shiftX, shiftY, dpi }: LabelPrinterForm): LabelsWanted['stock'] => ({
    width: Math.ceil((width * dpi) / 25.4), height: Math.ceil((height * dpi) / 25.4), shiftX: dots(shiftX, dpi), shiftY: dots(shiftY, dpi)
  })

  const hand = async (printer: LabelPrinterForm, title: string, open: () => Promise<Labels>, job: Pick<PrintJob, 'signal' | 'progress'>): Promise<{ job: string; end?: LabelsEnd }> => {
    const { way } = printer
    let labels: Labels | null = null
    let isQueued = false
    try {
      labels = await open()
      const opened = labels
      if (way.kind === 'queue') {
        const parts: Uint8Array[] = []
        for (let i = 0; i < labels.count; i++) parts.push(await labels.label(i))
        isQueued = true
        return await queues.raw({ printer: way.queue, title, bytes: Buffer.concat(parts) })
      }
      return await inTurn(addressOf(way), async () => {
        const link = await ZplLink.open(way, patience)
        try {
          const end = await runLabels(link, opened, pace, job)
          // Whoever comes next finds the printer free; what became of the labels is known already.
          await link.close().catch(() => undefined)
          return { job: String(++jobs), end }
        } finally {
          link.drop()
        }
      })
    } catch (error) {
      // The queue may have it: that is no Trouble, which would say that it has nothing.
      if (isQueued && !(error instanceof Trouble)) throw error
      throw labelTrouble(error, printer)
    } finally {
      await labels?.stop()
    }
  }

  const stateOf = async (printer: LabelPrinter): Promise<Pick<Printer, 'state' | 'reason' | 'fault'>> => {
    const { way } = printer
    if (way.kind === 'queue') {
      const queue = (await queues.list().catch(() => [])).find(({ name }) => name === way.queue)
      return queue === undefined ? { state: 'unknown', reason: null } : { state: queue.state, reason: queue.reason }
    }
    if (busy.has(addressOf(way))) return { state: 'printing', reason: null }
    return inTurn(addressOf(way), async () => {
      const link = await ZplLink.open(way, glance)
      try {
        const status = await link.ask()
        if (status === null) return { state: 'unknown', reason: null } as const
        return { state: status.fault !== null ? 'stopped' : status.toPrint > 0 ? 'printing' : 'ready', reason: null, fault: status.fault } as const
      } finally {
        link.drop()
      }
    }).catch(() => ({ state: 'unknown', reason: null }) as const)
  }

  const named = (name: string): LabelPrinter | undefined => printers().find(({ id }) => nameOfLabelPrinter(id) === name)
  /** The queue behind which a printer is; `null` for one in the network, and for one that is gone. */
  const queueOf = (name: string): string | null => {
    const way = named(name)?.way
    return way?.kind === 'queue' ? way.queue : null
  }

  return {
    owns: (name) => name.startsWith(labelPrinterMark),
    list: () => Promise.all(printers().map(async (printer) => ({ name: nameOfLabelPrinter(printer.id), description: printer.name, isDefault: false, papers: papersWithin(printer), dpi: [printer.dpi], ...await stateOf(printer) }))),
    async print(job) {
      const printer = named(job.printer)
      if (printer === undefined) throw new Trouble({ code: 'printer_removed' })
      const open = async (): Promise<Labels> => {
        const pdf = new Uint8Array(await readFile(job.file))
        const labels = await openLabels({ pdf, dpi: printer.dpi, stock: stockOf(job.unmoved === true ? { ...printer, shiftX: 0, shiftY: 0 } : printer), copies: job.copies })
        const { pages } = job
        return pages === undefined ? labels : { count: pages.last - pages.first + 1, label: (index) => labels.label(pages.first - 1 + index), stop: () => labels.stop() }
      }
      return hand(printer, job.title, open, job)
    },
    // A printer in the network is followed while it prints; what it has cannot be asked for afterwards, nor taken back. A queue can be asked.
    async jobState(name, job) {
      const queue = queueOf(name)
      return queue === null ? { state: 'untold', reason: null } : queues.jobState(queue, job)
    },
    async cancel(name, job) {
      const queue = queueOf(name)
      if (queue !== null) await queues.cancel(queue, job)
    },
    async test(printer) {
      const zpl = new Uint8Array(Buffer.from(testLabel(stockOf(printer), printer.dpi)))
      const { end = 'unknown' } = await hand(printer, 'Packbench', () => Promise.resolve({ count: 1, label: () => Promise.resolve(zpl), stop: () => Promise.resolve() }), {})
      return { end }
    }
  }
}
