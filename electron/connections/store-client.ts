import type { Connection } from '../domain/connection.ts'
import type { ChangeOutcome, ReadOutcome } from '../domain/outcome.ts'
import { createJoomClient, type JoomClient, type JoomClientOptions } from '../joom/client.ts'
import type { TokenSessions } from './token-session.ts'

export interface StoreClientNeeds {
  /** The connection with the address at which its Joom is now. @throws where it is gone or cannot be reached at all */
  readonly connection: () => Promise<Connection>
  readonly sessions: TokenSessions
  readonly http: Pick<JoomClientOptions, 'now' | 'userAgent' | 'timeouts' | 'retry'>
  readonly evenUnauthorized: boolean
}

/** Joom for one store: the address, the tokens and their renewal are taken care of; every method keeps `JoomClient`'s promises. */
export function createStoreClient({ connection: find, sessions, http, evenUnauthorized }: StoreClientNeeds): JoomClient {
  const ask = async <T extends ReadOutcome<unknown> | ChangeOutcome>(work: (client: JoomClient) => Promise<T>, unreached: (message: string) => T): Promise<T> => {
    let connection: Connection
    try {
      connection = await find()
    } catch (error) {
      return unreached(error instanceof Error ? error.message : 'the store cannot be reached')
    }
    const client = createJoomClient({ ...http, address: connection.address, accessToken: (refused) => sessions.accessToken(connection, refused, evenUnauthorized) })
    const outcome = await work(client)
    if (outcome.kind === 'unauthorized') await sessions.judged(connection, false, outcome.message)
    else if (outcome.kind === 'ok' || outcome.kind === 'accepted' || outcome.kind === 'refused') await sessions.judged(connection, true, '')
    return outcome
  }
  const read = <T>(work: (client: JoomClient) => Promise<ReadOutcome<T>>): Promise<ReadOutcome<T>> => ask(work, (message) => ({ kind: 'unavailable', message, requestId: null }))
  const change = (work: (client: JoomClient) => Promise<ChangeOutcome>): Promise<ChangeOutcome> => ask(work, (message) => ({ kind: 'not_sent', message }))
  return {
    listOrders: (which, page) => read((client) => client.listOrders(which, page)),
    getOrder: (joomId) => read((client) => client.getOrder(joomId)),
    fulfil: (joomId, shipment) => change((client) => client.fulfil(joomId, shipment)),
    modifyTracking: (joomId, shipment) => change((client) => client.modifyTracking(joomId, shipment)),
    refund: (joomId, refund) => change((client) => client.refund(joomId, refund)),
    authTest: () => read((client) => client.authTest())
  }
}
