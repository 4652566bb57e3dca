interface Clock {
  readonly format: Intl.DateTimeFormat
  /** Moments of the same minute are written alike, and many orders come in one. */
  readonly written: Map<number, string>
}
const clocks = new Map<string, Clock>()
const mostWritten = 5000

/** A moment as a language writes it: `22 Nov 2026, 13:20`. */
export function momentIn(at: number, locale: string, timeZone: string): string {
  const name = `${locale} ${timeZone}`
  let clock = clocks.get(name)
  if (clock === undefined) {
    clock = { format: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }), written: new Map() }
    clocks.set(name, clock)
  }
  const minute = Math.floor(at / 60_000)
  let written = clock.written.get(minute)
  if (written === undefined) {
    written = clock.format.format(at)
    if (clock.written.size >= mostWritten) clock.written.clear()
    clock.written.set(minute, written)
  }
  return written
}
