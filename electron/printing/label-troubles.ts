import { Trouble } from '../contract/result.ts'
import type { LabelPrinterForm } from '../contract/schemas.ts'
import { LabelError } from '../documents/zpl.ts'
import { LabelsStopped } from './label-run.ts'
import { LinkError } from './zpl-link.ts'

const whereOf = ({ way }: LabelPrinterForm): string => (way.kind === 'network' ? `${way.host}:${String(way.port)}` : way.queue)

/** What went wrong with a job for a label printer, as the window says it: what is known to be out, what is not known, what to do. */
export function labelTrouble(error: unknown, printer: LabelPrinterForm): Trouble {
  if (error instanceof Trouble) return error
  const named = { printer: printer.name, address: whereOf(printer) }
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof LinkError) return new Trouble({ code: `label_printer_${error.trouble}`, params: named, detail }, { cause: error })
  if (error instanceof LabelError) return new Trouble({ code: `label_${error.problem}`, params: { ...named, dpi: printer.dpi, width: printer.width, height: printer.height } }, { cause: error })
  if (error instanceof LabelsStopped) {
    const { of, out, handed } = error.handed
    const counts = { ...named, of, out, handed }
    if (error.why === 'not_made') return new Trouble({ code: 'label_print_not_made', params: counts, detail }, { cause: error })
    if (error.why === 'cancelled') return new Trouble({ code: 'label_print_cancelled', params: counts }, { cause: error })
    const broken = error.why === 'broken' || error.why === 'stalled'
    // Before anything was handed over it is known that nothing came out.
    if (handed === 0) return new Trouble({ code: `label_printer_${error.why}`, params: named, ...(broken ? { detail } : {}) }, { cause: error })
    return new Trouble({ code: broken ? 'label_print_broken' : 'label_print_waited', params: counts, ...(broken ? { detail } : {}) }, { cause: error })
  }
  return new Trouble({ code: 'print_failed', params: named, detail }, { cause: error })
}
