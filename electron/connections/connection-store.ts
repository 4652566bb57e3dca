import type { Connection, ConnectionStatus, Environment, PastConnection } from '../domain/connection.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { StoreColor } from '../domain/store-color.ts'

/** What of a connection is changed; what is left out stays. */
export interface ConnectionPatch {
  readonly name?: string
  readonly color?: StoreColor
  readonly returnAddress?: string
  readonly environment?: Environment
  readonly address?: string
  readonly storeId?: string
  readonly clientId?: string
  readonly status?: ConnectionStatus
  readonly authorizedUntil?: Millis | null
  readonly secretSavedAt?: Millis | null
  readonly readAt?: Millis
  readonly trouble?: Connection['trouble']
}

/** Where connections are kept. Every write is durable when it answers. What is sealed goes in and out as it is. */
export interface ConnectionStore {
  list(): Promise<readonly Connection[]>
  get(id: ConnectionId): Promise<Connection | null>
  /** The stores that are signed in. */
  authorized(): Promise<readonly ConnectionId[]>
  /** A store without a colour gets the one that fewest have. */
  insert(row: { readonly name: string; readonly color?: StoreColor | undefined; readonly returnAddress?: string | undefined; readonly environment: Environment; readonly address: string; readonly storeId: string; readonly clientId: string; readonly createdAt: Millis }): Promise<ConnectionId>
  update(id: ConnectionId, patch: ConnectionPatch): Promise<void>
  /** Whether orders of this store are kept. */
  hasOrders(id: ConnectionId): Promise<boolean>
  /** @param logo a PNG and a name that only these bytes have; `null` takes it away */
  saveLogo(id: ConnectionId, logo: { readonly name: string; readonly png: Uint8Array } | null): Promise<void>
  /** Erases the secrets too. @returns whether it was done: not where a command of the store is open */
  remove(id: ConnectionId, orders: 'keep' | 'erase'): Promise<boolean>
  /** The stores that were removed and have orders. */
  past(): Promise<readonly PastConnection[]>
  /** Connects a removed store again, `new`, together with its orders. @returns whether there was such a store */
  takeUp(id: ConnectionId, row: { readonly name: string; readonly address: string; readonly storeId: string; readonly clientId: string }): Promise<boolean>
  secrets(id: ConnectionId): Promise<{ readonly secretKey: Uint8Array | null; readonly tokens: Uint8Array | null }>
  saveSecretKey(id: ConnectionId, sealed: Uint8Array, at: Millis): Promise<void>
  /** Tokens and what they mean for the store, in one transaction. */
  saveTokens(id: ConnectionId, sealed: Uint8Array | null, patch: { readonly status: ConnectionStatus; readonly authorizedUntil: Millis | null }): Promise<void>
}

/** The system's key store. */
export interface Protector {
  /** `weak`: it seals, but with a key that lies beside the data. `none`: it cannot seal. */
  available(): Promise<'protected' | 'weak' | 'none'>
  seal(text: string): Promise<Uint8Array>
  /** @returns the text, and whether it should be sealed anew with a newer key */
  open(sealed: Uint8Array): Promise<{ readonly text: string; readonly reseal: boolean }>
}

/** Told what happened, with ids. */
export interface ConnectionsLog {
  info(part: string, what: string, about?: unknown): void
  error(part: string, what: string, about?: unknown): void
}
