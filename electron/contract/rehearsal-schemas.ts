import { z } from 'zod'
import { millis, whole } from './common-schemas.ts'

/** How the rehearsal server misbehaves: each fault strikes the next `times` requests of its kind. */
export const misbehaviour = z.object({
  fault: z.enum(['delay', 'error_500', 'done_500', 'throttled_429', 'cut_answer', 'lost_answer', 'lost_request', 'expired_token']), times: z.number().int().min(1).max(1000),
  on: z.enum(['any', 'reads', 'changes']), seconds: z.number().min(0).max(600)
})
/** The rehearsal server, and the last requests to it. */
export const rehearsalState = z.object({
  running: z.boolean(), address: z.string().nullable(), orders: whole, faults: z.array(misbehaviour.extend({ left: whole })), quirks: z.array(z.string()),
  requests: z.array(z.object({ at: millis, method: z.string(), path: z.string(), status: z.number(), fault: z.string().nullable() }))
})

export type Misbehaviour = z.infer<typeof misbehaviour>
export type RehearsalState = z.infer<typeof rehearsalState>
