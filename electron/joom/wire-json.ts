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
 * Reads a JSON text without losing a digit: `4.70` stays `4.70`, and a number of 20 digits keeps them all.
 * @param scrub passes over every text, so that no escape hides a secret
 * @returns `undefined` where the text is no JSON (cut off, HTML, nested too deep to be read)
 */
export function parseWire(text: string, scrub: Scrub): WireValue | undefined {
  try {
    return sourceJson.parse(text, (_key, value, { source }) => {
      if (typeof value === 'number') return sourceJson.rawJSON(source ?? String(value))
      if (typeof value === 'string') return scrub(value)
      return isPlainObject(value) ? withKeys(value, scrub) : value
    })
  } catch {
    return undefined
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !sourceJson.isRawJSON(value)
}

/** The object itself, or one with other keys where a secret stood in one. */
function withKeys(object: Readonly<Record<string, unknown>>, scrub: Scrub): unknown {
  const keys = Object.keys(object)
  return keys.every((key) => scrub(key) === key) ? object : Object.fromEntries(keys.map((key) => [scrub(key), object[key]]))
}

/** The JSON text of a value, every number with the digits it came with. */
export function wireText(value: WireValue): string {
  return JSON.stringify(value)
}

export function isWireNumber(value: WireValue | undefined): value is WireNumber {
  return sourceJson.isRawJSON(value)
}

export function isWireList(value: WireValue | undefined): value is readonly WireValue[] {
  return Array.isArray(value)
}

export function isWireObject(value: WireValue | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isWireNumber(value)
}

/** A key's own value; `undefined` where it is missing. Keys of every object's prototype are not found. */
export function own(object: WireObject, key: string): WireValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
