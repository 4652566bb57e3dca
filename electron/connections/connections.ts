import { createHash } from 'node:crypto'
import { readError } from '../contract/read-error.ts'
import { Trouble } from '../contract/result.ts'
import type { ConnectionForm, ConnectionView } from '../contract/schemas.ts'
import { isHere, type Connection } from '../domain/connection.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { JoomClient, ReadRetry } from '../joom/client.ts'
import type { ExchangeTimeouts } from '../joom/exchange.ts'
import { statedLimits, type BudgetLimits } from '../joom/request-budget.ts'
import { RequestGate } from '../joom/request-gate.ts'
import type { FindProxy } from '../joom/ways-out.ts'
import { audienceOf } from './audience.ts'
import type { ConnectionsLog, ConnectionStore, Protector } from './connection-store.ts'
import { Keeper } from './keeper.ts'
import { redirectAddressOf } from './loopback.ts'
import { authorizeAddress, createOauth } from './oauth.ts'
import { SignIn } from './sign-in.ts'
import { SignInCheck } from './sign-in-check.ts'
import { createStoreClient } from './store-client.ts'
import { StoreBook, type RunningRehearsal } from './store-book.ts'
import { TokenSessions } from './token-session.ts'

export interface ConnectionsOptions {
  readonly store: ConnectionStore
  readonly protector: Protector
  readonly openExternal: (address: string) => Promise<void>
  /** Bytes that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array
  readonly now: () => Millis
  readonly redirectPort: () => number
  /** Starts the rehearsal server where it does not run; where it is, and the application that is registered with it. */
  readonly rehearsal: () => Promise<RunningRehearsal>
  /** Makes a logo of a file of unknown origin, or says why none comes of it. */
  readonly readLogo: (file: Uint8Array) => Promise<{ readonly kind: 'logo'; readonly png: Uint8Array } | { readonly kind: 'problem'; readonly problem: string }>
  readonly userAgent: string
  /** Connections, or what their sign-in is doing, have changed. */
  readonly changed: () => void
  /** A store can be asked again: it was signed in, from the window or behind it, or a test has shown that its sign-in works. */
  readonly signedIn?: ((id: ConnectionId) => void) | undefined
  readonly log: ConnectionsLog
  readonly timeouts?: Partial<ExchangeTimeouts> | undefined
  readonly retry?: Partial<ReadRetry> | undefined
  readonly findProxy?: FindProxy | undefined
  /** How many requests of a store may leave in a minute; what Joom states for its newer API where it is left out. */
  readonly budget?: (() => BudgetLimits) | undefined
  /** How long the browser's answer is awaited; five minutes where it is left out. */
  readonly patience?: Millis | undefined
}

/**
 * The connected stores. Every method throws `Trouble` where a person has to know something, and leaves everything as it
 * was then. Secret Keys and tokens go in and never come out, but as the header of a request to the Joom they are for.
 */
export interface Connections {
  list(): Promise<readonly ConnectionView[]>
  /**
   * `earlier`: what to do where the same store was connected before and its orders are here: connect it again together with
   * them, or anew beside them. Left out, such a store is refused with `connection_known`, so that a person is asked. One that is
   * connected now is refused with `connection_there`, which names it.
   */
  add(form: ConnectionForm & { readonly earlier?: 'take_up' | 'anew' | undefined }): Promise<ConnectionView>
  /**
   * A store that is changed to another address, environment or application has to be signed in to anew; for another address the
   * Secret Key has to be typed anew too. A store with orders stays real or stays a rehearsal: its orders, their codes and their
   * paper are of one world.
   * @throws Trouble `connection_world` where it would change, `connection_there` where it would become one that is connected already
   */
  change(form: ConnectionForm & { readonly id: ConnectionId }): Promise<ConnectionView>
  /** `orders`: whether they stay in the list as a record, or what they tell of people is erased. @throws Trouble `connection_has_commands` */
  remove(id: ConnectionId, orders: 'keep' | 'erase'): Promise<void>
  /** Opens the browser; answers when the sign-in has ended. */
  authorize(id: ConnectionId, registered?: boolean): Promise<ConnectionView>
  cancelAuthorize(id: ConnectionId): void
  pasteCode(id: ConnectionId, pasted: string): Promise<ConnectionView>
  /** Signs in with the answer that came without its state, since the person says that it is theirs. Such a one is there where `signIn` is `answer_held`. */
  useHeldAnswer(id: ConnectionId): Promise<ConnectionView>
  /**
   * Gives the slips of a store the logo that a file makes; `null` takes the logo away.
   * @throws Trouble `logo_too_large`, `logo_not_an_image`, `logo_too_many_pixels` or `logo_unreadable`: the logo is as before then
   */
  setLogo(id: ConnectionId, file: Uint8Array | null): Promise<ConnectionView>
  /** Joom's greeting. Also tries what is kept of a store that needs authorization. */
  test(id: ConnectionId): Promise<{ answer: string }>
  openDemo(): Promise<ConnectionView>
  /** Stores that are signed in. */
  authorized(): Promise<readonly ConnectionId[]>
  client(id: ConnectionId): JoomClient
  redirectAddress(): string
  stop(): Promise<void>
}

