import { userInfo } from 'node:os'
import { Trouble } from '../contract/result.ts'
import type { Paper, Printer } from '../contract/schemas.ts'
import { pageHeights } from '../documents/page-heights.ts'
import { unsteered } from '../domain/unsteered.ts'
import { jobStateOf } from './cups-jobs.ts'
import { ippServer, jobAttributes, printerAttributes, type IppServer } from './ipp.ts'
import { papersOnMedia } from './printer-media.ts'
import type { JobState, PrintJob, SystemPrinters } from './printers.ts'
import { runCommand, type Ran } from './run-command.ts'

/** Names of media as CUPS knows them. The page is never fitted to them: `print-scaling=none` goes with every job. */
const media: Readonly<Record<Exclude<Paper, keyof typeof rolls>, string>> = {
  a4: 'A4', letter: 'Letter', a5: 'A5', a6: 'A6', '100x150': 'Custom.100x150mm', '4x6': 'Custom.4x6in', 'a4-4up': 'A4', 'letter-4up': 'Letter'
}
/** Widths of rolls in millimetres. */
const rolls = { '62mm': 62, '80mm': 80 } as const
const isRoll = (paper: Paper): paper is keyof typeof rolls => paper in rolls

/**
 * The medium of a job. A roll is cut as its medium says, and a job has one medium: it is as high as the highest of its pages, in
 * whole millimetres, so that nothing of any is cut off.
 * @param heights of the job's pages, in points
 */
export function mediumOf(paper: Paper, heights: readonly number[]): string {
  return isRoll(paper) ? `Custom.${String(rolls[paper])}x${String(Math.ceil((Math.max(...heights) * 25.4) / 72))}mm` : media[paper]
}

/**
 * What goes with every job, so that nothing that a user or an administrator has saved for the printer (`lpoptions`) leaves pages
 * out, adds some, or puts them elsewhere. In which order sheets are laid is theirs: some printers lay them face up.
 */
const asItIs = { 'print-scaling': 'none', 'sides': 'one-sided', 'number-up': '1', 'collate': 'true', 'page-set': 'all', 'booklet': 'false', 'mirror': 'false', 'page-border': 'none', 'job-sheets': 'none,none' } as const
const everyPage = '1-99999'

/** How long the print server may take to say what it knows of a job, and of a printer, in milliseconds. */
const patience = 10_000
const glance = 2000

const notRunning = /scheduler is not running|unable to connect to server|bad file descriptor|connection refused/iu

const troubleOf = (code: 'no_spooler' | 'print_failed', printer: string, cause: unknown): Trouble =>
  cause instanceof Trouble ? cause : new Trouble({ code, params: { printer }, detail: cause instanceof Error ? cause.message : String(cause) }, { cause })

/**
 * Reads `lpstat -l -p`: for each printer a line with its state, then indented lines with a reason and a description.
 * Printers that only `lpstat -e` knows (driverless ones of the network) are listed with an unknown state.
 */
export function parsePrinters(longList: string, allNames: string, defaultLine: string): Printer[] {
  const isDefault = /^system default destination: ([^\s/]+)/mu.exec(defaultLine)?.[1]
  const printers: Printer[] = []
  for (const block of longList.split(/^(?=printer )/mu)) {
    const head = /^printer (\S+) (.*)$/mu.exec(block)
    const name = head?.[1]
    if (name === undefined) continue
    const said = head?.[2] ?? ''
    const state = said.startsWith('disabled') ? 'stopped' : said.startsWith('now printing') ? 'printing' : said.startsWith('is idle') ? 'ready' : 'unknown'
    const description = /^[ \t]+Description: (.*)$/mu.exec(block)?.[1] ?? ''
    // A reason stands in the line after the state, before the named lines.
    const second = block.split('\n')[1]?.trim() ?? ''
    const reason = second === '' || /^[A-Z][A-Za-z ]*:/u.test(second) || second === 'reason unknown' ? null : second
    printers.push({ name, description: description === name ? '' : unsteered(description), isDefault: name === isDefault, state, reason: reason === null ? null : unsteered(reason) })
  }
  for (const name of allNames.split('\n').map((line) => line.trim()).filter((line) => line !== '')) {
    if (!printers.some((printer) => printer.name === name)) printers.push({ name, description: '', isDefault: name === isDefault, state: 'unknown', reason: null })
  }
  return printers
}

/**
 * Printers through CUPS's `lp` and `lpstat` (Linux, macOS).
 * @param env added to the environment of both: tests name their own scheduler with it
 */
