/** Why a parameter cannot be sent. Each has its sentence in the catalogue: `errors.flaw.<reason>`. */
export const flawReasons = [
  'empty', 'characters', 'too_short', 'too_long', 'too_many', 'not_accepted', 'not_whole', 'out_of_range', 'not_a_price', 'not_days', 'not_a_moment',
  'not_an_address', 'not_an_image', 'markup', 'advertising', 'comma', 'spreadsheet'
] as const
export type FlawReason = (typeof flawReasons)[number]

/** What is wrong with one parameter of a call; `field` is the reference's name of it, or `changes` for all of them. */
export interface Flaw {
  readonly field: string
  readonly reason: FlawReason
}

/** The first of these findings, each under the name of its field. */
export function firstFlaw(findings: Readonly<Record<string, FlawReason | null>>): Flaw | null {
  for (const [field, reason] of Object.entries(findings)) if (reason !== null) return { field, reason }
  return null
}

/** A parameter that may be left out is looked at only where it is given. */
export function given<T>(value: T | undefined, flawOf: (value: T) => FlawReason | null): FlawReason | null {
  return value === undefined ? null : flawOf(value)
}

/** A change that changes nothing. */
export function changesFlaw(changes: object): FlawReason | null {
  return Object.values(changes).every((value) => value === undefined) ? 'empty' : null
}

/** A text that names something: not empty, nothing invisible in it. */
export function nameFlaw(text: string): FlawReason | null {
  if (text.trim() === '') return 'empty'
  return /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(text) || !text.isWellFormed() ? 'characters' : null
}

/** Beyond this it is no id, whoever says so; far below what a form may hold. */
export const idMost = 60_000
/** What may stand of one parameter in an address, below what servers read of a whole one. */
const addressMost = 6000

/** Joom's ids are opaque, of any form and length; what is no plain text is none. */
export function idFlaw(id: string): FlawReason | null {
  return nameFlaw(id) ?? (id.length > idMost ? 'too_long' : null)
}

/** A text that goes out in an address; a form holds any. */
export function inAddressFlaw(text: string): FlawReason | null {
  return new URLSearchParams({ text }).toString().length > addressMost ? 'too_long' : null
}

/** An address of the web, http or https. */
export function webAddressFlaw(address: string): FlawReason | null {
  if (address.trim() === '') return 'empty'
  if (/\s/.test(address) || !URL.canParse(address)) return 'not_an_address'
  const { protocol, username, password } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '' ? null : 'not_an_address'
}

/** Endings of what is surely no JPEG, PNG or GIF. An address that ends in anything else may well lead to one. */
const otherFiles = /\.(x?html?|webp|avif|svgz?|bmp|tiff?|heic|heif|ico|psd|pdf|mp4)$/i

/** The address of a picture itself, JPEG, PNG or GIF, not of a page that shows it (reference: "Create a Product", main_image). `|` separates pictures, so none may hold it. */
export function imageFlaw(address: string): FlawReason | null {
  const flaw = webAddressFlaw(address)
  if (flaw !== null) return flaw
  if (address.includes('|')) return 'characters'
  return otherFiles.test(new URL(address).pathname) ? 'not_an_image' : null
}

/** An amount: digits with at most two decimals, a dollar sign before it or not, no other text (reference: "Create a Product", price, msrp, shipping). */
export function priceFlaw(amount: string): FlawReason | null {
  if (amount === '') return 'empty'
  return /^\$?\d{1,9}(\.\d{1,2})?$/.test(amount) ? null : 'not_a_price'
}

/** A whole number between two others, both included. */
export function wholeFlaw(value: number, least: number, most: number): FlawReason | null {
  if (!Number.isInteger(value)) return 'not_whole'
  return value < least || value > most ? 'out_of_range' : null
}