/** Begins with what is stored; nothing goes out before something is asked of it. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { store, now, log, changed } = options
  const keeper = new Keeper(store, options.protector, now)
  const oauth = createOauth({ userAgent: options.userAgent, now, timeouts: options.timeouts, findProxy: options.findProxy })
  const sessions = new TokenSessions({ store, keeper, oauth, now, changed, log })
  const signIn = new SignIn({
    openExternal: options.openExternal, random: options.random, redirectPort: options.redirectPort, patience: options.patience ?? 5 * 60_000, now, changed, log,
    exchange,
    unheard: (id, { code, detail, requestId }) => { store.update(id, { trouble: { since: now(), code, message: detail ?? '', requestId: requestId ?? null } }).then(changed, (error: unknown) => { log.error('connections', 'trouble not kept', error) }) }
  })
  let settled: Promise<void> | null = null
  const settle = (): Promise<void> => settled ??= keeper.settle().catch((error: unknown) => {
    settled = null
    throw error
  })
  let making: Promise<unknown> = Promise.resolve()

  const viewOf = (connection: Connection): ConnectionView => {
    const stray = signIn.strayOf(connection.id)
    return { ...connection, ...(stray !== null && { trouble: { since: stray.at, code: `signin_${stray.kind}`, message: '' } }), signIn: signIn.phaseOf(connection.id) }
  }
  const find = async (id: ConnectionId): Promise<Connection> => {
    await settle()
    const connection = await store.get(id)
    if (connection === null) throw new Trouble({ code: 'not_found' })
    return connection
  }
  const view = async (id: ConnectionId): Promise<ConnectionView> => viewOf(await find(id))

  /** The connection with the address at which its Joom is now: the rehearsal server's may differ from start to start. */
  const reach = async (id: ConnectionId): Promise<Connection> => {
    const connection = await find(id)
    if (connection.environment !== 'rehearsal') return connection
    const { address } = await rehearsal()
    if (address !== connection.address) await store.update(id, { address })
    return { ...connection, address }
  }
  async function rehearsal(): Promise<RunningRehearsal> {
    const running = await options.rehearsal().catch((error: unknown) => { throw new Trouble({ code: 'rehearsal_unavailable', detail: error instanceof Error ? error.message : '' }) })
    if (!isHere(running.address)) throw new Trouble({ code: 'rehearsal_unavailable' })
    return running
  }

  const book = new StoreBook({ store, keeper, sessions, rehearsal, cancelSignIn: (id) => { signIn.cancel(id) }, log, changed, now })

  async function exchange(id: ConnectionId, code: string, redirect: string): Promise<void> {
    const before = await reach(id)
    const secretKey = await keeper.secretKey(id, audienceOf(before))
    if (secretKey === null) throw new Trouble({ code: 'signin_no_secret' })
    const pair = await oauth.exchange({ address: before.address, clientId: before.clientId, secretKey }, code, redirect)
    const after = await store.get(id)
    // These tokens belong to what the connection was when the person granted access.
    if (after === null || after.clientId !== before.clientId || audienceOf(after) !== audienceOf(before)) throw new Trouble({ code: 'signin_cancelled' })
    await sessions.replace(after, pair)
    await store.update(id, { trouble: null })
    options.signedIn?.(id)
  }

  async function authorize(id: ConnectionId, registered = false): Promise<ConnectionView> {
    const connection = await reach(id)
    if (await keeper.secretKey(id, audienceOf(connection)) === null) throw new Trouble({ code: 'signin_no_secret' })
    await signIn.start(id, (redirect, state) => authorizeAddress(connection, registered ? null : redirect, state))
    return view(id)
  }

  const gates = new Map<ConnectionId, RequestGate>()
  const gateOf = (id: ConnectionId): RequestGate => {
    const gate = gates.get(id) ?? new RequestGate(options.budget ?? (() => statedLimits))
    gates.set(id, gate)
    return gate
  }

  const checks = new Map<ConnectionId, SignInCheck>()
  const clientOf = (id: ConnectionId, evenUnauthorized = false): JoomClient => {
    const needs = { sessions, http: { now, userAgent: options.userAgent, timeouts: options.timeouts, retry: options.retry, findProxy: options.findProxy, gate: gateOf(id) } }
    const check = checks.get(id) ?? new SignInCheck(needs)
    checks.set(id, check)
    return createStoreClient({ ...needs, connection: () => reach(id), check, evenUnauthorized })
  }

  return {
    async list() {
      await settle()
      return (await store.list()).map(viewOf)
    },

    async add(form) {
      await settle()
      return view(await book.add(form))
    },

    async change({ id, ...form }) {
      await book.change(await find(id), form)
      return view(id)
    },

    async setLogo(id, file) {
      await find(id)
      const answer = file === null ? null : await options.readLogo(file)
      if (answer?.kind === 'problem') throw new Trouble({ code: `logo_${answer.problem}` })
      await store.saveLogo(id, answer === null ? null : { name: createHash('sha256').update(answer.png).digest('hex').slice(0, 32), png: answer.png })
      changed()
      return view(id)
    },

    async remove(id, orders) {
      await find(id)
      if (!await store.remove(id, orders)) throw new Trouble({ code: 'connection_has_commands' })
      signIn.cancel(id)
      sessions.forget(id)
      keeper.forgetHeld(id)
      log.info('connections', 'removed', { connection: id, orders })
      changed()
    },

    authorize,
    cancelAuthorize: (id) => { signIn.cancel(id) },

    async pasteCode(id, pasted) {
      const { address } = await reach(id)
      await signIn.paste(id, pasted, address)
      return view(id)
    },

    async useHeldAnswer(id) {
      await signIn.useHeld(id)
      return view(id)
    },

    async test(id) {
      const before = await find(id)
      const outcome = await clientOf(id, true).authTest()
      if (outcome.kind !== 'ok') throw new Trouble(readError(outcome, now(), before.address))
      if (before.status !== 'authorized') {
        const pair = await keeper.tokens(id, audienceOf(before))
        await store.update(id, { status: 'authorized', authorizedUntil: pair?.expiresAt ?? null, trouble: null })
        options.signedIn?.(id)
        changed()
      } else if (before.trouble !== null) options.signedIn?.(id) // what kept it from being read is over, it seems
      return { answer: outcome.value }
    },

    async openDemo() {
      await settle()
      const made = making.then(() => book.demo())
      making = made.catch(() => undefined)
      const id = await made
      // A store that is signed in is opened even where the rehearsal misbehaves just now: it has been told to.
      if ((await find(id)).status === 'authorized' && (await clientOf(id).authTest()).kind !== 'unauthorized') return view(id)
      return authorize(id)
    },

    async authorized() {
      await settle()
      return store.authorized()
    },

    client: (id) => clientOf(id),
    redirectAddress: () => redirectAddressOf(options.redirectPort()),
    stop: () => signIn.stop()
  }
}
