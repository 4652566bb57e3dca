import { z } from 'zod'
import { doubts } from '../domain/doubt.ts'
import type { PrintPartId } from '../domain/ids.ts'
import { partStates, runStates, sheetStates } from '../domain/print-run.ts'
import { appError, environment, millis, orderId, printRunId, whole } from './common-schemas.ts'
import { orderDifference } from './order-schemas.ts'
import { lackingField, madeFor, paper, runKind, sheetProblem } from './sheet-schemas.ts'

/** An order that another run holds or has printed: who may have its paper already. `copy`: which copy a further sheet would be. */
const claim = z.object({ orderId, joomId: z.string(), recipient: z.string().nullable(), run: printRunId, state: z.enum(runStates), at: millis, actor: z.string().nullable(), copy: whole })
/** A run that was prepared, or why there is none. */
export const printRun = z.object({
  id: printRunId, kind: runKind, createdAt: millis, paper, pages: whole,
  /** Address of the PDF within the application, for the preview. */
  url: z.string(),
  /** `cell`: on which label of its page it begins, from 1. `slip`: the place of the first order on its slip, where it shares it with others. */
  sheets: z.array(z.object({ position: whole, orderId, joomId: z.string(), pickCode: z.string(), recipient: z.string().nullable(), store: z.string(), environment, page: whole, cell: whole.optional(), missing: z.array(z.string()), copy: whole, slip: whole.optional() })),
  /** `claimed`: another run, `run`, holds it or has printed it. `as_numbers`: characters would stand on its sheet as their numbers, and nobody said that they may. `lacking`: in which of its fields characters stand that no font has, the recipient's (`missing_characters`) among them, and whose it is where it is of a store. */
  leftOut: z.array(z.object({ orderId, joomId: z.string(), reason: z.enum(['not_to_ship', 'unreadable', 'no_address', ...doubts, 'missing_characters', 'as_numbers', 'claimed', 'cannot_be_made']), characters: z.array(z.string()), run: printRunId.optional(), problems: z.array(sheetProblem).optional(), lacking: z.array(lackingField).optional() })),
  /** Orders that turned out to be others than was shown when they were read again: then there are no sheets. */
  changed: z.array(z.object({ orderId, joomId: z.string(), recipient: z.string().nullable(), differences: z.array(orderDifference) })),
  /** Orders that other runs hold or have printed, where a person has to say what becomes of them: then there are no sheets. */
  claimed: z.array(claim),
  /** How many of the orders could not be read again just now: their sheets say what is known from before. */
  unread: whole,
  /** Left out where there are no sheets. */
  madeFor: madeFor.optional()
})
/** What a person says of how a run came out. `at`: the sheet behind the last good one. */
export const verdict = z.discriminatedUnion('kind', [z.object({ kind: z.literal('good') }), z.object({ kind: z.literal('discard') }), z.object({ kind: z.literal('stopped'), at: z.number().int().min(1), nothingAfter: z.boolean() })])
/** What was handed over at once: places `first` to `last` of a file. */
export const printPart = z.object({
  id: whole.transform((n) => n as PrintPartId), file: whole, first: whole, last: whole, sheets: whole, copies: whole, printer: z.string(), job: z.string().nullable(), state: z.enum(partStates), reason: z.string().nullable(), beganAt: millis, handedAt: millis.nullable(), endedAt: millis.nullable()
})
/** A run in the list of runs. `good`, `out`, `left`: how many of its sheets are good, left without a word on how they came out, or are still to print. `copied`: sheets that are a second copy or a later one. */
export const runBrief = z.object({
  id: printRunId, kind: runKind, createdAt: millis, state: z.enum(runStates), since: millis, actor: z.string().nullable(), paper, sheets: whole, good: whole, out: whole, left: whole, copied: whole, printer: z.string().nullable(), savedAt: millis.nullable(), rehearsal: z.boolean()
})
/** A sheet in the ledger, with what it said of whose it is. */
export const runSheet = z.object({
  position: whole, copy: whole, orderId, joomId: z.string(), pickCode: z.string(), recipient: z.string().nullable(), store: z.string(), environment, state: z.enum(sheetStates), hash: z.string(), file: whole, page: whole, pages: whole, slip: whole,
  printer: z.string().nullable(), handedAt: millis.nullable()
})
/** A run with all of its sheets and parts. */
export const runView = runBrief.extend({
  copies: whole, pages: whole, trouble: appError.nullable(), leftOut: printRun.shape.leftOut,
  /** Where it stands and can go on: the orders still to print that are others by now than their sheets say, each with the difference. */
  changed: printRun.shape.changed,
  /** How many orders could not be read again when sheets of it were to leave last; 0 where none left since the program started. */
  unread: whole,
  /** Every sheet that was ever made for the run; a place may have several copies. */
  ledger: z.array(runSheet), parts: z.array(printPart),
  /** Addresses of its PDFs within the application, by their numbers less one; empty where they are gone. */
  urls: z.array(z.string())
})
/** Runs, the newest first; `unfinished`: how many have not ended, in all. */
export const runList = z.object({ runs: z.array(runBrief), unfinished: whole, now: millis })

export type PrintRun = z.infer<typeof printRun>
export type RunBrief = z.infer<typeof runBrief>
export type RunSheet = z.infer<typeof runSheet>
export type RunView = z.infer<typeof runView>
export type RunList = z.infer<typeof runList>
export type PrintPart = z.infer<typeof printPart>
