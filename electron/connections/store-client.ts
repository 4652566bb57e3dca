import type { Connection } from '../domain/connection.ts'
import type { ChangeOutcome, CreateOutcome, ReadOutcome, Setback } from '../domain/outcome.ts'
import { clientOver, type JoomClient } from '../joom/client.ts'
import { createTransport, type Transport } from '../joom/transport.ts'
import type { SignInCheck, SignInCheckNeeds, SignInStanding } from './sign-in-check.ts'
import type { Handed } from './token-session.ts'

export interface StoreClientNeeds extends SignInCheckNeeds {
  /** The connection with the address at which its Joom is now. @throws where it is gone or cannot be reached at all */
  readonly connection: () => Promise<Connection>
  /** The store's: whoever asks it of a store asks the same. */
  readonly check: SignInCheck
  readonly evenUnauthorized: boolean
}

/** How often a reading goes out for which the sign-in was renewed each time it was turned away. */
const mostTries = 3

/** Joom's codes for a token that has expired or was revoked. */
const tokenItself: ReadonlySet<string> = new Set(['1015', '1016'])

type Unauthorized = Extract<Setback, { readonly kind: 'unauthorized' }>
type Alone = Extract<Setback, { readonly kind: 'refused' }>

/**
 * Joom for one store: the address, the tokens and their renewal are taken care of; every method keeps `JoomClient`'s promises.
 * Where a request is turned away although its token was renewed, `auth_test` is asked: a call that alone is turned away is
 * `refused`, and names itself; the store stays signed in.
 */
export function createStoreClient({ connection: find, sessions, check, http, evenUnauthorized }: StoreClientNeeds): JoomClient {
  const ask = async <T extends ReadOutcome<unknown> | ChangeOutcome | CreateOutcome<unknown>>(call: string, what: 'reading' | 'change', work: (transport: Transport) => Promise<T>, unreached: (message: string) => T): Promise<T | Alone> => {
    let connection: Connection
    try {
      connection = await find()
    } catch (error) {
      return unreached(error instanceof Error ? error.message : 'the store cannot be reached')
    }
    const handed: Handed[] = []
    /** Whether no token was to be had the last time. */
    const last = { without: false }
    const accessToken = async (refused?: string): Promise<string> => {
      last.without = true
      const before = refused === undefined ? undefined : handed.at(-1)
      // A call that is known to be turned away alone costs no renewal.
      const isAlone = before !== undefined && check.isAlone(call) && (await check.standing(connection, evenUnauthorized)).kind === 'fine'
      const next = await sessions.accessToken(connection, isAlone ? undefined : before, evenUnauthorized)
      last.without = false
      handed.push(next)
      return next.token
    }
    const transport = createTransport({ ...http, address: connection.address, accessToken })
    for (let tries = 1; ; tries++) {
      const outcome = await work(transport)
      const [first, latest] = [handed[0], handed.at(-1)]
      if (outcome.kind === 'ok' || outcome.kind === 'accepted' || outcome.kind === 'refused') {
        sessions.accepted(connection.id)
        check.letIn(call)
      }
      // Where no token was to be had, it is known why.
      if (outcome.kind !== 'unauthorized' || last.without || first === undefined || latest === undefined) return outcome
      // A change that was turned away for an old token goes out again later, with the renewed one.
      if (what === 'change' && !(outcome.renewed && check.changeTurnedAway(call, first.nth))) return outcome
      const standing: SignInStanding = call === 'auth_test' ? { kind: 'refused' } : await check.standing(connection, evenUnauthorized)
      if (standing.kind === 'refused') await (what === 'change' ? sessions.end(connection.id, outcome.message, outcome.requestId) : sessions.refused(connection.id, latest.nth, outcome.message, outcome.requestId))
      if (standing.kind !== 'fine') return outcome
      // It was renewed once more meanwhile: what is fine now is not what the reading went out with.
      if (what === 'reading' && standing.nth !== latest.nth) {
        if (tries < mostTries) continue
        return outcome
      }
      // Said of the token itself: one that was taken away between two requests is no word on the call.
      if (what === 'reading' && tokenItself.has(outcome.code ?? '') && tries < mostTries) continue
      check.turnedAwayAlone(call)
      return aloneOf(call, outcome)
    }
  }
  return clientOver({
    read: (path, fields, take, how) => ask(path, 'reading', (transport) => transport.read(path, fields, take, how), (message) => ({ kind: 'unavailable', message, requestId: null })),
    change: (path, fields) => ask(path, 'change', (transport) => transport.change(path, fields), (message) => ({ kind: 'not_sent', message })),
    create: (path, fields, made) => ask(path, 'change', (transport) => transport.create(path, fields, made), (message) => ({ kind: 'not_sent', message }))
  })
}

/** Its code is one of the sign-in, or the status: whatever else an answer with 401 says in its code, it does not say of what was asked for. */
function aloneOf(call: string, { code = '401', message, requestId }: Unauthorized): Alone {
  return { kind: 'refused', httpStatus: 401, code, message: `${call}: ${message}`, data: null, requestId, call }
}
