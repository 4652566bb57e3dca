import { parseAddress, productionAddress, type Connection, type Environment } from '../domain/connection.ts'

type Whose = Pick<Connection, 'environment' | 'address' | 'storeId' | 'clientId'>

/**
 * Whom a secret is meant for: it is sealed together with this, and is not used for any other. The rehearsal server may
 * change its port from start to start, so all of it is one audience; that it is on this computer is checked each time.
 */
export function audienceOf(connection: Pick<Connection, 'environment' | 'address'>): string {
  switch (connection.environment) {
    case 'rehearsal': return 'rehearsal'
    case 'production': return productionAddress
    case 'custom': return connection.address
  }
}

/** The address as it is kept for an environment whose address does not change; `null` for the rehearsal's, which is known once it runs. */
export function fixedAddress(environment: Environment, typed: string): ReturnType<typeof parseAddress> | null {
  if (environment === 'rehearsal') return null
  return environment === 'production' ? { origin: productionAddress } : parseAddress(typed)
}

/** Whether two connections are to one store at Joom: by their Store IDs, or by their application where one has none. */
export function isSameStore(one: Whose, other: Whose): boolean {
  const [mine, theirs] = [one, other].map(({ storeId }) => storeId.trim().toLowerCase())
  return audienceOf(one) === audienceOf(other) && (mine !== '' && theirs !== '' ? mine === theirs : one.clientId === other.clientId)
}
