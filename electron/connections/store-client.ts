import type { Connection } from '../domain/connection.ts'
import type { ChangeOutcome, CreateOutcome, ReadOutcome } from '../domain/outcome.ts'
import { clientOver, type JoomClient } from '../joom/client.ts'
import { createTransport, type JoomClientOptions, type Transport } from '../joom/transport.ts'
import type { TokenSessions } from './token-session.ts'

export interface StoreClientNeeds {
  /** The connection with the address at which its Joom is now. @throws where it is gone or cannot be reached at all */
  readonly connection: () => Promise<Connection>
  readonly sessions: TokenSessions
  readonly http: Pick<JoomClientOptions, 'now' | 'userAgent' | 'timeouts' | 'retry' | 'findProxy' | 'gate' | 'random' | 'sendOnce'>
  readonly evenUnauthorized: boolean
}

/** Joom for one store: the address, the tokens and their renewal are taken care of; every method keeps `JoomClient`'s promises. */
export function createStoreClient({ connection: find, sessions, http, evenUnauthorized }: StoreClientNeeds): JoomClient {
  const ask = async <T extends ReadOutcome<unknown> | ChangeOutcome | CreateOutcome<unknown>>(what: 'reading' | 'change', work: (transport: Transport) => Promise<T>, unreached: (message: string) => T): Promise<T> => {
    let connection: Connection
    try {
      connection = await find()
    } catch (error) {
      return unreached(error instanceof Error ? error.message : 'the store cannot be reached')
    }
    let token = ''
    const transport = createTransport({ ...http, address: connection.address, accessToken: async (refused) => token = await sessions.accessToken(connection, refused, evenUnauthorized) })
    const outcome = await work(transport)
    if (outcome.kind === 'unauthorized') await sessions.judged(connection, what, false, token, outcome.message, outcome.requestId)
    else if (outcome.kind === 'ok' || outcome.kind === 'accepted' || outcome.kind === 'refused') await sessions.judged(connection, what, true, token, '', null)
    return outcome
  }
  return clientOver({
    read: (path, fields, take, how) => ask('reading', (transport) => transport.read(path, fields, take, how), (message) => ({ kind: 'unavailable', message, requestId: null })),
    change: (path, fields) => ask('change', (transport) => transport.change(path, fields), (message) => ({ kind: 'not_sent', message })),
    create: (path, fields, made) => ask('change', (transport) => transport.create(path, fields, made), (message) => ({ kind: 'not_sent', message }))
  })
}
