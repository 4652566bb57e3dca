interface Clock {
  readonly locale: string
  readonly timeZone: string
  readonly format: Intl.DateTimeFormat
  /** Moments of the same minute are written alike, and many orders come in one. */
  readonly written: Map<number, string>
}
/** A run needs one for the packer and one for each language of its buyers: to look through them costs less than to put a name together. */
const clocks: Clock[] = []
const mostWritten = 5000

function clockOf(locale: string, timeZone: string): Clock {
  const known = clocks.find((clock) => clock.locale === locale && clock.timeZone === timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const clock = { locale, timeZone, format, written: new Map<number, string>() }
  clocks.push(clock)
  return clock
}

/** A moment as a language writes it: `22 Nov 2026, 13:20`. */
export function momentIn(at: number, locale: string, timeZone: string): string {
  const { format, written } = clockOf(locale, timeZone)
  const minute = Math.floor(at / 60_000)
  let text = written.get(minute)
  if (text === undefined) {
    text = format.format(at)
    if (written.size >= mostWritten) written.clear()
    written.set(minute, text)
  }
  return text
}
