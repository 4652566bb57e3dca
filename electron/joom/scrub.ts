/** Takes a secret out of a text. */
export type Scrub = (text: string) => string

const named: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": 'apos' }

/** Every way to write one character: itself, in a URL (also encoded more than once), escaped in JSON or HTML. Each repetition has a bound, so that no text takes long. */
function formsOf(character: string): string {
  const code = character.charCodeAt(0)
  const hex = code.toString(16).padStart(2, '0')
  const name = named[character]
  const literal = character.replace(/[^A-Za-z0-9_]/, '\\$&')
  return `(?:${literal}|%(?:25){0,8}${hex}|\\\\{1,8}(?:u00${hex}${literal === character ? '' : `|${literal}`})|&#(?:0{0,8}${String(code)}|x0{0,8}${hex});${name === undefined ? '' : `|&${name};`})`
}

/**
 * Makes the eraser for secrets: whatever a server or a library repeats of them, in any capitals, plainly or with any of their
 * characters written as in a URL, in JSON or in HTML, comes out as `[secret]`. Anything under 8 characters is no secret and
 * would tear holes into ordinary words.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  // Printable ASCII is all that a header can carry, and so all that a token is made of.
  const patterns = [...new Set(secrets.filter((secret) => secret.length >= 8))].map((secret) => ({ secret, letters: secret.toLowerCase(), pattern: new RegExp(Array.from(secret, formsOf).join(''), 'gi') }))
  return (text) => patterns.reduce((clean, { secret, letters, pattern }) => {
    // No way to write it is shorter than the secret itself, and every other way needs one of three characters.
    if (clean.length < secret.length) return clean
    return /[%&\\]/.test(clean) || clean.toLowerCase().includes(letters) ? clean.replace(pattern, '[secret]') : clean
  }, text)
}

/** A value of plain objects and lists, a secret taken out of each of its texts. */
export function scrubAll<T>(value: T, scrub: Scrub): T {
  return scrubbed(value, scrub) as T // texts become texts, and everything else stays
}

/** The value itself where nothing had to be taken out: a page of orders is not copied for nothing. */
function scrubbed(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value)
  if (typeof value !== 'object' || value === null) return value
  let copy: Record<string, unknown> | unknown[] | null = null
  const held = value as Record<string, unknown> // an object or a list
  for (const key of Object.keys(held)) {
    const clean = scrubbed(held[key], scrub)
    if (clean === held[key]) continue
    copy ??= Array.isArray(value) ? [...(value as unknown[])] : { ...held }
    ;(copy as Record<string, unknown>)[key] = clean
  }
  return copy ?? value
}
