import { readCommandCode } from './command-code.ts'
import { orderNamedBy } from './sheet-code.ts'

/** What a scanner's keys say, by what arrives. */
export type ScannerKeys = Readonly<Record<string, string>>

/** All that codes are made of, and small letters; the noughts between show where it begins in what arrives. For a scanner that reads squares. */
export const keyboardSquare = '0123456789-/0ABCDEFGHIJKLMNOPQRSTUVWXYZ0abcdefghijklmnopqrstuvwxyz0'
/** The same without small letters for one that reads bars only, in as many as fit on a narrow label. */
export const keyboardBars = ['0123456789-/0', '0ABCDEFGHIJKLM0', '0NOPQRSTUVWXYZ-0'] as const

/**
 * What was learned from a text that arrived for another. `learned`: how each character arrives, and what the scanner puts before
 * and after a code. `same_keys`: it is that text, and two of its characters arrive alike, so that nothing brings them back.
 * `other`: it is another text, or some of it got lost.
 */
export type KeysLearned =
  | { readonly kind: 'learned'; readonly keys: ScannerKeys; readonly prefix: string; readonly suffix: string }
  | { readonly kind: 'same_keys'; readonly characters: readonly [string, string] }
  | { readonly kind: 'other' }

/** How each character of a text arrived; `null` where one arrived in two ways, or the text is not at this place. */
function arrivals(text: string, arrived: readonly string[]): ReadonlyMap<string, string> | null {
  const as = new Map<string, string>()
  for (const [i, character] of [...text].entries()) {
    const here = arrived[i]
    if (here === undefined || (as.get(character) ?? here) !== here) return null
    as.set(character, here)
  }
  return as
}

/** What arrives turned back; a scanner that sends capitals only is no trouble, as codes are of capitals. */
function turnedBack(as: ReadonlyMap<string, string>): KeysLearned {
  const means = new Map<string, string>()
  for (const [character, arrived] of as) {
    const other = means.get(arrived)
    if (other !== undefined && other.toUpperCase() !== character.toUpperCase()) return { kind: 'same_keys', characters: [other, character] }
    if (other === undefined) means.set(arrived, character)
  }
  return { kind: 'learned', keys: Object.fromEntries(means), prefix: '', suffix: '' }
}

/** Compares what arrived with what the code said; see `KeysLearned`. */
export function learnKeys(said: string, arrived: string): KeysLearned {
  const plain = arrived.indexOf(said)
  if (plain >= 0) return { kind: 'learned', keys: Object.fromEntries([...said].map((character) => [character, character])), prefix: arrived.slice(0, plain), suffix: arrived.slice(plain + said.length) }
  const characters = [...arrived]
  const length = [...said].length
  const found: KeysLearned[] = []
  for (let from = 0; from + length <= characters.length; from++) {
    const as = arrivals(said, characters.slice(from, from + length))
    if (as === null) continue
    const back = turnedBack(as)
    found.push(back.kind === 'learned' ? { ...back, prefix: characters.slice(0, from).join(''), suffix: characters.slice(from + length).join('') } : back)
  }
  const [one] = found
  return one === undefined || found.length > 1 ? { kind: 'other' } : one
}

/** Keys learned from several codes as one, without those that arrive as they are; `null` where they do not agree: what arrives would mean two things. */
export function joinedKeys(parts: readonly ScannerKeys[]): ScannerKeys | null {
  const keys = new Map<string, string>()
  for (const [arrived, character] of parts.flatMap((part) => Object.entries(part))) {
    if ((keys.get(arrived) ?? character) !== character) return null
    keys.set(arrived, character)
  }
  return Object.fromEntries([...keys].filter(([arrived, character]) => arrived !== character))
}

/** What arrived as it was meant. */
export const asMeant = (arrived: string, keys: ScannerKeys): string => [...arrived].map((character) => keys[character] ?? character).join('')

const isCode = (text: string): boolean => orderNamedBy(text) !== null || readCommandCode(text) !== null

/** What is known of the scanner of this computer: its keys, and what it puts before and after a code. */
export interface ScannerHabits {
  readonly keys: ScannerKeys
  readonly prefix: string
  readonly suffix: string
}

/**
 * A text as it was scanned, or typed by hand: where it is no code as it stands, and is one (its check character fits) when it is
 * turned back as this scanner's keys are, that code; any other text as it stands. What a person types is never changed by it.
 */
export function codeMeant(text: string, scanner: ScannerHabits | null): string {
  if (scanner === null || isCode(text)) return text
  const { keys, prefix, suffix } = scanner
  const bare = text.startsWith(prefix) && text.endsWith(suffix) && text.length > prefix.length + suffix.length ? text.slice(prefix.length, text.length - suffix.length) : text
  return [bare, asMeant(bare, keys), asMeant(text, keys)].find(isCode) ?? text
}
