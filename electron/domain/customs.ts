import { isCountryCode } from './country-code.ts'
import { csvRows } from './csv-rows.ts'
import { isCurrencyCode } from './currency-code.ts'
import { unreadCharacter } from './table-text.ts'
import type { Decimal } from './ids.ts'

/** What customs wants to know of goods, for one piece. Joom's orders say none of it: it is kept here, by store and SKU. */
export interface CustomsData {
  /** In English, precise enough to find the tariff number by. */
  readonly description: string
  /** 6, 8, 10 or 12 digits: of the Harmonized System, and what countries add. */
  readonly hsCode: string
  /** ISO 3166-1 alpha-2, capitals. */
  readonly origin: string
  readonly netGrams: number
  readonly value: Decimal
  /** ISO 4217, capitals. */
  readonly currency: string
}

export const customsFields = ['description', 'hsCode', 'origin', 'netGrams', 'value', 'currency'] as const
export type CustomsField = (typeof customsFields)[number]
/** The same as a person typed it. */
export type CustomsTyped = Readonly<Record<CustomsField, string>>

/**
 * Why a field is not taken. `spreadsheet`: a spreadsheet made an exponent of a long number, or zeros of its last digits, and what
 * it was cannot be known. `vague`: a word that customs sends back. `hs_short`: fewer than six digits, or an odd number of
 * them; a spreadsheet may have taken the first zero away. `hs_chapter`: no goods have such a number. `encoding`: the file does not
 * tell its characters (`tableText`). `quotes`: its quotation marks do not close where its cell ends.
 */
export type CustomsWhy = 'empty' | 'spreadsheet' | 'vague' | 'too_long' | 'not_english' | 'hs_digits' | 'hs_short' | 'hs_chapter' | 'country' | 'weight' | 'value' | 'currency' | 'twice' | 'encoding' | 'quotes'
export interface CustomsProblem {
  readonly field: CustomsField | 'sku'
  readonly why: CustomsWhy
}

/** Words that say nothing by themselves: customs asks back, and the parcel waits. */
const vague = new Set(['clothes', 'clothing', 'gift', 'gifts', 'goods', 'sample', 'samples', 'toy', 'toys', 'accessories', 'electronics', 'present', 'parts', 'spare parts', 'other', 'item', 'items', 'product', 'products', 'merchandise', 'stuff', 'personal effects', 'household goods'])

/** Whether a spreadsheet has made another number of it: `9.40E+21`, or sixteen digits and more of which all after the fifteenth are zeros. */
export function isMangled(text: string): boolean {
  const plain = text.trim()
  return /^[+-]?\d+([.,]\d+)?E[+-]?\d+$/iu.test(plain) || /^\d{15}0+$/u.test(plain)
}

/** What was typed as data, or every field that is not taken and why. */
export function customsOf(typed: CustomsTyped): { readonly data: CustomsData; readonly problems: readonly [] } | { readonly data: null; readonly problems: readonly CustomsProblem[] } {
  const problems: CustomsProblem[] = []
  const wrong = (field: CustomsField, why: CustomsWhy): void => { problems.push({ field, why }) }
  const description = typed.description.trim().replaceAll(/\s+/gu, ' ')
  if (description === '') wrong('description', 'empty')
  else if (!/^[\x20-\x7e]+$/u.test(description)) wrong('description', 'not_english')
  else if (vague.has(description.toLowerCase()) || !/[a-z]{3}/iu.test(description)) wrong('description', 'vague')
  else if (description.length > 80) wrong('description', 'too_long')
  const hsCode = typed.hsCode.replaceAll(/[\s.]/gu, '')
  if (typed.hsCode.trim() === '') wrong('hsCode', 'empty')
  else if (isMangled(typed.hsCode)) wrong('hsCode', 'spreadsheet')
  else if (!/^\d{1,12}$/u.test(hsCode)) wrong('hsCode', 'hs_digits')
  // Two digits are added at a time. Japan adds three: the first six say as much to the others.
  else if (hsCode.length < 6 || hsCode.length % 2 === 1) wrong('hsCode', 'hs_short')
  else if (/^(?:00|77)/u.test(hsCode)) wrong('hsCode', 'hs_chapter')
  const origin = typed.origin.trim().toUpperCase()
  if (origin === '') wrong('origin', 'empty')
  else if (!isCountryCode(origin)) wrong('origin', 'country')
  const grams = typed.netGrams.trim()
  if (grams === '') wrong('netGrams', 'empty')
  else if (isMangled(grams)) wrong('netGrams', 'spreadsheet')
  else if (!/^\d{1,5}$/u.test(grams) || Number(grams) < 1 || Number(grams) > 31_500) wrong('netGrams', 'weight')
  const value = typed.value.trim().replace(',', '.')
  if (value === '') wrong('value', 'empty')
  else if (isMangled(value)) wrong('value', 'spreadsheet')
  else if (!/^\d{1,7}(\.\d{1,2})?$/u.test(value) || Number(value) <= 0) wrong('value', 'value')
  const currency = typed.currency.trim().toUpperCase()
  if (currency === '') wrong('currency', 'empty')
  else if (!isCurrencyCode(currency)) wrong('currency', 'currency')
  return problems.length > 0 ? { data: null, problems } : { data: { description, hsCode, origin, netGrams: Number(grams), value, currency }, problems: [] }
}

