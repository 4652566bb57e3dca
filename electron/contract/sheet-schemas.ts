import { z } from 'zod'
import { doubts } from '../domain/doubt.ts'
import { listFields, printedFields, recipientFields } from '../domain/printed-field.ts'
import { deskPapers, papers, runKinds } from '../domain/sheet-kind.ts'
import { connectionId, dotsPerInch, millis, orderId, printRunId, whole } from './common-schemas.ts'
import { orderDifference } from './order-schemas.ts'

/** Paper that sheets are made for. */
export const paper = z.enum(papers)
/** What a run prints of each order. */
export const runKind = z.enum(runKinds)
/** What a sheet of an order cannot carry, and why; the order gets none then. `not_verified`: a code did not say what it should when it was read again before printing. */
export const sheetProblem = z.object({ field: z.enum(['recipient', 'phone', 'return_address', 'items', 'order_id', 'pick_code', 'customs']), why: z.enum(['too_long', 'code', 'missing_characters', 'not_given', 'not_verified']) })
/** Characters of a field that no font has, and whose it is where it is of a store. */
export const lackingField = z.object({ field: z.enum([...recipientFields, ...printedFields, ...listFields]), characters: z.array(z.string()), store: z.string().optional() })
/** What sheets were made for: `domain/made-for.ts`. */
export const madeFor = z.object({ dpi: dotsPerInch, codes: z.object({ bars: whole, squares: whole }).optional(), shift: z.object({ x: z.number(), y: z.number() }).optional(), told: z.boolean().optional() })
/** A paper beside the runs: a list, a form, a card. `leftOut`: orders that are not on it, and why; of a form that would not be whole, the characters that no font has, in which fields they stand, and the values that do not fit. */
export const deskPaper = z.object({
  id: whole, kind: z.enum(deskPapers), paper, pages: whole, madeAt: millis,
  /** Address of the PDF within the application; empty where there is none. */
  url: z.string(),
  /** How many orders are on it. */
  orders: whole,
  leftOut: z.array(z.object({ orderId, joomId: z.string(), connectionId, sku: z.string().nullable(), reason: z.enum(['not_to_ship', 'unreadable', 'no_address', ...doubts, 'missing_characters', 'no_tracking_number', 'no_customs', 'no_quantity', 'no_sku', 'no_sender', 'no_recipient', 'mixed_currencies', 'needs_cn23', 'of_its_parcel', 'cannot_be_made']), characters: z.array(z.string()).optional(), lacking: z.array(lackingField).optional(), values: z.array(z.string()).optional() })),
  /** Characters that no font has: on the paper they stand as their numbers. */
  missing: z.array(z.string()),
  /** Orders that bring such characters onto a list, and in which fields: it is not made before a person says that they may stand there as numbers. */
  lacking: z.array(z.object({ orderId, joomId: z.string(), lacking: z.array(lackingField) })).optional(),
  /** Left out where there is no page. */
  madeFor: madeFor.optional()
})
/**
 * What a scanned sheet is worth: `domain/sheet-code.ts`. `differences`: what is another now, as far as it is known; of a stale sheet there may be none that is.
 * `newest`: the paper that was looked at where the code itself does not say which it is; `older`: earlier paper of the order says something else.
 */
export const paperSaid = z.object({
  verdict: z.enum(['not_ours', 'rehearsal', 'real', 'current', 'stale', 'unhashed', 'never_printed']), orderId: orderId.nullable(), joomId: z.string().nullable(), differences: z.array(orderDifference),
  newest: z.object({ run: printRunId, position: whole, copy: whole, older: z.boolean() }).nullable()
})

export type Paper = z.infer<typeof paper>
export type SheetProblem = z.infer<typeof sheetProblem>
export type DeskPaperView = z.infer<typeof deskPaper>
export type PaperSaid = z.infer<typeof paperSaid>
