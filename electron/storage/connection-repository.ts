import { sql, type Kysely, type Selectable } from 'kysely'
import type { ConnectionPatch, ConnectionStore } from '../connections/connection-store.ts'
import type { Connection, ConnectionStatus, ConnectionTrouble, Environment, PastConnection } from '../domain/connection.ts'
import { openStates } from '../domain/command.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { leastUsedColor, type StoreColor } from '../domain/store-color.ts'
import { erasePeople, leaveNoTrace } from './erase-people.ts'
import { record } from './history-repository.ts'
import { askedOften } from './asked-often.ts'
import type { ConnectionsTable, Schema } from './schema.ts'

const connectionOf = (row: Selectable<ConnectionsTable> & { readonly logo: string | null }): Connection => ({
  id: row.id, name: row.name, color: row.color, returnAddress: row.return_address, logo: row.logo, environment: row.environment, address: row.address, storeId: row.store_id, clientId: row.client_id, secretSavedAt: row.secret_saved_at, status: row.status, authorizedUntil: row.authorized_until, readAt: row.read_at,
  trouble: row.trouble_since === null ? null : { since: row.trouble_since, code: row.trouble_code ?? 'unavailable', message: row.trouble_message ?? '', ...(row.trouble_params !== null && { params: JSON.parse(row.trouble_params) as NonNullable<ConnectionTrouble['params']> }), requestId: row.trouble_request_id } // `columnsOf` wrote the parameters
})

const columnsOf = (patch: ConnectionPatch) => ({
  ...(patch.name === undefined ? {} : { name: patch.name }), ...(patch.color === undefined ? {} : { color: patch.color }), ...(patch.returnAddress === undefined ? {} : { return_address: patch.returnAddress }), ...(patch.environment === undefined ? {} : { environment: patch.environment }), ...(patch.address === undefined ? {} : { address: patch.address }),
  ...(patch.storeId === undefined ? {} : { store_id: patch.storeId }), ...(patch.clientId === undefined ? {} : { client_id: patch.clientId }), ...(patch.status === undefined ? {} : { status: patch.status }),
  ...(patch.authorizedUntil === undefined ? {} : { authorized_until: patch.authorizedUntil }), ...(patch.secretSavedAt === undefined ? {} : { secret_saved_at: patch.secretSavedAt }), ...(patch.readAt === undefined ? {} : { read_at: patch.readAt }),
  ...(patch.trouble === undefined ? {} : { trouble_since: patch.trouble?.since ?? null, trouble_code: patch.trouble?.code ?? null, trouble_message: patch.trouble?.message ?? null, trouble_request_id: patch.trouble?.requestId ?? null, trouble_params: patch.trouble?.params == null ? null : JSON.stringify(patch.trouble.params) })
})

const connected = (db: Kysely<Schema>) => db.selectFrom('connections').leftJoin('logos', 'logos.connection_id', 'connections.id').selectAll('connections').select('logos.name as logo').where('connections.removed_at', 'is', null)
const every = askedOften((db) => connected(db).orderBy('connections.id'))
const one = askedOften((db, id: ConnectionId) => connected(db).where('connections.id', '=', id))
const secretsOf = askedOften((db, id: ConnectionId) => db.selectFrom('connections').select(['secret_key', 'tokens']).where('id', '=', id).where('removed_at', 'is', null))
const authorized = askedOften((db) => db.selectFrom('connections').select('id').where('removed_at', 'is', null).where('status', '=', 'authorized').orderBy('id'))

/** The connected stores and their sealed secrets. What is sealed goes in and out as it is; nothing here can open it. */
export class ConnectionRepository implements ConnectionStore {
  readonly #db: Kysely<Schema>
  readonly #now: () => Millis

  constructor(db: Kysely<Schema>, now: () => Millis) {
    this.#db = db
    this.#now = now
  }

