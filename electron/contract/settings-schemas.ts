import { z } from 'zod'
import { maskLimits, maskProblem } from '../domain/number-mask.ts'
import { documentKinds } from '../domain/sheet-kind.ts'
import { slipLanguages } from '../domain/slip-language.ts'
import { sizedParts, templateColumns, templateFields, templateLimits, templateSizes } from '../domain/slip-template.ts'
import { connectionId, dotsPerInch, millis, orderId, text, whole } from './common-schemas.ts'
import { labelPrinter } from './printer-schemas.ts'
import { paper, sheetProblem } from './sheet-schemas.ts'

/** How a slip looks: `domain/slip-template.ts`. */
export const slipTemplate = z.object({
  show: z.record(z.enum([...templateFields, ...templateColumns]), z.boolean()), sizes: z.record(z.enum(sizedParts), z.enum(templateSizes)),
  heading: text(templateLimits.heading), text: text(templateLimits.text), labelSender: z.boolean()
})
/** The template of all stores, and those that stores have of their own. */
export const slipTemplatesKept = z.object({ general: slipTemplate, own: z.array(z.object({ connectionId, template: slipTemplate })) })
/**
 * A slip as a template makes it, of an order or of an invented one (`order` is `null` then). `missing`: characters that no font
 * has; they stand on the slip as their numbers. `problems`: what does not fit on a label, of which nothing would be printed.
 */
export const slipPreview = z.object({
  pdf: z.custom<Uint8Array>((v) => v instanceof Uint8Array), pages: whole, missing: z.array(z.string()), problems: z.array(sheetProblem),
  order: z.object({ id: orderId, joomId: z.string(), recipient: z.string().nullable() }).nullable()
})

/** Where and how a kind of document is printed on this computer. */
export const documentSetting = z.object({ printer: text(200), paper, dpi: dotsPerInch, copies: z.number().int().min(1).max(9) })
const dotsByDpi = z.partialRecord(z.enum(['203', '300', '600']), z.number().int().min(1).max(40))
/**
 * What a calibration sheet told of a printer and its scanner together. `dpi`: `null` for either. `bars`, `squares`: the narrowest
 * that was read, in dots, by dots in an inch. `scale…`: 1 is as meant. `moved…`: how far too far right and down it
 * prints, in millimetres. `null`: not measured.
 */
export const calibration = z.object({
  printer: text(200).min(1), at: millis, paper, dpi: dotsPerInch.nullable(), bars: dotsByDpi, squares: dotsByDpi,
  scaleX: z.number().min(0.2).max(4).nullable(), scaleY: z.number().min(0.2).max(4).nullable(), movedX: z.number().min(-20).max(20).nullable(), movedY: z.number().min(-20).max(20).nullable()
})
/** What is known of this computer's scanner: what its keys mean where they arrive as others, what it puts around a code, how it ends it, and how many milliseconds it takes for a character. */
export const scannerKnown = z.object({
  at: millis, keys: z.record(z.string().min(1).max(4), z.string().length(1)).refine((keys) => Object.keys(keys).length <= 200, 'too many'), prefix: text(40), suffix: text(40), ends: z.enum(['enter', 'tab', 'nothing']), gap: z.number().min(0).max(1000)
})
/** A folder that stands for a printer. `watched`: a printer takes from it what is written there. */
export const printFolder = z.object({ id: z.string().regex(/^[a-z0-9]{1,20}$/), name: text(80).trim().min(1), path: text(1000).min(1), watched: z.boolean() })
/** What the numbers of a provider look like, in masks that `domain/number-mask.ts` reads. */
export const providerMasks = z.object({ provider: text(100).min(1), masks: z.array(text(50).refine((mask) => maskProblem(mask) === null, 'not a mask')).min(1).max(maskLimits.masks) })
/** The preferences of this computer. */
export const settings = z.object({
  language: z.enum(['en']), theme: z.enum(['system', 'light', 'dark']), contrast: z.enum(['system', 'normal', 'more']), density: z.enum(['dense', 'comfortable']),
  operator: text(80), undoSeconds: z.number().int().min(0).max(600), refreshMinutes: z.number().int().min(1).max(120),
  provider: text(100), shippingTime: text(20), paper, printer: text(200), dpi: dotsPerInch, copies: z.number().int().min(1).max(9), redirectPort: z.number().int().min(1024).max(65535),
  /** Kinds of documents that are printed otherwise than `printer`, `paper` and `dpi` say. */
  documents: z.partialRecord(z.enum(documentKinds), documentSetting), calibrations: z.array(calibration).max(60), scanner: scannerKnown.nullable(), folders: z.array(printFolder).max(20),
  /** How much a store may be asked in a minute: all requests, and those that list. */
  requestsPerMinute: z.number().int().min(20).max(10_000), listsPerMinute: z.number().int().min(2).max(1000),
  /** Return address on the slips of stores that have none of their own. */
  sender: text(500),
  labelPrinters: z.array(labelPrinter).max(20),
  /** Which stores are shown: `all`, `real`, `rehearsal`, or the id of one. */
  shownStores: text(20),
  /** Up to which value, in the currency that goods are declared in, a CN 22 will do: above it, a CN 23 is made. */
  cn22Most: z.number().int().min(1).max(10_000),
  /** Words of slips: in the buyer's language by country, or in one for all. */
  slipLanguage: z.union([z.literal('buyer'), z.enum(slipLanguages)]),
  /** Orders of one buyer stand on one slip, where a run is only of slips. */
  together: z.boolean(),
  /** How slips look, but for stores that have a template of their own. */
  slipTemplate,
  numberMasks: z.array(providerMasks).max(maskLimits.providers),
  /** After how many days recipients of orders that have ended are erased; `null`: never. */
  eraseAfterDays: z.number().int().min(30).max(3650).nullable()
})

export type Settings = z.infer<typeof settings>
export type Calibration = z.infer<typeof calibration>
export type ScannerKnown = z.infer<typeof scannerKnown>
export type PrintFolder = z.infer<typeof printFolder>
export type SlipTemplatesKept = z.infer<typeof slipTemplatesKept>
export type SlipPreview = z.infer<typeof slipPreview>
