import { createHash, randomBytes } from 'node:crypto'
import { invalid, tokenExpired, tokenRevoked, unauthorized } from './api-error.ts'
import type { RehearsalStore } from './rehearsal-store.ts'
import type { Millis } from './store-order.ts'

export const accountTables = `
  CREATE TABLE codes (hash TEXT PRIMARY KEY, redirect TEXT, expires INTEGER NOT NULL, used INTEGER NOT NULL) STRICT;
  CREATE TABLE tokens (id INTEGER PRIMARY KEY, access TEXT NOT NULL UNIQUE, refresh TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL, revoked INTEGER NOT NULL) STRICT;`

/** An application as a seller registers it in the merchant panel, for one store. */
export interface App { readonly storeId: string; readonly clientId: string; readonly clientSecret: string }
/** What access_token and refresh_token answer. */
export interface TokenPair { readonly access_token: string; readonly refresh_token: string; readonly expires_in: number; readonly expiry_time: number; readonly merchant_user_id: string }

const codeLife = 5 * 60_000
const tokenLife = 30 * 24 * 3_600_000
/** Tokens may be longer than 255 characters: these are. */
const tokenBytes = 210

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex')
const secret = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** The application of the store, its codes and its tokens. Codes and tokens are kept as hashes. */
export class Accounts {
  readonly app: App
  readonly #store: RehearsalStore
  readonly #now: () => Millis
  readonly #merchant: string

  constructor(store: RehearsalStore, now: () => Millis) {
    this.#store = store
    this.#now = now
    const hex = (bytes: number) => () => randomBytes(bytes).toString('hex')
    this.app = { storeId: store.meta('store_id', hex(12)), clientId: store.meta('client_id', hex(12)), clientSecret: store.meta('client_secret', hex(16)) }
    this.#merchant = store.meta('merchant_user_id', hex(12))
  }

  /** @returns a code that works once within five minutes, for the redirect address it was asked for with */
  newCode(redirect: string | null): string {
    const code = secret(24)
    this.#store.db.prepare('INSERT INTO codes (hash, redirect, expires, used) VALUES (?, ?, ?, 0)').run(hash(code), redirect, this.#now() + codeLife)
    return code
  }

  /** Exchanges a code for tokens. @throws an ApiError where the code is unknown, used, too old, or was made for another redirect address */
  exchange(code: string, redirect: string | null): TokenPair {
    const row = this.#store.db.prepare('SELECT redirect, expires, used FROM codes WHERE hash = ?').get(hash(code))
    if (!row) throw invalid('code is not known')
    if (row['used'] === 1) throw invalid('code has been used already')
    if (Number(row['expires']) <= this.#now()) throw invalid('code has expired')
    const asked = row['redirect']
    // Where none was named, the one counts that is registered, and that may be any.
    if (asked !== null && asked !== redirect) throw invalid('redirect_uri is not the one that the code was asked for with')
    this.#store.db.prepare('UPDATE codes SET used = 1 WHERE hash = ?').run(hash(code))
    return this.#newPair()
  }

  /** Exchanges a refresh token for a new pair. The old pair is revoked. */
  refresh(token: string): TokenPair {
    const row = this.#store.db.prepare('SELECT id, revoked FROM tokens WHERE refresh = ?').get(hash(token))
    if (!row) throw unauthorized('refresh_token is not known')
    if (row['revoked'] === 1) throw tokenRevoked('refresh token')
    this.#store.db.prepare('UPDATE tokens SET revoked = 1 WHERE id = ?').run(Number(row['id']))
    return this.#newPair()
  }

  /** @throws an ApiError unless the access token is valid: 4000 unknown, 1016 revoked, 1015 expired */
  check(access: string | null): void {
    if (access === null) throw unauthorized('access_token is missing')
    const row = this.#store.db.prepare('SELECT expires, revoked FROM tokens WHERE access = ?').get(hash(access))
    if (!row) throw unauthorized('access_token is not known')
    if (row['revoked'] === 1) throw tokenRevoked('access token')
    if (Number(row['expires']) <= this.#now()) throw tokenExpired()
  }

  /** From now on this access token has expired; its refresh token still works. */
  expire(token: string): void {
    this.#store.db.prepare('UPDATE tokens SET expires = min(expires, ?) WHERE access = ?').run(this.#now(), hash(token))
  }

  /** Ends every sign-in: access and refresh tokens. */
  revokeAll(): void {
    this.#store.db.exec('UPDATE tokens SET revoked = 1')
  }

  #newPair(): TokenPair {
    const access = secret(tokenBytes)
    const refresh = secret(tokenBytes)
    const expires = this.#now() + tokenLife
    this.#store.db.prepare('INSERT INTO tokens (access, refresh, expires, revoked) VALUES (?, ?, ?, 0)').run(hash(access), hash(refresh), expires)
    return { access_token: access, refresh_token: refresh, expires_in: tokenLife / 1000, expiry_time: Math.floor(expires / 1000), merchant_user_id: this.#merchant }
  }
}
