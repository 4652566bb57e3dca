import type { ConnectionId, Millis } from './ids.ts'
import type { StoreColor } from './store-color.ts'

/** `custom` is another address that speaks the API, such as one of Joom's sandboxes. */
export const environments = ['production', 'rehearsal', 'custom'] as const
export type Environment = (typeof environments)[number]

/** Joom's production host. The host is a setting of a connection: the reference shows an older one. */
export const productionAddress = 'https://api-merchant.joom.com'

export type ConnectionStatus = 'new' | 'authorized' | 'needs_authorization'

/** A connected store, without its secrets: they never leave `connections/`. */
export interface Connection {
  readonly id: ConnectionId
  readonly name: string
  /** What tells it from other stores at a glance, beside its name. */
  readonly color: StoreColor
  readonly environment: Environment
  /** Origin of the API, such as `https://api-merchant.joom.com`. */
  readonly address: string
  readonly storeId: string
  readonly clientId: string
  /** Where parcels go back to, as its slips say it; empty where the general one of the settings holds. */
  readonly returnAddress: string
  /** Names the logo of its slips: another one has another name; `null` where it has none. */
  readonly logo: string | null
  /** When the Secret Key was kept; `null` while there is none. */
  readonly secretSavedAt: Millis | null
  readonly status: ConnectionStatus
  readonly authorizedUntil: Millis | null
  /** Last time Joom answered a reading of this store in full. */
  readonly readAt: Millis | null
  /** Since when Joom cannot be reached, and why; `null` while it can. */
  readonly trouble: ConnectionTrouble | null
}

/** `message`: Joom's or the system's own words. `params`: the values that its sentence needs. `requestId`: Joom's name for the answer, where there was one. */
export interface ConnectionTrouble {
  readonly since: Millis
  readonly code: string
  readonly message: string
  readonly params?: Readonly<Record<string, string | number>> | null
  readonly requestId?: string | null
}

/** A store that was disconnected. Its commands and history stay in any case. */
export interface PastConnection extends Pick<Connection, 'id' | 'name' | 'color' | 'environment' | 'address' | 'storeId' | 'clientId'> {
  readonly removedAt: Millis
  readonly orders: number
  /** `shown`: in the list, as a record. `hidden`: kept, not shown. `erased`: what they told of people is gone. */
  readonly kept: 'shown' | 'hidden' | 'erased'
}

/** Whether an address is plainly a server of this computer. */
export function isHere(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}

/** Joom takes HTTPS only (reference: "Authentication"). Plain HTTP is for a server on this computer. */
export type AddressProblem = 'not_an_address' | 'not_https' | 'has_credentials' | 'has_path'

/** @returns the origin, or what is wrong with the address */
export function parseAddress(typed: string): { readonly origin: string } | { readonly problem: AddressProblem } {
  const text = typed.trim()
  if (!URL.canParse(text)) return { problem: 'not_an_address' }
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'not_an_address' }
  if (url.username !== '' || url.password !== '') return { problem: 'has_credentials' }
  if (url.protocol === 'http:' && !isHere(url.href)) return { problem: 'not_https' }
  if (!/^\/(api(\/v2)?\/?)?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return { problem: 'has_path' }
  return { origin: url.origin }
}
