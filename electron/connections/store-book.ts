import { Trouble } from '../contract/result.ts'
import type { ConnectionForm } from '../contract/schemas.ts'
import type { Connection, PastConnection } from '../domain/connection.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { worldOf } from '../domain/world.ts'
import { audienceOf, fixedAddress, isSameStore } from './audience.ts'
import type { ConnectionsLog, ConnectionStore } from './connection-store.ts'
import type { Keeper } from './keeper.ts'
import type { TokenSessions } from './token-session.ts'

/** The rehearsal server that runs, and the application that is registered with it. */
export interface RunningRehearsal {
  readonly address: string
  readonly app: { readonly storeId: string; readonly clientId: string; readonly clientSecret: string }
}

export interface StoreBookNeeds {
  readonly store: ConnectionStore
  readonly keeper: Keeper
  readonly sessions: TokenSessions
  /** @throws Trouble `rehearsal_unavailable` */
  readonly rehearsal: () => Promise<RunningRehearsal>
  /** Ends the sign-in of a store that is under way. */
  readonly cancelSignIn: (id: ConnectionId) => void
  readonly log: ConnectionsLog
  readonly changed: () => void
  readonly now: () => Millis
}

/** A store as it is written down. */
type Entry = Pick<Connection, 'name' | 'environment' | 'address' | 'storeId' | 'clientId'> & Pick<ConnectionForm, 'color' | 'returnAddress'>

const demoName = 'Demo store'

/** What is written down of the stores: who they are, their application, and where their Joom is. */
export class StoreBook {
  readonly #needs: StoreBookNeeds

  constructor(needs: StoreBookNeeds) {
    this.#needs = needs
  }

  /**
   * Writes a store down; one that was connected before as `earlier` says.
   * @throws Trouble `connection_there` with the name of the connected store that it is already, `connection_known` where it was and nothing is said, `connection_address`, `connection_name_taken`
   */
  async add(form: ConnectionForm & { readonly earlier?: 'take_up' | 'anew' | undefined }): Promise<ConnectionId> {
    const { name, environment, storeId, clientId, color, returnAddress } = form
    const address = await this.#addressFor(form)
    await this.#refuseTakenName(name, null)
    const entry = { name, environment, address, storeId, clientId, color, returnAddress }
    await this.#refuseConnected(entry, null)
    const earlier = form.earlier === 'anew' ? null : await this.#earlierOf(entry)
    if (earlier === null) return this.#insert(entry, typedSecret(form))
    if (form.earlier === undefined) throw new Trouble({ code: 'connection_known', params: { name: earlier.name, orders: earlier.orders } })
    return this.#takeUp(earlier.id, entry, typedSecret(form))
  }

  /** @throws Trouble `connection_world`, `connection_address`, `connection_name_taken`, `connection_there` where it becomes a store that is connected already; nothing has been changed then */
  async change(before: Connection, form: ConnectionForm): Promise<void> {
    const { store, keeper, sessions, cancelSignIn, log, changed } = this.#needs
    const { id } = before
    const { name, environment, storeId, clientId, color, returnAddress } = form
    if (worldOf(environment) !== worldOf(before.environment) && await store.hasOrders(id)) throw new Trouble({ code: 'connection_world' })
    const address = await this.#addressFor(form)
    await this.#refuseTakenName(name, id)
    const audience = audienceOf({ environment, address })
    const moved = audience !== audienceOf(before)
    if (moved || storeId !== before.storeId || clientId !== before.clientId) await this.#refuseConnected({ environment, address, storeId, clientId }, id)
    if (moved || clientId !== before.clientId) {
      // First the old secrets go, then the address changes: a crash in between can only lose a sign-in, never send it astray.
      cancelSignIn(id)
      await sessions.drop(id, before.status === 'new' ? 'new' : 'needs_authorization')
      if (moved) await keeper.forgetSecretKey(id)
      await store.update(id, { trouble: null })
    }
    await store.update(id, { name, environment, address, storeId, clientId, ...(color !== undefined && { color }), ...(returnAddress !== undefined && { returnAddress }) })
    if (typedSecret(form) !== '') await keeper.saveSecretKey(id, audience, typedSecret(form))
    log.info('connections', 'changed', { connection: id, environment })
    changed()
  }

