import type { Kysely, Selectable } from 'kysely'
import type { ConnectionPatch, ConnectionStore } from '../connections/connection-store.ts'
import type { Connection, ConnectionStatus, Environment } from '../domain/connection.ts'
import { openStates } from '../domain/command.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { leastUsedColor, type StoreColor } from '../domain/store-color.ts'
import { record } from './history-repository.ts'
import type { ConnectionsTable, Schema } from './schema.ts'

const connectionOf = (row: Selectable<ConnectionsTable> & { readonly logo: string | null }): Connection => ({
  id: row.id, name: row.name, color: row.color, returnAddress: row.return_address, logo: row.logo, environment: row.environment, address: row.address, storeId: row.store_id, clientId: row.client_id, secretSavedAt: row.secret_saved_at, status: row.status, authorizedUntil: row.authorized_until, readAt: row.read_at,
  trouble: row.trouble_since === null ? null : { since: row.trouble_since, code: row.trouble_code ?? 'unavailable', message: row.trouble_message ?? '' }
})

const columnsOf = (patch: ConnectionPatch) => ({
  ...(patch.name === undefined ? {} : { name: patch.name }), ...(patch.color === undefined ? {} : { color: patch.color }), ...(patch.returnAddress === undefined ? {} : { return_address: patch.returnAddress }), ...(patch.environment === undefined ? {} : { environment: patch.environment }), ...(patch.address === undefined ? {} : { address: patch.address }),
  ...(patch.storeId === undefined ? {} : { store_id: patch.storeId }), ...(patch.clientId === undefined ? {} : { client_id: patch.clientId }), ...(patch.status === undefined ? {} : { status: patch.status }),
  ...(patch.authorizedUntil === undefined ? {} : { authorized_until: patch.authorizedUntil }), ...(patch.secretSavedAt === undefined ? {} : { secret_saved_at: patch.secretSavedAt }), ...(patch.readAt === undefined ? {} : { read_at: patch.readAt }),
  ...(patch.trouble === undefined ? {} : { trouble_since: patch.trouble?.since ?? null, trouble_code: patch.trouble?.code ?? null, trouble_message: patch.trouble?.message ?? null })
})

/** The connected stores and their sealed secrets. What is sealed goes in and out as it is; nothing here can open it. */
export class ConnectionRepository implements ConnectionStore {
  readonly #db: Kysely<Schema>
  readonly #now: () => Millis

  constructor(db: Kysely<Schema>, now: () => Millis) {
    this.#db = db
    this.#now = now
  }

  async list(): Promise<readonly Connection[]> {
    return (await this.#connected().orderBy('connections.id').execute()).map(connectionOf)
  }

  async get(id: ConnectionId): Promise<Connection | null> {
    const row = await this.#connected().where('connections.id', '=', id).executeTakeFirst()
    return row ? connectionOf(row) : null
  }

  #connected() {
    return this.#db.selectFrom('connections').leftJoin('logos', 'logos.connection_id', 'connections.id').selectAll('connections').select('logos.name as logo').where('connections.removed_at', 'is', null)
  }

  insert(row: { readonly name: string; readonly color?: StoreColor | undefined; readonly returnAddress?: string | undefined; readonly environment: Environment; readonly address: string; readonly storeId: string; readonly clientId: string; readonly createdAt: Millis }): Promise<ConnectionId> {
    return this.#db.transaction().execute(async (trx) => {
      const taken = await trx.selectFrom('connections').select('color').where('removed_at', 'is', null).execute()
      const color = row.color ?? leastUsedColor(taken.map((one) => one.color))
      const { id } = await trx.insertInto('connections').values({ name: row.name, color, return_address: row.returnAddress ?? '', environment: row.environment, address: row.address, store_id: row.storeId, client_id: row.clientId, created_at: row.createdAt }).returning('id').executeTakeFirstOrThrow()
      await record(trx, [{ at: row.createdAt, kind: 'connection_added', connectionId: id, params: { environment: row.environment } }])
      return id
    })
  }

  async update(id: ConnectionId, patch: ConnectionPatch): Promise<void> {
    const columns = columnsOf(patch)
    if (Object.keys(columns).length > 0) await this.#db.updateTable('connections').set(columns).where('id', '=', id).execute()
  }

  async hasOrders(id: ConnectionId): Promise<boolean> {
    return await this.#db.selectFrom('orders').select('id').where('connection_id', '=', id).limit(1).executeTakeFirst() !== undefined
  }

  async saveLogo(id: ConnectionId, logo: { readonly name: string; readonly png: Uint8Array } | null): Promise<void> {
    if (logo === null) await this.#db.deleteFrom('logos').where('connection_id', '=', id).execute()
    else await this.#db.insertInto('logos').values({ connection_id: id, ...logo }).onConflict((conflict) => conflict.column('connection_id').doUpdateSet(logo)).execute()
  }

  /** The PNG of a store's logo. */
  async logoOf(id: ConnectionId): Promise<Uint8Array | null> {
    return (await this.#db.selectFrom('logos').select('png').where('connection_id', '=', id).executeTakeFirst())?.png ?? null
  }

  /** Whether commands of this store wait, are under way or need a person. */
  async hasOpenCommands(id: ConnectionId): Promise<boolean> {
    const row = await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select('commands.id').where('orders.connection_id', '=', id).where('commands.state', 'in', openStates).limit(1).executeTakeFirst()
    return row !== undefined
  }

  /** Erases the secrets and takes the store out of every list. Its orders and their history stay as proof of what was sent. */
  remove(id: ConnectionId): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      const now = this.#now()
      await trx.updateTable('connections').set({ removed_at: now, secret_key: null, tokens: null, secret_saved_at: null, status: 'needs_authorization', authorized_until: null }).where('id', '=', id).execute()
      await trx.deleteFrom('logos').where('connection_id', '=', id).execute()
      await record(trx, [{ at: now, kind: 'connection_removed', connectionId: id }])
    })
  }

  async secrets(id: ConnectionId): Promise<{ secretKey: Uint8Array | null; tokens: Uint8Array | null }> {
    const row = await this.#db.selectFrom('connections').select(['secret_key', 'tokens']).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
    return { secretKey: row?.secret_key ?? null, tokens: row?.tokens ?? null }
  }

  async saveSecretKey(id: ConnectionId, sealed: Uint8Array, at: Millis): Promise<void> {
    await this.#db.updateTable('connections').set({ secret_key: sealed, secret_saved_at: at }).where('id', '=', id).execute()
  }

  /** Tokens and what they mean for the store, in one statement: neither is ever seen without the other. */
  async saveTokens(id: ConnectionId, sealed: Uint8Array | null, patch: { readonly status: ConnectionStatus; readonly authorizedUntil: Millis | null }): Promise<void> {
    await this.#db.updateTable('connections').set({ tokens: sealed, status: patch.status, authorized_until: patch.authorizedUntil }).where('id', '=', id).execute()
  }
}
