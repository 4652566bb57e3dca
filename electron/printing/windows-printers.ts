import { readFile } from 'node:fs/promises'
import { Trouble } from '../contract/result.ts'
import type { Printer } from '../contract/schemas.ts'
import type { JobState, SystemPrinters } from './printers.ts'
import type { Queue, Spooler } from './windows/spooler.ts'
import { dotsOfDriver, papersOfDriver } from './windows/windows-paper.ts'
import { jobStateIn, queueState } from './windows/windows-states.ts'

/** Windows begins to number jobs anew when its print service does: a job is known by its number and its title together. */
const jobName = (id: number, title: string): string => `${String(id)} ${title}`
const readJobName = (job: string): { readonly id: number; readonly title: string } | null => {
  const [, id, title] = /^(\d+) (.*)$/su.exec(job) ?? []
  return id === undefined || title === undefined ? null : { id: Number(id), title }
}

const printerOf = (queue: Queue, preferred: string | null): Printer => ({ name: queue.name, description: queue.comment.trim() || queue.driver, isDefault: queue.name === preferred, ...queueState(queue) })

/**
 * Printers of Windows, by what Windows itself has (`windows/`): nothing is to be installed. A queue that has stopped is refused
 * before it is given anything, as CUPS's are. Where what reaches the print system is not there, everything says `not_on_this_system`.
 */
export function windowsPrinters(spooler: Spooler): SystemPrinters {
  const queueNamed = async (printer: string): Promise<Queue | null> => (await spooler.queues()).queues.find(({ name }) => name === printer) ?? null
  const open = async (printer: string): Promise<Queue> => {
    const queue = await queueNamed(printer)
    if (queue === null) throw new Trouble({ code: 'printer_missing', params: { printer } })
    const { state, reason } = queueState(queue)
    if (state === 'stopped') throw new Trouble({ code: 'printer_stopped', params: { printer }, ...(reason === null ? {} : { detail: reason }) })
    return queue
  }
  /** The job of ours that has this name; `null` where the queue has none, or that of another under its number. */
  const found = async (printer: string, job: string) => {
    const named = readJobName(job)
    const queued = named === null ? null : await spooler.job(printer, named.id)
    return named === null || queued?.title !== named.title ? null : { ...named, queued }
  }
  return {
    async list() {
      const { queues, preferred } = await spooler.queues()
      return Promise.all(queues.map(async (queue) => {
        const printer = printerOf(queue, preferred)
        // A driver may ask a printer that does not answer: one that has stopped is listed without what it can do.
        const abilities = printer.state === 'stopped' ? null : await spooler.abilities(queue.name, queue.port).catch(() => null)
        return abilities === null ? printer : { ...printer, papers: papersOfDriver(abilities), dpi: dotsOfDriver(abilities) }
      }))
    },
    async print({ printer, file, title, media, copies, pages }) {
      const { port } = await open(printer)
      const pdf = new Uint8Array(await readFile(file).catch((cause: unknown) => { throw new Trouble({ code: 'print_failed', params: { printer }, detail: String(cause) }, { cause }) }))
      const id = await spooler.pages({ queue: printer, port, pdf, title, media, copies, pages: pages ?? null })
      return { job: jobName(id, title) }
    },
    async raw({ printer, title, bytes }) {
      await open(printer)
      return { job: jobName(await spooler.raw({ queue: printer, title, bytes }), title) }
    },
    async jobState(printer, job): Promise<JobState> {
      const one = await found(printer, job)
      return jobStateIn(one?.queued ?? null, one === null ? null : await queueNamed(printer))
    },
    async cancel(printer, job) {
      const one = await found(printer, job)
      if (one !== null) await spooler.deleteJob(printer, one.id)
    }
  }
}
