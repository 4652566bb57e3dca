import { mendedJson } from './mended-json.ts'
import type { Scrub } from './scrub.ts'

/** A JSON value as it came; a number is kept as its own digits (`WireNumber`), so that none is rounded. */
export type WireValue = null | boolean | string | WireNumber | readonly WireValue[] | WireObject
export interface WireObject { readonly [key: string]: WireValue }
export interface WireNumber { readonly rawJSON: string }

// "JSON.parse source text access" is in V8 since 11.4 and not yet in the compiler's library.
const sourceJson = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): WireValue
  rawJSON(text: string): WireNumber
  isRawJSON(value: unknown): boolean
}

/**
 * Reads a JSON text without losing a digit: `4.70` stays `4.70`, and a number of 20 digits keeps them all. What is nested too
 * deep to be read becomes `"…"`, so that it hides nothing of what stands beside it. Raw control characters are blanks, and
 * whatever blanks and byte order marks stand around it do no harm.
 * @param scrub passes over every text, so that no escape hides a secret
 * @param nearly whether what is nearly JSON is one as well (`mendedJson`)
 * @returns `undefined` where the text is no JSON (cut off, HTML)
 */
export function parseWire(text: string, scrub: Scrub, nearly = false): WireValue | undefined {
  try {
    return parsed(scrub(text), scrub)
  } catch (error) {
    // Nested too deep, for the stack or for us.
    return error instanceof RangeError ? parseShallow(text, scrub) : parseBlanked(text, scrub, nearly)
  }
}

/** Raw control characters, such as a line break within a name, spoil the whole of a text; as blanks they do no harm. */
function parseBlanked(text: string, scrub: Scrub, nearly: boolean): WireValue | undefined {
  const blanked = text.trim().replace(/[\0-\x1f]/g, ' ')
  const value = blanked === text ? undefined : parseShallow(blanked, scrub)
  if (value !== undefined || !nearly) return value
  const mended = mendedJson(blanked)
  return mended === blanked ? undefined : parseShallow(mended, scrub)
}

function parsed(text: string, scrub: Scrub): WireValue {
  const wiring: Wiring = { scrub, hiding: hiding(text), numbers: 0 }
  const value = wired(JSON.parse(text), wiring, 0)
  // A reviver costs eight times the parsing. It is needed only where a number would come out with other digits; most answers
  // have one number only, the code they begin with.
  if (wiring.numbers <= (codeFirst.test(text) ? 1 : 0) || !hasOddNumber(text)) return value
  return sourceJson.parse(text, (_key, value, { source }) => {
    if (typeof value === 'number') return sourceJson.rawJSON(source ?? String(value))
    if (typeof value === 'string') return scrub(value)
    return isPlainObject(value) ? withKeys(value, scrub) : value
  })
}

/** Escapes that stand for a character a secret may be made or written of: printable ASCII. */
const escapes = /\\(?:u00([2-7][\da-f])|(["\\/]))/gi

/**
 * What only an escape can hide from whoever has passed over the text: a secret with one of these characters in it, which the
 * text writes in another way. Where none of them stands in a value, all of it that matters stood in the text as it is.
 * @returns `null` where there is no such escape
 */
function hiding(text: string): RegExp | null {
  if (!text.includes('\\')) return null
  const codes = new Set<number>()
  for (const [, hex, sign] of text.matchAll(escapes)) codes.add(hex === undefined ? (sign ?? '').charCodeAt(0) : parseInt(hex, 16))
  return codes.size === 0 ? null : new RegExp(`[${[...codes].map((code) => `\\x${code.toString(16)}`).join('')}]`)
}

const codeFirst = /^\s*\{\s*"code"\s*:\s*(?:0|[1-9]\d{0,5})\s*[,}]/

function parseShallow(text: string, scrub: Scrub): WireValue | undefined {
  try {
    return parsed(scrub(shallow(text)), scrub)
  } catch {
    return undefined
  }
}

const deepest = 500

/** The text with every object and list beyond the deepest level left out. */
function shallow(text: string): string {
  let kept = ''
  let from = 0
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (quoted) {
      if (sign === '\\') i++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '[' || sign === '{') {
      depth++
      if (depth === deepest + 1) kept += `${text.slice(from, i)}"…"`
    } else if (sign === ']' || sign === '}') {
      if (depth === deepest + 1) from = i + 1
      depth--
    }
  }
  return depth > 0 ? '' : kept + text.slice(from)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !sourceJson.isRawJSON(value)
}

/** The object itself, or one with other keys where a secret stood in one. */
function withKeys(object: Readonly<Record<string, unknown>>, scrub: Scrub): unknown {
  const keys = Object.keys(object)
  return keys.every((key) => scrub(key) === key) ? object : Object.fromEntries(keys.map((key) => [scrub(key), object[key]]))
}

/** A number as the value of a key, in a list, or alone. It may also match within a text. */
const numbers = /"\s*:\s*(-?\d[\d.eE+-]*)|[[,]\s*(-?\d[\d.eE+-]*)(?=\s*[,\]])|^\s*(-?\d[\d.eE+-]*)\s*$/g

/** Whether a number may stand in the text that JavaScript would write differently (`4.70`, 20 digits, `1e5`). */
function hasOddNumber(text: string): boolean {
  for (const [, value, item, alone] of text.matchAll(numbers)) {
    const digits = value ?? item ?? alone ?? ''
    if (String(Number(digits)) !== digits) return true
  }
  return false
}

interface Wiring {
  readonly scrub: Scrub
  /** What is scrubbed once more. */
  readonly hiding: RegExp | null
  /** How many numbers were met. */
  numbers: number
}

/**
 * The value with its numbers as their digits, and with every text scrubbed that may hide something. Changes it in place.
 * @throws RangeError beyond the deepest level
 */
function wired(value: unknown, wiring: Wiring, depth: number): WireValue {
  const { scrub, hiding: hides } = wiring
  if (typeof value === 'number') {
    wiring.numbers++
    // One beyond all bounds has other digits than it came with: the whole is read once more for it.
    return sourceJson.rawJSON(Number.isFinite(value) ? String(value) : '0')
  }
  if (typeof value === 'string') return hides?.test(value) === true ? scrub(value) : value
  if (typeof value !== 'object' || value === null) return value as null | boolean // what else JSON has
  if (depth === deepest) throw new RangeError('nested too deep')
  const held = value as Record<string, unknown> // an object or a list
  let keysHide = false
  for (const key of Object.keys(held)) {
    const part = held[key]
    keysHide ||= hides?.test(key) === true
    const wire = wired(part, wiring, depth + 1)
    // Not an assignment: the name may be `__proto__`.
    if (wire !== part) Object.defineProperty(held, key, { value: wire, writable: true, enumerable: true, configurable: true })
  }
  // Every part of it is one now.
  return (keysHide && isPlainObject(held) ? withKeys(held, scrub) : held) as WireValue
}

/** The JSON text of a value, every number with the digits it came with. */
export function wireText(value: WireValue): string {
  return JSON.stringify(value)
}

/** Whether it is a number, which is kept with the digits it came with. */
export function isWireNumber(value: WireValue | undefined): value is WireNumber {
  return sourceJson.isRawJSON(value)
}

/** Whether it is a list. */
export function isWireList(value: WireValue | undefined): value is readonly WireValue[] {
  return Array.isArray(value)
}

/** Whether it is an object: no list, no number, not `null`. */
export function isWireObject(value: WireValue | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isWireNumber(value)
}

/** A key's own value; `undefined` where it is missing. Keys of every object's prototype are not found. */
export function own(object: WireObject, key: string): WireValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