export interface CustomsImport {
  readonly taken: readonly { readonly sku: string; readonly data: CustomsData }[]
  /** By the line of the file. */
  readonly refused: readonly { readonly line: number; readonly sku: string; readonly problems: readonly CustomsProblem[] }[]
  /** Columns that the file does not have: then nothing is taken. */
  readonly missing: readonly (CustomsField | 'sku')[]
}

/** How columns may be called, without regard to capitals, blanks and marks. */
const names: Readonly<Record<CustomsField | 'sku', readonly string[]>> = {
  sku: ['sku'], description: ['description', 'customsdescription'], hsCode: ['hscode', 'hs', 'tariffnumber'], origin: ['origin', 'countryoforigin', 'origincountry'],
  netGrams: ['netgrams', 'netweightg', 'netweight', 'weightg', 'grams'], value: ['value', 'unitvalue'], currency: ['currency']
}

/** Reads a table of customs data. A row with anything wrong is refused with the reasons; the others are taken. Of a SKU that stands twice neither is guessed: the second is refused. */
export function importCustoms(text: string): CustomsImport {
  const [head, ...rows] = csvRows(text)
  const titles = (head?.cells ?? []).map((title) => title.toLowerCase().replaceAll(/[^a-z]/gu, ''))
  const place = (field: CustomsField | 'sku'): number => titles.findIndex((title) => names[field].includes(title))
  const missing = (['sku', ...customsFields] as const).filter((field) => place(field) < 0)
  if (missing.length > 0) return { taken: [], refused: [], missing }
  const taken = new Map<string, CustomsData>()
  const refused: CustomsImport['refused'][number][] = []
  for (const { line, cells, broken } of rows) {
    const cell = (field: CustomsField | 'sku'): string => (cells[place(field)] ?? '').replace(/^'/u, '')
    const sku = cell('sku')
    if (broken !== null) {
      refused.push({ line, sku, problems: [{ field: (['sku', ...customsFields] as const).find((field) => place(field) === broken) ?? 'sku', why: 'quotes' }] })
      continue
    }
    const unread = (['sku', ...customsFields] as const).filter((field) => cell(field).includes(unreadCharacter))
    if (unread.length > 0) {
      refused.push({ line, sku, problems: unread.map((field) => ({ field, why: 'encoding' })) })
      continue
    }
    const { data, problems } = customsOf({ description: cell('description'), hsCode: cell('hsCode'), origin: cell('origin'), netGrams: cell('netGrams'), value: cell('value'), currency: cell('currency') })
    const ofSku: CustomsProblem[] = sku === '' ? [{ field: 'sku', why: 'empty' }] : isMangled(sku) ? [{ field: 'sku', why: 'spreadsheet' }] : taken.has(sku) ? [{ field: 'sku', why: 'twice' }] : []
    if (data === null || ofSku.length > 0) refused.push({ line, sku, problems: [...ofSku, ...problems] })
    else taken.set(sku, data)
  }
  return { taken: [...taken].map(([sku, data]) => ({ sku, data })), refused, missing: [] }
}

/** Up to which weight of all a CN 22 will do, in grams. Up to which value is a setting: it differs by post. */
export const cn22MostGrams = 2000

/** Values of several pieces, exactly: hundredths are counted as whole numbers. */
export function timesValue(value: Decimal, pieces: number): Decimal {
  const [whole = '0', part = ''] = value.split('.')
  const cents = BigInt(whole + part.padEnd(2, '0')) * BigInt(pieces)
  return `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`
}

/** The sum of such values. */
export function sumOfValues(values: readonly Decimal[]): Decimal {
  const cents = values.reduce((sum, value) => sum + BigInt(timesValue(value, 1).replace('.', '')), 0n)
  return `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`
}