  /** The demo store, with the application that the rehearsal has now; made, or taken up again, where there is none. */
  async demo(): Promise<ConnectionId> {
    const { store, keeper, sessions, rehearsal } = this.#needs
    const { address, app } = await rehearsal()
    const { storeId, clientId, clientSecret } = app
    const rehearsals = (await store.list()).filter((connection) => connection.environment === 'rehearsal')
    const entry = { name: demoName, environment: 'rehearsal' as const, address, storeId, clientId }
    const kept = rehearsals.find((connection) => isSameStore(connection, entry)) ?? rehearsals.find(({ name }) => name === demoName) ?? rehearsals.find((connection) => connection.clientId === clientId)
    if (kept === undefined) {
      const earlier = await this.#earlierOf(entry)
      return earlier === null ? this.#insert(entry, clientSecret) : this.#takeUp(earlier.id, entry, clientSecret)
    }
    if (kept.clientId !== clientId) await sessions.drop(kept.id, 'needs_authorization')
    if (kept.clientId !== clientId || kept.storeId !== storeId) await store.update(kept.id, { clientId, storeId })
    const secretKey = await keeper.secretKey(kept.id, audienceOf(kept)).catch(() => null)
    if (secretKey !== clientSecret) await keeper.saveSecretKey(kept.id, audienceOf(kept), clientSecret)
    return kept.id
  }

  async #addressFor(form: ConnectionForm): Promise<string> {
    const fixed = fixedAddress(form.environment, form.address)
    if (fixed === null) return (await this.#needs.rehearsal()).address
    if ('problem' in fixed) throw new Trouble({ code: 'connection_address', params: { problem: fixed.problem } })
    return fixed.origin
  }

  async #refuseTakenName(name: string, own: ConnectionId | null): Promise<void> {
    const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('en')
    if ((await this.#needs.store.list()).some((other) => other.id !== own && fold(other.name) === fold(name))) throw new Trouble({ code: 'connection_name_taken', params: { name } })
  }

  /** One store connected twice has each of its orders here twice, and what is guarded for an order is guarded for neither. */
  async #refuseConnected(entry: Omit<Entry, 'name'>, own: ConnectionId | null): Promise<void> {
    const there = (await this.#needs.store.list()).find((other) => other.id !== own && isSameStore(other, entry))
    if (there) throw new Trouble({ code: 'connection_there', params: { name: there.name } })
  }

  /** The store that this one was, where it was connected before. */
  async #earlierOf(entry: Entry): Promise<PastConnection | null> {
    return (await this.#needs.store.past()).find((past) => isSameStore(past, entry)) ?? null
  }

  async #insert(entry: Entry, secretKey: string): Promise<ConnectionId> {
    const id = await this.#needs.store.insert({ ...entry, createdAt: this.#needs.now() })
    await this.#written(id, entry, secretKey, 'added')
    return id
  }

  async #takeUp(id: ConnectionId, entry: Entry, secretKey: string): Promise<ConnectionId> {
    const { store } = this.#needs
    if (!await store.takeUp(id, entry)) throw new Trouble({ code: 'not_found' })
    const { color, returnAddress } = entry
    await store.update(id, { ...(color !== undefined && { color }), ...(returnAddress !== undefined && { returnAddress }) })
    await this.#written(id, entry, secretKey, 'taken up again')
    return id
  }

  async #written(id: ConnectionId, entry: Entry, secretKey: string, how: string): Promise<void> {
    const { keeper, log, changed } = this.#needs
    if (secretKey !== '') await keeper.saveSecretKey(id, audienceOf(entry), secretKey)
    log.info('connections', how, { connection: id, environment: entry.environment })
    changed()
  }
}

const typedSecret = (form: ConnectionForm): string => form.secretKey?.trim() ?? ''
