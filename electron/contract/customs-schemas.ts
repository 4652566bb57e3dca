import { z } from 'zod'
import { customsFields } from '../domain/customs.ts'
import { text, whole } from './common-schemas.ts'

/** What is wrong with a value that was typed, or stands in a table. */
const customsProblem = z.object({ field: z.enum(['sku', ...customsFields]), why: z.enum(['empty', 'spreadsheet', 'vague', 'too_long', 'not_english', 'hs_digits', 'hs_short', 'hs_chapter', 'country', 'weight', 'value', 'currency', 'twice', 'encoding', 'quotes']) })
/** What customs is to know of goods: grams of one piece, its value in `currency`. */
export const customsData = z.object({ description: z.string(), hsCode: z.string(), origin: z.string(), netGrams: whole, value: z.string(), currency: z.string() })
/** Goods of a store, with what customs knows of them. */
export const customsGoods = z.object({ sku: z.string(), name: z.string().nullable(), orders: whole, data: customsData.nullable() })
/** The same as it is typed. */
export const customsTyped = z.object({ description: text(300), hsCode: text(40), origin: text(60), netGrams: text(20), value: text(20), currency: text(10) })
/** What is kept after saving; with problems nothing was. */
export const customsSaved = z.object({ goods: z.array(customsGoods), problems: z.array(customsProblem) })
/** `missing`: columns that the file does not have; then nothing is taken. `chosen`: a file was chosen at all. */
export const customsImported = z.object({ chosen: z.boolean(), taken: whole, refused: z.array(z.object({ line: whole, sku: z.string(), problems: z.array(customsProblem) })), missing: z.array(z.enum(['sku', ...customsFields])), goods: z.array(customsGoods) })

export type CustomsGoods = z.infer<typeof customsGoods>
export type CustomsSaved = z.infer<typeof customsSaved>
export type CustomsImported = z.infer<typeof customsImported>
