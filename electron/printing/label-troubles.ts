import { Trouble } from '../contract/result.ts'
import type { LabelPrinterForm, PrinterFault } from '../contract/schemas.ts'
import { LabelError, type LabelProblem } from '../documents/zpl.ts'
import { LabelsStopped } from './label-run.ts'
import { LinkError, type LinkTrouble } from './zpl-link.ts'

/** What kept anything from being handed over: nothing came out. */
const before: Readonly<Record<LinkTrouble | PrinterFault, string>> = {
  refused: 'label_printer_refused', no_route: 'label_printer_no_route', silent: 'label_printer_silent', name_unknown: 'label_printer_name_unknown', broken: 'label_printer_broken', stalled: 'label_printer_stalled',
  paper_out: 'label_printer_paper_out', ribbon_out: 'label_printer_ribbon_out', head_open: 'label_printer_head_open', paused: 'label_printer_paused', too_hot: 'label_printer_too_hot', too_cold: 'label_printer_too_cold'
}
const unfit: Readonly<Record<LabelProblem, string>> = { too_large: 'label_too_large', cut_off: 'label_cut_off', other_dots: 'label_other_dots' }
/** What ended a job that had begun. */
const midway = { broken: 'label_print_broken', waited: 'label_print_waited', cancelled: 'label_print_cancelled', not_made: 'label_print_not_made' } as const

const whereOf = ({ way }: LabelPrinterForm): string => (way.kind === 'network' ? `${way.host}:${String(way.port)}` : way.queue)

/** What went wrong with a job for a label printer, as the window says it: what is known to be out, what is not known, what to do. */
export function labelTrouble(error: unknown, printer: LabelPrinterForm): Trouble {
  if (error instanceof Trouble) return error
  const named = { printer: printer.name, address: whereOf(printer) }
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof LinkError) return new Trouble({ code: before[error.trouble], params: named, detail }, { cause: error })
  if (error instanceof LabelError) return new Trouble({ code: unfit[error.problem], params: { ...named, dpi: printer.dpi, width: printer.width, height: printer.height } }, { cause: error })
  if (!(error instanceof LabelsStopped)) return new Trouble({ code: 'print_failed', params: named, detail }, { cause: error })
  const { why, handed: { of, out, handed } } = error
  const counts = { ...named, of, out, handed }
  if (why === 'not_made' || why === 'cancelled') return new Trouble({ code: midway[why], params: counts, ...(why === 'not_made' ? { detail } : {}) }, { cause: error })
  const broken = why === 'broken' || why === 'stalled'
  const words = broken ? { detail } : {}
  if (handed === 0) return new Trouble({ code: before[why], params: named, ...words }, { cause: error })
  return new Trouble({ code: broken ? midway.broken : midway.waited, params: counts, ...words }, { cause: error })
}
