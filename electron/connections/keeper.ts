import { Trouble } from '../contract/result.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { ConnectionStore, Protector } from './connection-store.ts'

/** What a sign-in gave. `expiresAt` is `null` where Joom did not say. */
export interface TokenPair {
  readonly access: string
  /** `null` where Joom gave none: the sign-in then ends with the access token. */
  readonly refresh: string | null
  readonly expiresAt: Millis | null
  /** From when on it is renewed before it is used; where that was not kept, five minutes before it ends. */
  readonly renewFrom?: Millis | undefined
}

interface Held { secretKey?: Sealable | undefined; tokens?: Sealable | undefined }
/** What is sealed: the secret and whom it is meant for, so that it can never be sent to another. */
interface Sealable { readonly audience: string; readonly secret: string }

/**
 * Keeps Secret Keys and tokens: sealed by the system in the store, or, where the system cannot seal, in memory until the
 * program ends. Nothing of them is ever written in the clear.
 */
export class Keeper {
  readonly #store: ConnectionStore
  readonly #protector: Protector
  readonly #now: () => Millis
  readonly #held = new Map<ConnectionId, Held>()

  constructor(store: ConnectionStore, protector: Protector, now: () => Millis) {
    this.#store = store
    this.#protector = protector
    this.#now = now
  }

  async saveSecretKey(id: ConnectionId, audience: string, secret: string): Promise<void> {
    const sealable = { audience, secret }
    const sealed = await this.#seal(sealable)
    this.#hold(id).secretKey = sealed === null ? sealable : undefined
    await this.#store.saveSecretKey(id, sealed ?? new Uint8Array(), this.#now())
  }

  /** @returns `null` where there is none for this audience. @throws Trouble `secrets_unreadable` where the system cannot open it */
  async secretKey(id: ConnectionId, audience: string): Promise<string | null> {
    const { secretKey } = await this.#store.secrets(id)
    return this.#secretFor(audience, this.#held.get(id)?.secretKey, secretKey, async (sealed) => this.#store.saveSecretKey(id, sealed, (await this.#store.get(id))?.secretSavedAt ?? this.#now()))
  }

  async forgetSecretKey(id: ConnectionId): Promise<void> {
    this.#hold(id).secretKey = undefined
    await this.#store.saveSecretKey(id, new Uint8Array(), this.#now())
    await this.#store.update(id, { secretSavedAt: null })
  }

  /** Durable when it answers. The store is `authorized` from then on. */
  async saveTokens(id: ConnectionId, audience: string, pair: TokenPair): Promise<void> {
    const sealable = { audience, secret: JSON.stringify(pair) }
    const sealed = await this.#seal(sealable)
    await this.#store.saveTokens(id, sealed, { status: 'authorized', authorizedUntil: pair.expiresAt })
    this.#hold(id).tokens = sealed === null ? sealable : undefined
  }

  /** @returns `null` where there are none for this audience. @throws Trouble `secrets_unreadable` where the system cannot open them */
  async tokens(id: ConnectionId, audience: string): Promise<TokenPair | null> {
    const [connection, { tokens }] = [await this.#store.get(id), await this.#store.secrets(id)]
    if (connection === null) return null
    const { status, authorizedUntil } = connection
    const text = await this.#secretFor(audience, this.#held.get(id)?.tokens, tokens, (sealed) => this.#store.saveTokens(id, sealed, { status, authorizedUntil }))
    return text === null ? null : JSON.parse(text) as TokenPair // what saveTokens wrote
  }

  /** The store has to be signed in to anew. */
  async forgetTokens(id: ConnectionId, status: 'new' | 'needs_authorization'): Promise<void> {
    this.#hold(id).tokens = undefined
    await this.#store.saveTokens(id, null, { status, authorizedUntil: null })
  }

  forgetHeld(id: ConnectionId): void {
    this.#held.delete(id)
  }

  /** After a start: what was held in memory only is gone, and the store says so. */
  async settle(): Promise<void> {
    for (const { id, status, secretSavedAt } of await this.#store.list()) {
      const { secretKey, tokens } = await this.#store.secrets(id)
      const held = this.#held.get(id)
      if (status === 'authorized' && isEmpty(tokens) && !held?.tokens) await this.#store.saveTokens(id, null, { status: 'needs_authorization', authorizedUntil: null })
      if (secretSavedAt !== null && isEmpty(secretKey) && !held?.secretKey) await this.#store.update(id, { secretSavedAt: null })
    }
  }

  async #seal(sealable: Sealable): Promise<Uint8Array | null> {
    return await this.#protector.available() === 'none' ? null : this.#protector.seal(JSON.stringify(sealable))
  }

  async #secretFor(audience: string, held: Sealable | undefined, sealed: Uint8Array | null, saveAgain: (sealed: Uint8Array) => Promise<void>): Promise<string | null> {
    if (held) return held.audience === audience ? held.secret : null
    if (isEmpty(sealed)) return null
    const { kept, reseal } = await this.#open(sealed)
    if (reseal) await saveAgain(await this.#protector.seal(JSON.stringify(kept)))
    return kept.audience === audience ? kept.secret : null
  }

  async #open(sealed: Uint8Array): Promise<{ readonly kept: Sealable; readonly reseal: boolean }> {
    try {
      const { text, reseal } = await this.#protector.open(sealed)
      return { kept: JSON.parse(text) as Sealable, reseal } // what #seal wrote
    } catch {
      throw new Trouble({ code: 'secrets_unreadable' })
    }
  }

  #hold(id: ConnectionId): Held {
    const held = this.#held.get(id) ?? {}
    this.#held.set(id, held)
    return held
  }
}

function isEmpty(sealed: Uint8Array | null): sealed is null {
  return sealed === null || sealed.length === 0
}