export function cupsPrinters(env: Readonly<Record<string, string>> = {}): SystemPrinters {
  const run = async (program: string, args: readonly string[], input?: Uint8Array): Promise<Ran> => {
    const ran = await runCommand(program, args, env, input)
    if (ran.code === null) throw new Trouble({ code: 'no_spooler', detail: ran.error })
    return ran
  }
  const list = async (): Promise<Printer[]> => {
    const long = await run('lpstat', ['-l', '-p'])
    if (long.code !== 0 && notRunning.test(long.error)) throw new Trouble({ code: 'no_spooler', detail: long.error.trim() })
    const [names, preferred] = [await run('lpstat', ['-e']), await run('lpstat', ['-d'])]
    return parsePrinters(long.out, names.out, preferred.out)
  }
  /** The same with what it can do, as far as the server knows: without that a printer is a printer all the same. */
  const withAbilities = async (server: IppServer, printer: Printer): Promise<Printer> => {
    const said = await printerAttributes(server, printer.name, userInfo().username, glance).catch(() => null)
    return {
      ...printer, state: said?.['printer-is-accepting-jobs']?.[0] === 0 ? 'stopped' : printer.state,
      papers: papersOnMedia((said?.['media-supported'] ?? []).map(String)), dpi: (said?.['printer-resolution-supported'] ?? []).map(Number).filter((one) => one > 0)
    }
  }
  const listAll = async (): Promise<Printer[]> => {
    const found = await list()
    const server = ippServer((await run('lpstat', ['-H'])).out)
    // One that was only seen in the network is no queue yet: to be asked, the server would make one, and that may take long.
    return Promise.all(found.map((printer) => (printer.state === 'unknown' ? Promise.resolve(printer) : withAbilities(server, printer))))
  }
  const submit = async (printer: string, args: readonly string[], input?: Uint8Array): Promise<{ job: string }> => {
    // Whatever fails before `lp` is called, the queue has nothing.
    const found = (await list().catch((cause: unknown) => { throw troubleOf('no_spooler', printer, cause) })).find((one) => one.name === printer)
    if (found === undefined) throw new Trouble({ code: 'printer_missing', params: { printer } })
    // As what a person knows it, not as the queue is called.
    const called = found.description === '' ? printer : found.description
    // CUPS would take the job and print it whenever the printer is started again, long after the packer has helped himself.
    if (found.state === 'stopped') throw new Trouble({ code: 'printer_stopped', params: { printer: called }, ...(found.reason === null ? {} : { detail: found.reason }) })
    const sent = await run('lp', ['-d', printer, ...args], input)
    const job = /request id is (\S+)/u.exec(sent.out)?.[1]
    if (sent.code === 0 && job !== undefined) return { job }
    const words = sent.error.trim() || sent.out.trim()
    // It says that it took the job, and not which: it may print.
    if (sent.code === 0) throw new Error(`lp named no job: ${words}`)
    if (notRunning.test(words)) throw new Trouble({ code: 'no_spooler', detail: words })
    if (/does not exist|unknown destination/iu.test(words)) throw new Trouble({ code: 'printer_missing', params: { printer: called }, detail: words })
    if (/not accepting/iu.test(words)) throw new Trouble({ code: 'printer_stopped', params: { printer: called }, detail: words })
    throw new Trouble({ code: 'print_failed', params: { printer: called }, detail: words })
  }
  const print = async ({ printer, file, title, media: paper, copies, pages }: PrintJob): Promise<{ job: string }> => {
    const all = isRoll(paper) ? await pageHeights(file).catch((cause: unknown) => { throw troubleOf('print_failed', printer, cause) }) : []
    const heights = all.slice(...(pages === undefined ? [] : [pages.first - 1, pages.last]))
    if (isRoll(paper) && heights.length === 0) throw new Trouble({ code: 'print_failed', params: { printer }, detail: 'The heights of the pages cannot be read' })
    const medium = mediumOf(paper, heights)
    const options = { ...asItIs, 'media': medium, 'PageSize': medium, 'page-ranges': pages === undefined ? everyPage : `${String(pages.first)}-${String(pages.last)}` }
    return submit(printer, ['-t', title, '-n', String(copies), ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]), file])
  }
  const raw: SystemPrinters['raw'] = ({ printer, title, bytes }) => submit(printer, ['-t', title, '-o', 'raw', '-o', `job-sheets=${asItIs['job-sheets']}`, '-'], bytes)
  const jobState = async (printer: string, job: string): Promise<JobState> => {
    // `lpstat` lists what has ended without telling what was printed from what was cancelled: the server itself says it.
    const server = ippServer((await run('lpstat', ['-H'])).out)
    const number = Number(/-(\d+)$/u.exec(job)?.[1] ?? NaN)
    const answer = await jobAttributes(server, number, userInfo().username, patience).catch((cause: unknown) => {
      throw new Trouble({ code: 'no_spooler', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
    })
    const told = jobStateOf(answer, null)
    if (told.state !== 'queued' && told.state !== 'printing' && told.state !== 'stopped') return told
    const stands = parsePrinters((await run('lpstat', ['-l', '-p', printer])).out, '', '').find(({ name }) => name === printer)
    return jobStateOf(answer, stands?.state === 'stopped' ? stands.reason ?? '' : null)
  }
  const cancel = async (_printer: string, job: string): Promise<void> => {
    // By its number alone: the name of a queue may begin with a dash, and would be taken for an option.
    const ran = await run('cancel', [/\d+$/u.exec(job)?.[0] ?? job])
    if (ran.code !== 0 && notRunning.test(ran.error)) throw new Trouble({ code: 'no_spooler', detail: ran.error.trim() })
  }
  return { list: listAll, print, raw, jobState, cancel }
}
