const pattern = /^([+-]?)(\d+)(?:\.(\d+))?$/

interface Scaled {
  readonly units: bigint
  /** How many of the digits of `units` stand behind the point. */
  readonly places: number
}

function parse(text: string): Scaled | null {
  const match = pattern.exec(text.trim())
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, places: fraction.length }
}

function write({ units, places }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const at = digits.length - places
  return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${places === 0 ? '' : `.${digits.slice(at)}`}`
}

/** Whether a text is a plain decimal number, such as "17.6": what can be formatted and added up exactly. */
export function isDecimal(text: string): boolean {
  return parse(text) !== null
}

/**
 * Adds decimal texts exactly, without floats.
 * @returns the sum, and how many amounts were missing or are no decimal number: those are not in the sum
 */
export function sumDecimals(amounts: Iterable<string | null>): { readonly sum: string; readonly missing: number } {
  let sum: Scaled = { units: 0n, places: 0 }
  let missing = 0
  for (const amount of amounts) {
    const next = amount === null ? null : parse(amount)
    if (next === null) { missing += 1; continue }
    const places = Math.max(sum.places, next.places)
    const at = (value: Scaled): bigint => value.units * 10n ** BigInt(places - value.places)
    sum = { units: at(sum) + at(next), places }
  }
  return { sum: write(sum), missing }
}
