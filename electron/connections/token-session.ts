import { Trouble } from '../contract/result.ts'
import type { Connection } from '../domain/connection.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { NoAccessToken } from '../joom/no-access-token.ts'
import { TokenRefused } from '../joom/token-fetch.ts'
import { audienceOf } from './audience.ts'
import type { ConnectionsLog, ConnectionStore } from './connection-store.ts'
import type { Keeper, TokenPair } from './keeper.ts'
import { isFresh, type Oauth } from './oauth.ts'

export interface TokenSessionsNeeds {
  readonly store: ConnectionStore
  readonly keeper: Keeper
  readonly oauth: Oauth
  readonly now: () => Millis
  readonly changed: () => void
  readonly log: ConnectionsLog
}

/** A token as it was handed out. `nth`: which pair of the store it is of, so that a renewal is known also where it brings the same token. */
export interface Handed {
  readonly token: string
  readonly nth: number
}

interface Session {
  /** Counts up when tokens are replaced or dropped from outside, so that a renewal under way does not put its own over them. */
  generation: number
  pair: TokenPair | null
  /** Counts the pairs. */
  nth: number
  /** A pair that Joom handed out and that could not be written yet: it is not used, and not lost. */
  unwritten: { readonly pair: TokenPair; readonly audience: string } | null
  renewing: Promise<Handed> | null
  /** Writes of tokens, one after another: sealing takes its time, and a later word must not be overtaken by an earlier one. */
  writing: Promise<void>
  /** After a renewal without an outcome the old token, while it lives, is used until then. */
  pausedUntil: Millis
  /** Renewed pairs that Joom did not accept either, since a request was accepted. Pages side by side are refused with the same one. */
  readonly refusals: Set<number>
}

/** How long to leave the renewal alone after one that had no outcome, while the old token still lives. */
const pause = 60_000

/**
 * The access tokens of the stores. A token is renewed shortly before it ends (`isFresh`) or when Joom does not accept it:
 * one renewal at a time for a store, whoever asks. The new pair is written durably before it is used. A renewal that Joom
 * refuses makes the store need authorization; what was kept stays. A renewal without an answer changes nothing.
 */
export class TokenSessions {
  readonly #needs: TokenSessionsNeeds
  readonly #sessions = new Map<ConnectionId, Session>()

  constructor(needs: TokenSessionsNeeds) {
    this.#needs = needs
  }

  /**
   * @param connection with the address at which its Joom is now
   * @param refused what was handed out, and Joom did not accept
   * @param evenUnauthorized use what is kept, although the store needs authorization: the person asks for a test
   * @throws NoAccessToken
   */
  async accessToken(connection: Connection, refused?: Handed, evenUnauthorized = false): Promise<Handed> {
    const session = this.#of(connection.id)
    if (connection.status !== 'authorized' && !evenUnauthorized) throw new NoAccessToken('the store needs authorization', true)
    await this.#writeUnwritten(connection.id, session)
    const pair = session.pair ?? await this.#load(connection, session)
    // No await between here and the end: two callers cannot both begin.
    if (session.renewing) return session.renewing
    const { now } = this.#needs
    const isRefused = refused?.nth === session.nth
    if (!isRefused && (isFresh(pair, now()) || (now() < session.pausedUntil && lives(pair, now())))) return { token: pair.access, nth: session.nth }
    const own = this.#renew(connection, session, pair, isRefused).finally(() => { if (session.renewing === own) session.renewing = null })
    session.renewing = own
    return own
  }

  /** Takes the place of whatever there was. Durable when it answers. */
  async replace(connection: Connection, pair: TokenPair): Promise<void> {
    const session = this.#of(connection.id)
    this.forget(connection.id)
    const { generation } = session
    await this.#write(session, () => this.#needs.keeper.saveTokens(connection.id, audienceOf(connection), pair))
    if (session.generation === generation) this.#hold(session, pair)
  }

  async drop(id: ConnectionId, status: 'new' | 'needs_authorization'): Promise<void> {
    this.forget(id)
    await this.#write(this.#of(id), () => this.#needs.keeper.forgetTokens(id, status))
  }

  /** Forgets what is in memory. */
  forget(id: ConnectionId): void {
    const session = this.#of(id)
    session.generation++
    session.refusals.clear()
    Object.assign(session, { pair: null, unwritten: null, renewing: null, pausedUntil: 0 })
  }

  /** Joom has accepted the sign-in of a request. */
  accepted(id: ConnectionId): void {
    this.#of(id).refusals.clear()
  }

  /** A reading was turned away with a renewed token, and so was `auth_test`. Twice in a row, with two renewed pairs, is the end of the sign-in. @param nth the pair with which it went out last */
  async refused(id: ConnectionId, nth: number, words: string, requestId: string | null): Promise<void> {
    const { refusals } = this.#of(id)
    refusals.add(nth)
    if (refusals.size >= 2) await this.end(id, words, requestId)
  }

  /** The sign-in has ended, in Joom's words. */
  async end(id: ConnectionId, words: string, requestId: string | null): Promise<void> {
    const { status } = await this.#needs.store.get(id) ?? { status: 'new' }
    if (status === 'authorized') await this.#end(id, 'needs_authorization', words, requestId)
  }

