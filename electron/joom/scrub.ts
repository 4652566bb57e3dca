import { inBreaths } from './breathe.ts'

/** Takes a secret out of a text. */
export type Scrub = (text: string) => string

const named: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' }

/** What a message shows in a secret's place. */
const taken = '[secret]'
/** How often something may have been encoded once more, or be filled up with zeros. Each repetition has a bound, so that no text takes long. */
const most = 8

/** One character of a secret, small, and what stands for it in a URL, in JSON and in HTML. */
interface Letter {
  readonly code: number
  readonly hex: string
  readonly inJson: string
  /** A backslash before it changes nothing: so it is for whatever is neither a letter nor a digit. */
  readonly backslashed: boolean
  readonly decimal: string
  readonly name: string | undefined
}

function letterOf(character: string): Letter {
  const code = character.charCodeAt(0)
  const hex = code.toString(16).padStart(2, '0')
  return { code: smallCode(code), hex, inJson: `u00${hex}`, backslashed: /\W/.test(character), decimal: `${String(code)};`, name: named[character] }
}

const smallCode = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code)
const stands = (part: string, text: string, at: number): boolean => text.startsWith(part, at) || text.slice(at, at + part.length).toLowerCase() === part
const afterZeros = (text: string, at: number): number => {
  let end = at
  while (end < at + most && text[end] === '0') end++
  return end
}

/** Where a character may end that begins at `at`, written in any way: itself, in a URL (also encoded more than once), escaped in JSON or HTML. */
function endsOf(letter: Letter, text: string, at: number): number[] {
  const code = text.charCodeAt(at)
  const ends = smallCode(code) === letter.code ? [at + 1] : []
  if (code === 0x25) { // %
    for (let end = at + 1, times = 0; times <= most; times++, end += 2) {
      if (stands(letter.hex, text, end)) ends.push(end + letter.hex.length)
      if (!text.startsWith('25', end)) break
    }
  } else if (code === 0x5c) { // \
    for (let end = at + 1; end <= at + most; end++) {
      if (stands(letter.inJson, text, end)) ends.push(end + letter.inJson.length)
      else if (letter.backslashed && smallCode(text.charCodeAt(end)) === letter.code) ends.push(end + 1)
      if (text[end] !== '\\') break
    }
  } else if (code === 0x26) { // &
    if (letter.name !== undefined && stands(letter.name, text, at)) ends.push(at + letter.name.length)
    const decimal = afterZeros(text, at + 2)
    const hex = afterZeros(text, at + 3)
    if (stands(`&#${text.slice(at + 2, decimal)}${letter.decimal}`, text, at)) ends.push(decimal + letter.decimal.length)
    if (stands(`&#x${text.slice(at + 3, hex)}${letter.hex};`, text, at)) ends.push(hex + letter.hex.length + 1)
  }
  return ends
}

const literal = (text: string): string => text.replace(/[^A-Za-z0-9_]/g, '\\$&')

/** Where the secret may begin: seen by what follows, so that few places have to be looked at. */
function beginningOf(secret: string): RegExp {
  const [first, second] = [secret.charAt(0), secret.charAt(1)]
  const { hex, inJson, backslashed } = letterOf(first)
  return new RegExp(`${literal(first)}(?=[${literal(second)}%&\\\\])|%(?=25|${hex})|\\\\(?=\\\\|${inJson}${backslashed ? `|${literal(first)}` : ''})|&(?=[#a-z])`, 'gi')
}

/** One secret, and how it is found. */
class Wanted {
  readonly #secret: string
  readonly #letters: readonly Letter[]
  readonly #plainly: RegExp
  readonly #begins: RegExp

  constructor(secret: string) {
    this.#secret = secret
    this.#letters = Array.from(secret, letterOf)
    this.#plainly = new RegExp(literal(secret), 'i')
    this.#begins = beginningOf(secret)
  }

  /** The text with the secret taken out, however it is written. */
  without(text: string): string {
    // No way to write it is shorter than the secret itself, and every way but the plain one needs one of three characters.
    if (text.length < this.#secret.length || (!/[%&\\]/.test(text) && !this.#plainly.test(text))) return text
    /** Places that were looked at, each with how much of the secret stood before it: none leads anywhere the second time. */
    const seen = new Set<number>()
    /** Not by recursion: a secret may be longer than the stack is deep. */
    const endFrom = (begin: number): number | null => {
      const open: Array<readonly [at: number, nth: number]> = [[begin, 0]]
      for (let place = open.pop(); place !== undefined; place = open.pop()) {
        const [at, nth] = place
        const letter = this.#letters[nth]
        if (letter === undefined) return at
        const key = at * this.#letters.length + nth
        if (seen.has(key)) continue
        if (nth > 0) seen.add(key)
        for (const next of endsOf(letter, text, at).toReversed()) open.push([next, nth + 1])
      }
      return null
    }
    let clean = ''
    let from = 0
    this.#begins.lastIndex = 0
    for (let begin = this.#begins.exec(text); begin !== null; begin = this.#begins.exec(text)) {
      const end = endFrom(begin.index)
      if (end === null) continue
      clean += text.slice(from, begin.index) + taken
      from = end
      this.#begins.lastIndex = end
    }
    return from === 0 ? text : clean + text.slice(from)
  }
}

/**
 * Makes the eraser for secrets: whatever a server or a library repeats of them, in any capitals, plainly or with any of their
 * characters written as in a URL, in JSON or in HTML, comes out as `[secret]`. Anything under 8 characters is no secret and
 * would tear holes into ordinary words.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  // Printable ASCII is all that a header can carry, and so all that a token is made of.
  const wanted = [...new Set(secrets.filter((secret) => secret.length >= 8))].map((secret) => new Wanted(secret))
  return (text) => wanted.reduce((clean, one) => one.without(clean), text)
}

/** A value of plain objects and lists, a secret taken out of each of its texts. */
export function scrubAll<T>(value: T, scrub: Scrub): T {
  return scrubbed(value, scrub) as T // texts become texts, and everything else stays
}

/** As `scrubAll`, for long lists in a value: the rest of the program has its turn in between. */
export async function scrubInSteps<T>(value: T, scrub: Scrub): Promise<T> {
  if (Array.isArray(value)) return await inBreaths(value as unknown[], (entity) => scrubbed(entity, scrub)) as T // as above
  if (typeof value !== 'object' || value === null) return scrubAll(value, scrub)
  const parts: Array<readonly [string, unknown]> = []
  for (const [key, part] of Object.entries(value)) parts.push([key, await scrubInSteps(part as unknown, scrub)])
  return Object.fromEntries(parts) as T
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
