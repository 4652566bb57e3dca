import type { PrinterFault } from '../contract/schemas.ts'

/** What a label printer says of itself (ZPL's `~HS`). */
export interface HostStatus {
  /** The first that a person has to see to; `null` where it prints. */
  readonly fault: PrinterFault | null
  /** Labels that it has not begun, and those of the one at hand that are not out yet. */
  readonly toPrint: number
}

const [stx, etx] = ['\u0002', '\u0003']

/** Answers that were read, and what was said after the last of them. */
export interface StatusesRead {
  readonly statuses: readonly HostStatus[]
  readonly rest: string
}

/**
 * Reads the answers to `~HS` out of what a printer has said: each is three lines between STX and ETX, their values parted by commas.
 * What is not whole yet stays in `rest`; what does not say how the printer is, is left out: nothing of that is taken for a printer that is free.
 */
export function readHostStatuses(said: string): StatusesRead {
  const statuses: HostStatus[] = []
  let rest = said
  for (;;) {
    const [, ...lines] = rest.split(stx)
    if (lines.length < 3) return { statuses, rest }
    const [first, second, third] = lines.map((line) => (line.includes(etx) ? line.slice(0, line.indexOf(etx)).split(',') : null))
    if (first == null || second == null || third == null) return { statuses, rest }
    const status = statusOf(first, second)
    if (status !== null) statuses.push(status)
    // Lines of something else go by one: the first of an answer may be behind them.
    rest = lines.slice(status === null ? 1 : 3).map((line) => stx + line).join('')
  }
}

function statusOf(first: readonly string[], second: readonly string[]): HostStatus | null {
  if (![first[1], first[2], first[4], second[2], second[3], second[8]].every((value) => /^\s*\d+\s*$/u.test(value ?? ''))) return null
  const on = (value: string | undefined): boolean => value?.trim() === '1'
  const number = (value: string | undefined): number => Number.parseInt(value ?? '0', 10) || 0
  const faults: Readonly<Record<PrinterFault, boolean>> = {
    head_open: on(second[2]), paper_out: on(first[1]), ribbon_out: on(second[3]), too_hot: on(first[11]), too_cold: on(first[10]), paused: on(first[2])
  }
  const found = Object.entries(faults).find(([, there]) => there)?.[0] as PrinterFault | undefined // a key of the record above
  return { fault: found ?? null, toPrint: number(first[4]) + (on(first[7]) ? 1 : 0) + (number(second[8]) > 0 ? 1 : 0) }
}
