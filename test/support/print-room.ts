import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { englishWords } from '../../electron/documents/slip-words.ts'
import type { SlipsInput } from '../../electron/documents/slip.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import { createPrintRuns, type PrintRuns, type PrintRunsNeeds } from '../../electron/printing/print-runs.ts'
import type { JobState, PrintJob } from '../../electron/printing/printers.ts'
import { openStorage, type Storage } from '../../electron/storage/storage.ts'
import { ordersKept } from './orders-kept.ts'
import { paperCounted } from './paper-counted.ts'
import { allRead, usualRunNeeds } from './run-needs.ts'
import { seededRandom } from './storage.ts'
import { tempFolder } from './temp.ts'

/** A printer whose queue says what the test says; jobs it has taken stay in `jobs`. */
class TestPrinter {
  readonly jobs: PrintJob[] = []
  readonly cancelled: string[] = []
  readonly told = new Map<string, JobState>()
  /** What the queue says of jobs of which nothing else is said. */
  usual: JobState = { state: 'done', reason: null }
  /** Thrown instead of taking a job. */
  trouble: Error | null = null
  /** Called when a job was taken, before that is written down. */
  taken: (job: PrintJob) => void | Promise<void> = () => undefined

  async print(job: PrintJob): Promise<{ job: string }> {
    if (this.trouble !== null) throw this.trouble
    const { signal: _signal, progress: _progress, ...said } = job
    this.jobs.push(said)
    const name = `Label-${String(this.jobs.length)}`
    await this.taken(job)
    return { job: name }
  }
  jobState(_printer: string, job: string): Promise<JobState> {
    return Promise.resolve(this.told.get(job) ?? this.usual)
  }
  cancel(_printer: string, job: string): Promise<void> {
    this.cancelled.push(job)
    this.told.set(job, { state: 'cancelled', reason: null })
    return Promise.resolve()
  }
}

export interface PrintRoom {
  readonly storage: () => Storage
  readonly prints: () => PrintRuns
  readonly printer: TestPrinter
  readonly folder: string
  readonly clock: { now: number }
  /** What sheets were made of, in order. */
  readonly made: SlipsInput[]
  /** Ends without a word, as a killed program does, and starts anew on the same data. */
  readonly crash: () => Promise<void>
  readonly start: () => Promise<void>
  readonly view: (id: PrintRunId) => ReturnType<PrintRuns['view']>
  /** The newest sheet of each place, as its state, with the copy where it is not the first. */
  readonly sheets: (id: PrintRunId) => Promise<string[]>
  readonly ids: (count: number, from?: number) => OrderId[]
}

/** Print runs over real data, with paper that is only counted and a printer that a test speaks for. Orders are numbered from 0. */
export function printRoom({ orders = 300, perPage = 1, needs = {} }: { readonly orders?: number; readonly perPage?: number; readonly needs?: Partial<PrintRunsNeeds> } = {}): PrintRoom {
  const folder = tempFolder()
  const file = join(folder, 'packbench.db')
  const clock = { now: 1_800_000_000_000 }
  if (!existsSync(file)) ordersKept(file, orders)
  const printer = new TestPrinter()
  const made: SlipsInput[] = []
  let storage = openStorage(file, { now: () => clock.now, random: seededRandom() })
  const open = (): PrintRuns => createPrintRuns({
    ...usualRunNeeds, orders: storage.printRuns, runs: storage.printRuns, reread: () => Promise.resolve(allRead), folderOfRuns: join(folder, 'runs'), now: () => clock.now, actor: () => 'Ayşe', words: englishWords, printers: printer,
    documents: paperCounted((input) => { made.push(input) }, perPage),
    ...needs
  })
  let prints = open()
  onTestFinished(async () => {
    await prints.stop()
    await storage.close()
  })
  const view = (id: PrintRunId) => prints.view(id)
  return {
    storage: () => storage, prints: () => prints, printer, folder, clock, made, view,
    crash: async () => {
      await storage.close()
      storage = openStorage(file, { now: () => clock.now, random: seededRandom() })
      prints = open()
    },
    start: () => prints.recover(),
    sheets: async (id) => {
      const newest = new Map((await view(id)).ledger.map((sheet) => [sheet.position, sheet]))
      return [...newest.values()].map(({ state, copy }) => (copy === 1 ? state : `${state} ${String(copy)}`))
    },
    ids: (count, from = 0) => Array.from({ length: count }, (_, i) => from + i as OrderId) // as the data numbers them
  }
}
