import type { Connection } from '../domain/connection.ts'
import type { Millis } from '../domain/ids.ts'
import { authTestCall } from '../joom/auth-test.ts'
import { createTransport, type JoomClientOptions } from '../joom/transport.ts'
import type { Handed, TokenSessions } from './token-session.ts'

/** What `auth_test` says of a sign-in. `fine`: it accepts the pair with this number. `unheard`: it could not be asked, so nothing is known. */
export type SignInStanding = { readonly kind: 'fine'; readonly nth: number } | { readonly kind: 'refused' | 'unheard' }

export interface SignInCheckNeeds {
  readonly sessions: TokenSessions
  readonly http: Pick<JoomClientOptions, 'now' | 'userAgent' | 'timeouts' | 'retry' | 'findProxy' | 'gate' | 'random' | 'sendOnce'>
}

/** An answer that a pair is fine is not asked for again so soon: hundreds of commands may be turned away one after another. */
const holdsFor = 10_000
/** For so long a call that was turned away by itself costs no renewal: each takes away the token that others are under way with. */
const aloneFor = 3_600_000
/** A change does not go out again at once with the renewed token, as a reading does: so many in a row of one call, each with another pair, and it is looked into. */
const mostTurnedAway = 3

/**
 * Tells a sign-in that has ended from a call that alone is turned away: `auth_test` is asked with the token as it is now, and
 * with a renewed one where that is turned away; once at a time, whoever waits for it. One for each store.
 */
export class SignInCheck {
  readonly #needs: SignInCheckNeeds
  #asking: Promise<SignInStanding> | null = null
  #fine: { readonly nth: number; readonly at: Millis } | null = null
  readonly #alone = new Map<string, Millis>()
  readonly #turnedAway = new Map<string, Set<number>>()

  constructor(needs: SignInCheckNeeds) {
    this.#needs = needs
  }

  /** Never throws. */
  async standing(connection: Connection, evenUnauthorized: boolean): Promise<SignInStanding> {
    const own = this.#asking ?? this.#ask(connection, evenUnauthorized).finally(() => { this.#asking = null })
    return this.#asking = own
  }

  /** Whether this call was turned away by itself a while ago. */
  isAlone(call: string): boolean {
    return Math.abs(this.#needs.http.now() - (this.#alone.get(call) ?? -Infinity)) < aloneFor
  }

  /** This call is turned away although the sign-in is fine. */
  turnedAwayAlone(call: string): void {
    this.#alone.set(call, this.#needs.http.now())
  }

  /** A change was turned away. @param nth the pair that it went out with @returns whether the token can hardly be the reason, so that it has to be looked into */
  changeTurnedAway(call: string, nth: number): boolean {
    const pairs = this.#turnedAway.get(call) ?? new Set()
    this.#turnedAway.set(call, pairs.add(nth))
    return pairs.size >= mostTurnedAway || this.isAlone(call)
  }

  /** This call was let in. */
  letIn(call: string): void {
    this.#alone.delete(call)
    this.#turnedAway.delete(call)
  }

  async #ask(connection: Connection, evenUnauthorized: boolean): Promise<SignInStanding> {
    const { sessions, http } = this.#needs
    let used: Handed | undefined
    const accessToken = async (refused?: string): Promise<string> => {
      used = await sessions.accessToken(connection, refused === undefined ? undefined : used, evenUnauthorized)
      return used.token
    }
    const known = await sessions.accessToken(connection, undefined, evenUnauthorized).catch(() => null)
    if (known !== null && known.nth === this.#fine?.nth && Math.abs(http.now() - this.#fine.at) < holdsFor) return { kind: 'fine', nth: known.nth }
    const transport = createTransport({ ...http, address: connection.address, accessToken })
    const outcome = await authTestCall({ ...transport, read: (path, fields, take) => transport.read(path, fields, take, { kind: 'command' }) }).authTest()
    const after = used
    if (outcome.kind === 'ok' && after !== undefined) {
      this.#fine = { nth: after.nth, at: http.now() }
      return { kind: 'fine', nth: after.nth }
    }
    // A Joom that knows no auth_test says nothing good of the sign-in either.
    return { kind: outcome.kind === 'unauthorized' || outcome.kind === 'refused' ? 'refused' : 'unheard' }
  }
}