  #of(id: ConnectionId): Session {
    const session = this.#sessions.get(id) ?? { generation: 0, pair: null, nth: 0, unwritten: null, renewing: null, writing: Promise.resolve(), pausedUntil: 0, refusals: new Set<number>() }
    this.#sessions.set(id, session)
    return session
  }

  async #load(connection: Connection, session: Session): Promise<TokenPair> {
    const { generation } = session
    const pair = await this.#needs.keeper.tokens(connection.id, audienceOf(connection)).catch((error: unknown) => this.#sealed(connection.id, error))
    if (pair === null) throw new NoAccessToken('the store needs authorization', true)
    if (session.generation !== generation) throw new NoAccessToken('the sign-in has changed', false)
    // Another caller may have read and even renewed it meanwhile: then what was read here is spent.
    return session.pair ?? this.#hold(session, pair)
  }

  #hold(session: Session, pair: TokenPair): TokenPair {
    session.nth++
    return session.pair = pair
  }

  async #renew(connection: Connection, session: Session, old: TokenPair, isRefused: boolean): Promise<Handed> {
    const { keeper, oauth, log, now } = this.#needs
    const { generation } = session
    const { id, address, clientId } = connection
    const audience = audienceOf(connection)
    // A token that was refused is of no more use than one that has ended.
    const usable = !isRefused && lives(old, now())
    const asItIs = { token: old.access, nth: session.nth }
    if (old.refresh === null) {
      if (usable) return asItIs
      await this.#end(id, 'needs_authorization', '')
      throw new NoAccessToken('the sign-in has ended', true)
    }
    const secretKey = await keeper.secretKey(id, audience).catch((error: unknown) => this.#sealed(id, error))
    if (secretKey === null) {
      await this.#end(id, 'signin_no_secret', '')
      throw new NoAccessToken('the Secret Key is missing', true)
    }
    let pair: TokenPair
    try {
      const answer = await oauth.renew({ address, clientId, secretKey }, old.refresh)
      pair = { ...answer, refresh: answer.refresh ?? old.refresh }
    } catch (error) {
      // A person has signed in anew or removed the store meanwhile: their word stands.
      if (session.generation !== generation) throw new NoAccessToken('the sign-in has changed', false)
      if (error instanceof TokenRefused) {
        log.info('connections', 'renewal refused', { connection: id, status: error.httpStatus, joom: error.code, requestId: error.requestId })
        await this.#end(id, /client|secret/i.test(`${error.code} ${error.message}`) ? 'signin_wrong_secret' : 'needs_authorization', error.message, error.requestId)
        throw new NoAccessToken(error.message, true)
      }
      log.info('connections', 'renewal without an outcome', { connection: id })
      session.pausedUntil = now() + pause
      if (usable) return asItIs
      throw new NoAccessToken(error instanceof Error ? error.message : 'the sign-in could not be renewed', false)
    }
    if (session.generation !== generation) throw new NoAccessToken('the sign-in has changed', false)
    session.unwritten = { pair, audience }
    await this.#writeUnwritten(id, session)
    log.info('connections', 'renewed', { connection: id })
    this.#needs.changed()
    return { token: pair.access, nth: session.nth }
  }

  /** @throws NoAccessToken while it cannot be written: what is not written would be lost in a crash, and the old refresh token is spent */
  async #writeUnwritten(id: ConnectionId, session: Session): Promise<void> {
    const { unwritten, generation } = session
    if (unwritten === null) return
    try {
      await this.#write(session, async () => {
        if (session.generation === generation) await this.#needs.keeper.saveTokens(id, unwritten.audience, unwritten.pair)
      })
    } catch (error) {
      this.#needs.log.error('connections', 'a renewed sign-in could not be written', error)
      throw new NoAccessToken('the renewed sign-in could not be written to the disk', false)
    }
    if (session.generation !== generation) throw new NoAccessToken('the sign-in has changed', false)
    // Of several who came upon it, the first takes it up.
    if (session.unwritten !== unwritten) return
    this.#hold(session, unwritten.pair)
    Object.assign(session, { unwritten: null, pausedUntil: 0 })
  }

  #write(session: Session, write: () => Promise<void>): Promise<void> {
    const written = session.writing.then(write)
    session.writing = written.catch(() => undefined)
    return written
  }

  /** The system's key store cannot open what it sealed: another computer's data, or a keyring that is gone. */
  async #sealed(id: ConnectionId, error: unknown): Promise<never> {
    if (!(error instanceof Trouble)) throw error
    await this.#end(id, error.code, '')
    throw new NoAccessToken('the system cannot open what it sealed', true)
  }

  async #end(id: ConnectionId, code: string, message: string, requestId: string | null = null): Promise<void> {
    const { store, now, changed, log } = this.#needs
    this.#of(id).refusals.clear()
    log.info('connections', 'needs authorization', { connection: id, why: code })
    await store.update(id, { status: 'needs_authorization', authorizedUntil: null, trouble: { since: now(), code, message, requestId } })
    changed()
  }
}

function lives(pair: TokenPair, now: Millis): boolean {
  return pair.expiresAt === null || pair.expiresAt > now
}
