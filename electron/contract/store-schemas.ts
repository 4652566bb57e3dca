import { z } from 'zod'
import type { Connection } from '../domain/connection.ts'
import { storeColors } from '../domain/store-color.ts'
import { worlds } from '../domain/world.ts'
import { connectionId, environment, text } from './common-schemas.ts'

/** `secretKey` goes in and never comes out; on a change, what is left out stays. A new store without a colour gets the one that fewest have. */
export const connectionForm = z.object({
  name: text(120).trim().min(1), environment, address: text(300), storeId: text(200).trim(), clientId: text(300).trim().min(1), secretKey: text(1000).optional(),
  color: z.enum(storeColors).optional(), returnAddress: text(400).optional()
})
export type { PastConnection } from '../domain/connection.ts'
/** A connection and what its sign-in is doing. `answer_held`: it waits, and an answer came of which a person has to say that it is theirs. */
export type ConnectionView = Connection & { readonly signIn: 'idle' | 'waiting_for_browser' | 'answer_held' | 'exchanging' }

/** Which stores are meant: one, those of one world, or, where both are `null` or left out, all. */
export const storesFilter = z.object({ connectionId: connectionId.nullable(), world: z.enum(worlds).nullable().optional() })

export type StoresFilter = z.infer<typeof storesFilter>
export type ConnectionForm = z.infer<typeof connectionForm>
