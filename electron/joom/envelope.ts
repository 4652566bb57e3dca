import type { Scrub } from './scrub.ts'
import { isWireNumber, isWireObject, own, parseWire, wireText, type WireObject, type WireValue } from './wire-json.ts'
import { cleanText, readText } from './wire-value.ts'

/** Joom's answer around the data (reference: "Response Scheme"). */
export interface Envelope {
  /** Digits; `'0'` is success. Joom writes it as a number or as a string. */
  readonly code: string
  /** From `message` or `msg`, else an error's `type` (reference: "Error Attributes"); empty where there was none. */
  readonly message: string
  readonly data: WireValue
  readonly paging: WireObject | null
}

/**
 * @param scrub takes the secrets of the request out of whatever the server repeats of them
 * @param nearly whether an answer that is nearly JSON is read as well
 * @returns `null` where the text is not such an answer: no JSON, no object, or no whole number as its code
 */
export function readEnvelope(text: string, scrub: Scrub, nearly = false): Envelope | null {
  const answer = parseWire(text, scrub, nearly)
  if (!isWireObject(answer)) return null
  const code = readText(own(answer, 'code'))
  if (code === null || !/^-?\d{1,9}(\.0+)?$/.test(code)) return null
  const paging = own(answer, 'paging')
  return {
    code: String(Number(code)),
    // Cleaning may join what was apart, and cutting may leave a part: so scrubbed in between, here and below.
    message: scrub(readText(own(answer, 'message')) ?? readText(own(answer, 'msg')) ?? readText(own(answer, 'type')) ?? '').slice(0, 1000),
    data: own(answer, 'data') ?? null,
    paging: isWireObject(paging) ? paging : null
  }
}

/** An error's `data` as short text; `null` where it says nothing. */
export function dataWords(data: WireValue, scrub: Scrub): string | null {
  if (data === null || typeof data === 'boolean') return null
  if (typeof data === 'string' || isWireNumber(data)) {
    const text = readText(data)
    return text === null ? null : scrub(text).slice(0, 500)
  }
  const text = scrub(cleanText(wireText(data)))
  return text === '{}' || text === '[]' ? null : text.slice(0, 500)
}

/** Whether the answer speaks of a next page: `next` is an address, or at least longer than the few characters that stand for none. It is never followed. */
export function speaksOfNext(paging: WireObject | null): boolean {
  return nextOf(paging).length >= 8
}

/** Where the next page begins by the address of it; `null` where that does not tell. */
export function startOfNext(paging: WireObject | null): number | null {
  const start = /(?:[?&;]|&am;p)start=(\d{1,9})(?!\d)/.exec(nextOf(paging))?.[1]
  return start === undefined ? null : Number(start)
}

function nextOf(paging: WireObject | null): string {
  return (paging === null ? null : readText(own(paging, 'next'))) ?? ''
}
