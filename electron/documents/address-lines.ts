import { formatAddress } from 'localized-address-format'
import type { Address } from '../domain/order.ts'
import { cleanLine } from './text/clean-text.ts'

/** The parts of an address that a country's format arranges. Each stands in the format as one private-use character, so that what the format leaves out shows. */
const parts = ['street1', 'street2', 'city', 'state', 'zip'] as const
type Part = (typeof parts)[number]
const stand: Readonly<Record<Part, string>> = { street1: '\uE000', street2: '\uE001', city: '\uE002', state: '\uE003', zip: '\uE004' }
const partOf = new Map<string, Part>(parts.map((part) => [stand[part], part]))
const eastAsian = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u

/** Codes that are no country's and have a name all the same. */
const noCountries = new Set(['ZZ', 'XA', 'XB', 'QO'])
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Two countries that the names of a language tell apart by their capitals; the post by how they are called. */
const postalNames: Readonly<Record<string, string>> = { CD: 'DEMOCRATIC REPUBLIC OF THE CONGO', CG: 'REPUBLIC OF THE CONGO' }

/** The country's name in English capitals. What is not an ISO code stays as it was given, in capitals. */
export function countryLine(country: string): string {
  const name = /^[A-Za-z]{2}$/.test(country) && !noCountries.has(country.toUpperCase()) ? countryNames.of(country.toUpperCase()) : undefined
  if (name === undefined) return country.toLocaleUpperCase('en')
  return postalNames[country.toUpperCase()] ?? name.replace(/ SAR China$/, '').replace(/ \(.*\)$/, '').toLocaleUpperCase('en')
}

const equalText = (a: string, b: string): boolean => a.toLocaleLowerCase('en') === b.toLocaleLowerCase('en')

/**
 * What a format says right before a postal code, without a country's letters (`SE-…`) that the code itself begins with, in whatever
 * way it parts them from its digits: they must not stand there twice.
 */
function withoutPrefixOf(zip: string, literal: string): string {
  const [prefix, letters] = /(\p{L}+|〒)[- ]?$/u.exec(literal) ?? []
  const has = prefix !== undefined && letters !== undefined && zip.toUpperCase().startsWith(letters.toUpperCase()) && /^[\s-]?\d/u.test(zip.slice(letters.length))
  return has ? literal.slice(0, -prefix.length) : literal
}

/** Whether a blank parts two texts that a format of East Asia writes together: it does where they are of other scripts. */
const isParted = (before: string, after: string): boolean => /[\p{sc=Latin}\p{Nd}]$/u.test(before) && /^[\p{sc=Latin}\p{Nd}]/u.test(after)

/**
 * An address as its country writes it: the name first, then street, town, region and postal code in the country's order and
 * script, the country last in English capitals.
 *
 * No part is ever lost: what the country's format has no place for stands on a line of its own before the country. A part that
 * equals a whole other line (a city state) is not said twice. Control characters and direction overrides are removed; empty
 * parts make no line. The phone is not among the lines.
 */
export function addressLines(address: Address): string[] {
  const text = (value: string | null): string => (value === null ? '' : cleanLine(value))
  const name = text(address.name)
  const country = text(address.country)
  const value: Record<Part, string> = { street1: text(address.street1), street2: text(address.street2), city: text(address.city), state: text(address.state), zip: text(address.zip) }
  const has = (part: Part): boolean => value[part] !== ''
  const local = parts.some((part) => eastAsian.test(value[part]))
  const token = (part: Part): string => (has(part) ? stand[part] : '')

  const format = (state: string): string[] => formatAddress({
    postalCountry: country.toUpperCase(), addressLines: [token('street1'), token('street2')].filter((t) => t !== ''), locality: token('city'), administrativeArea: state, postalCode: token('zip')
  }, local ? 'local' : 'latin')
  const shows = (lines: readonly string[], part: Part): boolean => lines.some((line) => line.includes(stand[part]))

  let template = format(token('state'))
  // Some countries' formats have a place for the region alone (Japan, the Emirates): the town goes there with it.
  if (has('city') && !shows(template, 'city')) {
    const both = local ? token('state') + stand.city : [stand.city, token('state')].filter((t) => t !== '').join(', ')
    const tried = format(equalText(value.city, value.state) ? token('state') : both)
    if (shows(tried, 'city')) template = tried
  }

  // A format whose first or last part is missing leaves its commas and dashes behind.
  const bare = template.map((line) => line.replace(/^[\s,/-]+|[\s,/-]+$/gu, '')).filter((line) => line !== '')
  const filled = bare.map((line) => {
    let [out, literal, before] = ['', '', ''] // `literal`: what the format says since the last part
    for (const character of line) {
      const part = partOf.get(character)
      if (part === undefined) literal += character
      else {
        const glued = partOf.get(before)
        out += part === 'zip' ? withoutPrefixOf(value.zip, literal) : literal
        literal = ''
        if (glued !== undefined && (!local || isParted(out, value[part]))) out += ' '
        // A city that is its own province is written once where the two are written together.
        const said = glued !== undefined && local && equalText(value[glued], value[part])
        if (!said) out += value[part]
      }
      before = character
    }
    return out + literal
  })
  const rest = parts.filter((part) => has(part) && !shows(template, part))
  const last = country === '' ? [] : [countryLine(country)]
  const lines = [...(name === '' ? [] : [name]), ...filled]
  for (const part of rest) if (![...lines, ...last].some((line) => equalText(line, value[part]))) lines.push(value[part])
  return [...lines, ...last]
}
