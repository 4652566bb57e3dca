import { randomFrom } from './demo-random.ts'

/** Habits that answers of the real Joom show, by name, each with what it does to answers. None of them changes what is true. */
export const quirks = {
  real_numbers: 'amounts and counts are numbers, not texts',
  real_booleans: 'True and False are true and false',
  msg: 'msg stands for message',
  prev: 'paging has prev, not previous',
  no_paging: 'pages do not speak of others, unless they were cut to 50',
  empty_next: 'the last page has a next that is empty or a few characters',
  null_data: 'a list without entries is null',
  pages_of_50: 'no page is longer than 50, whatever limit asks for',
  unknown_keys: 'entities have keys that no reference names',
  missing_keys: 'keys that may be missing are',
  null_keys: 'keys that may be missing are null',
  empty_done: 'a change answers {} or null',
  text_codes: 'codes are texts',
  text_data: 'numbers in the data of an error are texts',
  unwrapped: 'entities stand without their wrapping',
  broken_addresses: 'addresses of pages have doubled question marks and &am;p',
  created: 'a change answers with HTTP 201',
  other_dates: 'dates have a zone, or are days alone, with the year or the month first',
  lower_detail: 'ShippingDetail is shipping_detail',
  welcome: 'auth_test answers "Welcome!"',
  sparse_tokens: 'expires_in is a text or null, and expiry_time and merchant_user_id are null',
  not_found_1004: 'what is not found is 1004 with HTTP 400',
  unreadable_order: 'the order in the middle of the store cannot be understood'
} as const
export type Quirk = keyof typeof quirks
export const quirkNames = Object.keys(quirks) as readonly Quirk[] // the keys of the object above

/** Those that take no turns, since a server that had them would not have them at times. */
const steady: ReadonlySet<Quirk> = new Set(['unreadable_order', 'pages_of_50'])

/** @returns the quirks that a JSON value or a text of the command line names, `all` and `none` too, or a sentence that says what is wrong with it */
export function parseQuirks(value: unknown): readonly Quirk[] | string {
  if (value === 'all') return quirkNames
  if (value === 'none' || value === '') return []
  const named: readonly unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [null]
  const known = named.map((name) => quirkNames.find((one) => one === name))
  return known.every((name) => name !== undefined) ? known : `quirks are all, none, or some of ${quirkNames.join(', ')}`
}

/** Which quirks show. They are not kept across a restart. */
export class Quirks {
  #on: readonly Quirk[]
  #answers = 0

  constructor(on: readonly Quirk[]) {
    this.#on = on
  }

  set(on: readonly Quirk[]): void {
    this.#on = [...new Set(on)]
  }

  list(): Quirk[] {
    return [...this.#on]
  }

  /**
   * Those that show in the next answer: those that are on. Some hide others, so where all are on they take turns, each in
   * about half of the answers, the same ones in the same answers every time.
   */
  next(): ReadonlySet<Quirk> {
    const nth = this.#answers++
    const turns = this.#on.length === quirkNames.length
    return new Set(this.#on.filter((quirk) => !turns || steady.has(quirk) || randomFrom(nth * quirkNames.length + quirkNames.indexOf(quirk))() < 0.5))
  }
}
