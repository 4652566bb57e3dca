/** Takes a secret out of a text. */
export type Scrub = (text: string) => string

const named: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": 'apos' }

/** Every way to write one character: itself, in a URL (also encoded twice), escaped in JSON or HTML. */
function formsOf(character: string): string {
  const code = character.charCodeAt(0)
  const hex = code.toString(16).padStart(2, '0')
  const anyCase = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
  const name = named[character]
  return `(?:${character.replace(/[^A-Za-z0-9_]/, '\\$&')}|%(?:25)*${anyCase}|\\\\+(?:u00${anyCase}${/[a-z0-9]/i.test(character) ? '' : `|\\${character}`})|&#(?:0*${String(code)}|[xX]0*${anyCase});${name === undefined ? '' : `|&${name};`})`
}

/**
 * Makes the eraser for secrets: whatever a server or a library repeats of them, plainly or with any of their characters
 * written as in a URL, in JSON or in HTML, comes out as `[secret]`. Anything under 8 characters is no secret and would tear
 * holes into ordinary words.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  // Printable ASCII is all that a header can carry, and so all that a token is made of.
  const patterns = [...new Set(secrets.filter((secret) => secret.length >= 8))].map((secret) => ({ secret, pattern: new RegExp(Array.from(secret, formsOf).join(''), 'g') }))
  return (text) => patterns.reduce((clean, { secret, pattern }) => clean.replaceAll(secret, '[secret]').replace(pattern, '[secret]'), text)
}

/** A value of plain objects and lists, a secret taken out of each of its texts. */
export function scrubAll<T>(value: T, scrub: Scrub): T {
  return scrubbed(value, scrub) as T // texts become texts, and everything else stays
}

function scrubbed(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value)
  if (Array.isArray(value)) return value.map((entry) => scrubbed(entry, scrub))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, scrubbed(entry, scrub)]))
}