  async list(): Promise<readonly Connection[]> {
    return (await every(this.#db)).rows.map(connectionOf)
  }

  async get(id: ConnectionId): Promise<Connection | null> {
    const { rows: [row] } = await one(this.#db, id)
    return row ? connectionOf(row) : null
  }

  async authorized(): Promise<readonly ConnectionId[]> {
    return (await authorized(this.#db)).rows.map(({ id }) => id)
  }

  /** Its name and what it is, also of a store that was removed. */
  async everOf(id: ConnectionId): Promise<{ readonly name: string; readonly environment: Environment; readonly removed: boolean } | null> {
    const row = await this.#db.selectFrom('connections').select(['name', 'environment', 'removed_at']).where('id', '=', id).executeTakeFirst()
    return row ? { name: row.name, environment: row.environment, removed: row.removed_at !== null } : null
  }

  /** The stores that were removed, the last one first; those without an order leave nothing behind. */
  async past(): Promise<readonly PastConnection[]> {
    const rows = await this.#db.selectFrom('connections').select(['id', 'name', 'color', 'environment', 'address', 'store_id', 'client_id', 'removed_at', 'keeps_orders', 'erased_at', sql<number>`(SELECT count(*) FROM orders WHERE orders.connection_id = connections.id)`.as('orders')])
      .where('removed_at', 'is not', null).orderBy('removed_at', 'desc').orderBy('id', 'desc').execute()
    return rows.filter(({ orders }) => orders > 0).map((row) => ({
      id: row.id, name: row.name, color: row.color, environment: row.environment, address: row.address, storeId: row.store_id, clientId: row.client_id, removedAt: row.removed_at ?? 0, orders: row.orders,
      kept: row.keeps_orders === 1 ? 'shown' : row.erased_at === null ? 'hidden' : 'erased'
    }))
  }

  /** What disconnecting a store concerns: its orders, and its commands that have not reached their end. */
  async holdings(id: ConnectionId): Promise<{ readonly orders: number; readonly openCommands: number }> {
    return this.#db.selectNoFrom([
      sql<number>`(SELECT count(*) FROM orders WHERE connection_id = ${id})`.as('orders'),
      sql<number>`(SELECT count(*) FROM orders WHERE connection_id = ${id} AND open_command_id IS NOT NULL)`.as('openCommands')
    ]).executeTakeFirstOrThrow()
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

  /**
   * Erases the secrets and takes the store out of the connected ones, where no command of it is open. Its orders are shown
   * on as a record, without deadlines, or what they tell of people is erased and they are not shown. Commands and history stay as proof.
   * @returns whether it was done
   */
  async remove(id: ConnectionId, orders: 'keep' | 'erase'): Promise<boolean> {
    let done = false
    const work = (): Promise<void> => this.#db.transaction().execute(async (trx) => {
      const open = await trx.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select('commands.id').where('orders.connection_id', '=', id).where('commands.state', 'in', openStates).limit(1).executeTakeFirst()
      if (open) return
      const now = this.#now()
      await trx.updateTable('connections').set({ removed_at: now, keeps_orders: orders === 'keep' ? 1 : 0, secret_key: null, tokens: null, secret_saved_at: null, status: 'needs_authorization', authorized_until: null }).where('id', '=', id).execute()
      await record(trx, [{ at: now, kind: 'connection_removed', connectionId: id, params: { orders } }])
      await trx.deleteFrom('logos').where('connection_id', '=', id).execute()
      await trx.deleteFrom('slip_templates').where('connection_id', '=', id).execute()
      if (orders === 'erase') await erasePeople(trx, id, now)
      else await trx.updateTable('orders').set({ due_at: null }).where('connection_id', '=', id).execute()
      done = true
    })
    await (orders === 'erase' ? leaveNoTrace(this.#db, work) : work())
    return done
  }

  /** Erases what the orders of a removed store tell of people. @returns whether there was such a store */
  async erase(id: ConnectionId): Promise<boolean> {
    let done = false
    await leaveNoTrace(this.#db, () => this.#db.transaction().execute(async (trx) => {
      const store = await trx.selectFrom('connections').select('id').where('id', '=', id).where('removed_at', 'is not', null).executeTakeFirst()
      if (store) await erasePeople(trx, id, this.#now())
      done = store !== undefined
    }))
    return done
  }

  /** Connects a removed store again, with its orders, pick codes and history: every answer about them is believed anew. @returns whether there was such a store */
  takeUp(id: ConnectionId, row: { readonly name: string; readonly address: string; readonly storeId: string; readonly clientId: string }): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('connections').set({ name: row.name, address: row.address, store_id: row.storeId, client_id: row.clientId, status: 'new', removed_at: null, keeps_orders: 0, erased_at: null, read_at: null, trouble_since: null, trouble_code: null, trouble_message: null, trouble_request_id: null, trouble_params: null })
        .where('id', '=', id).where('removed_at', 'is not', null).executeTakeFirst()
      if (numUpdatedRows !== 1n) return false
      await trx.updateTable('orders').set({ fetched_at: 0, last_updated: null, settling_until: null }).where('connection_id', '=', id).execute()
      // What happened while it was away is not told by a list of changes alone: it is read as a whole.
      await trx.deleteFrom('readings').where('connection_id', '=', id).execute()
      await record(trx, [{ at: this.#now(), kind: 'connection_taken_up', connectionId: id }])
      return true
    })
  }

  async secrets(id: ConnectionId): Promise<{ secretKey: Uint8Array | null; tokens: Uint8Array | null }> {
    const { rows: [row] } = await secretsOf(this.#db, id)
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
