import { timingSafeEqual } from 'node:crypto'
import { Trouble } from '../contract/result.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { unsteered } from '../domain/unsteered.ts'
import type { ConnectionsLog } from './connection-store.ts'
import { openLoopback, redirectAddressOf, type CallbackAnswer, type Loopback } from './loopback.ts'
import { readPasted } from './pasted.ts'

export interface SignInNeeds {
  readonly openExternal: (address: string) => Promise<void>
  readonly random: (bytes: number) => Uint8Array
  readonly redirectPort: () => number
  readonly now: () => Millis
  /** How long the browser's answer is awaited. */
  readonly patience: Millis
  /** Exchanges the code for tokens and keeps them. @throws Trouble */
  readonly exchange: (id: ConnectionId, code: string, redirect: string) => Promise<void>
  /** A sign-in has moved on. */
  readonly changed: () => void
  /** Told of a failure that no caller waits for any more. */
  readonly unheard: (id: ConnectionId, trouble: Trouble) => void
  readonly log: ConnectionsLog
}

/** `answer_held`: still waiting, with an answer that a person can say to be theirs. */
export type SignInPhase = 'idle' | 'waiting_for_browser' | 'answer_held' | 'exchanging'
/** An answer that came, but was not this sign-in's. */
export interface Stray {
  readonly kind: 'wrong_state' | 'no_state' | 'many_answers' | 'refused'
  readonly at: Millis
}

interface Flow {
  readonly id: ConnectionId
  readonly state: string
  readonly redirect: string
  /** What the browser is sent to. */
  address: string
  readonly loopback: Loopback
  readonly done: Promise<undefined>
  readonly end: { resolve: (nothing: undefined) => void; reject: (trouble: unknown) => void }
  phase: 'waiting_for_browser' | 'exchanging'
  /** The code of the one answer that came without a state, and never leaves this object but to be exchanged. `many`: there were several, and who can tell them apart. */
  held: { readonly code: string } | 'many' | null
  stray: Stray | null
  /** Whether a caller waits for the end. */
  heard: boolean
  timer: NodeJS.Timeout
}

/**
 * The sign-in in the system's browser, one at a time, since the port is one. It ends with the first answer that has the
 * right state, or when it is cancelled, or after five minutes; an answer with another state changes nothing but the words
 * of the time-out. One without any state may be ours, since Joom documents none: it is held, and used where the person
 * says that it is theirs. After any end one can begin again at once.
 */
export class SignIn {
  readonly #needs: SignInNeeds
  #flow: Flow | null = null
  #starting: Promise<unknown> = Promise.resolve()
  /** The server of the last sign-in, which may still be showing its last page. */
  #lingering: Loopback | null = null
  readonly #last = new Map<ConnectionId, Pick<Flow, 'state' | 'redirect'>>()
  readonly #pasting = new Set<ConnectionId>()

  constructor(needs: SignInNeeds) {
    this.#needs = needs
  }

  phaseOf(id: ConnectionId): SignInPhase {
    if (this.#pasting.has(id)) return 'exchanging'
    if (this.#flow?.id !== id) return 'idle'
    const { phase, held } = this.#flow
    return phase === 'waiting_for_browser' && held !== null && held !== 'many' ? 'answer_held' : phase
  }

  strayOf(id: ConnectionId): Stray | null {
    return this.#flow?.id === id ? this.#flow.stray : null
  }

  /**
   * Opens the browser and waits for its answer. Asked again for the same store while it waits, the browser is opened once
   * more and the five minutes begin anew; asked for another store, the first one is cancelled.
   * Where the browser cannot be opened it throws at once, with the address to open by hand, and goes on waiting for the answer.
   * @throws Trouble
   */
  async start(id: ConnectionId, addressOf: (redirect: string, state: string) => string): Promise<void> {
    const begun = this.#starting.then(() => this.#begin(id, addressOf))
    this.#starting = begun.catch(() => undefined)
    const flow = await begun
    flow.heard = true
    if (flow.phase === 'exchanging') return flow.done
    return Promise.race([flow.done, this.#browse(flow)])
  }

  /**
   * The same with what a person copied from the browser. Where it is a whole address, the code was handed out for that one:
   * an application may be registered with another redirect address than ours.
   * @param joom origin whose pages may show a code themselves
   * @throws Trouble
   */
  async paste(id: ConnectionId, text: string, joom: string): Promise<void> {
    const pasted = readPasted(text)
    if (pasted === null) throw new Trouble({ code: 'signin_paste_unreadable' })
    const flow = this.#flow?.id === id ? this.#flow : null
    if (flow?.phase === 'exchanging') return flow.done
    const known = flow ?? this.#last.get(id)
    if (pasted.state !== null && pasted.state !== known?.state) throw new Trouble({ code: 'signin_wrong_state' })
    if (pasted.kind === 'refused') {
      const trouble = new Trouble({ code: 'signin_refused', detail: unsteered(pasted.words).slice(0, 300) })
      if (flow) this.#fail(flow, trouble)
      throw trouble
    }
    const elsewhere = pasted.redirect === null || new URL(pasted.redirect).origin === joom ? null : pasted.redirect
    if (flow) {
      flow.heard = true
      this.#exchange(flow, pasted.code, elsewhere ?? flow.redirect)
      return flow.done
    }
    this.#pasting.add(id)
    this.#needs.changed()
    try {
      await this.#needs.exchange(id, pasted.code, elsewhere ?? known?.redirect ?? redirectAddressOf(this.#needs.redirectPort()))
      this.#last.delete(id)
    } finally {
      this.#pasting.delete(id)
      this.#needs.changed()
    }
  }

  /**
   * The same with the answer that came without a state: the word of a person who has just granted access stands in for it.
   * @throws Trouble `signin_answer_gone` where none is held for this store: its sign-in has ended, or several came meanwhile
   */
  async useHeld(id: ConnectionId): Promise<void> {
    const flow = this.#flow?.id === id ? this.#flow : null
    if (flow?.phase === 'exchanging') return flow.done
    if (flow === null || flow.held === null || flow.held === 'many') throw new Trouble({ code: 'signin_answer_gone' })
    flow.heard = true
    this.#exchange(flow, flow.held.code, flow.redirect)
    return flow.done
  }

  /** Ends the waiting for a store's answer, if there is one. What is being exchanged already comes to its end. */
  cancel(id: ConnectionId): void {
    if (this.#flow?.id === id && this.#flow.phase === 'waiting_for_browser') this.#fail(this.#flow, new Trouble({ code: 'signin_cancelled' }))
  }

  async stop(): Promise<void> {
    if (this.#flow) this.cancel(this.#flow.id)
    await this.#lingering?.close()
  }

  async #begin(id: ConnectionId, addressOf: (redirect: string, state: string) => string): Promise<Flow> {
    const running = this.#flow
    if (running?.id === id) {
      if (running.phase === 'waiting_for_browser') {
        running.timer.refresh()
        // What came to the page before is not what comes to this one, and no code lives longer than a sign-in waits.
        running.held = null
        running.stray = null
        running.address = addressOf(running.redirect, running.state)
        this.#needs.changed()
      }
      return running
    }
    if (running?.phase === 'exchanging') await running.done.catch(() => undefined)
    else if (running) this.cancel(running.id)
    await this.#lingering?.close()

    const port = this.#needs.redirectPort()
    const state = Buffer.from(this.#needs.random(32)).toString('base64url')
    const redirect = redirectAddressOf(port)
    const loopback = await openLoopback(port, (parameters, isPage) => this.#answered(state, parameters, isPage))
    const { promise: done, resolve, reject } = Promise.withResolvers<undefined>()
    done.catch(() => undefined)
    const flow: Flow = {
      id, state, redirect, loopback, done, end: { resolve, reject }, address: addressOf(redirect, state), phase: 'waiting_for_browser', held: null, stray: null, heard: true,
      timer: setTimeout(() => { this.#fail(flow, this.#timedOut(flow)) }, this.#needs.patience)
    }
    this.#flow = flow
    this.#lingering = loopback
    this.#last.set(id, { state, redirect })
    this.#needs.log.info('connections', 'sign-in started', { connection: id, port })
    this.#needs.changed()
    return flow
  }

  async #browse(flow: Flow): Promise<void> {
    try {
      await this.#needs.openExternal(flow.address)
    } catch {
      flow.heard = false
      throw new Trouble({ code: 'signin_browser', params: { address: flow.address } })
    }
    return flow.done
  }

  /** Decides on what came to the redirect address. */
  #answered(expected: string, parameters: URLSearchParams, isPage: boolean): CallbackAnswer {
    const flow = this.#flow
    // What is empty is as good as left out.
    const [state, ...more] = parameters.getAll('state').filter((text) => text !== '')
    // A plus stands for a blank in an address; a code holds none, so there it was one.
    const code = (parameters.get('code') ?? '').replaceAll(' ', '+')
    const error = parameters.get('error') ?? ''
    if (flow?.state !== expected || flow.phase !== 'waiting_for_browser') return { page: 'wrongState', onward: false }
    if (state !== undefined && more.length === 0 && same(state, expected)) {
      // A refusal may come as an error, or just without a code.
      if (code === '' || error !== '') {
        this.#fail(flow, new Trouble({ code: 'signin_refused', detail: unsteered(parameters.get('error_description') || error).slice(0, 300) }))
        return { page: 'refused', onward: true }
      }
      this.#exchange(flow, code, flow.redirect)
      return { page: 'done', onward: true }
    }
    // An address that a page loads behind the scenes is no answer of the person's.
    const without = state === undefined && isPage
    const offered = without && code !== '' && error === ''
    if (offered) flow.held = flow.held === null || (flow.held !== 'many' && same(flow.held.code, code)) ? { code } : 'many'
    flow.stray = { kind: !without ? 'wrong_state' : !offered ? 'refused' : flow.held === 'many' ? 'many_answers' : 'no_state', at: this.#needs.now() }
    this.#needs.log.info('connections', 'sign-in got an answer that is not its own', { connection: flow.id, stray: flow.stray.kind })
    this.#needs.changed()
    if (without) return { page: offered ? 'noState' : 'refused', onward: false }
    return { page: 'wrongState', onward: false }
  }

  #timedOut(flow: Flow): Trouble {
    return new Trouble(flow.stray === null ? { code: 'signin_timeout', params: { minutes: Math.round(this.#needs.patience / 60_000) } } : { code: `signin_${flow.stray.kind}` })
  }

  #exchange(flow: Flow, code: string, redirect: string): void {
    clearTimeout(flow.timer)
    flow.phase = 'exchanging'
    flow.held = null
    flow.loopback.closeSoon()
    this.#needs.changed()
    this.#needs.exchange(flow.id, code, redirect).then(
      () => {
        this.#last.delete(flow.id)
        this.#settle(flow, 'signed in')
        flow.end.resolve(undefined)
      },
      (error: unknown) => { this.#reject(flow, error) }
    )
  }

  #fail(flow: Flow, trouble: Trouble): void {
    clearTimeout(flow.timer)
    if (trouble.code === 'signin_refused') flow.loopback.closeSoon()
    else void flow.loopback.close()
    this.#reject(flow, trouble)
  }

  #reject(flow: Flow, error: unknown): void {
    this.#settle(flow, error instanceof Trouble ? error.code : 'failed')
    if (!flow.heard && error instanceof Trouble && error.code !== 'signin_cancelled') this.#needs.unheard(flow.id, error)
    flow.end.reject(error)
  }

  #settle(flow: Flow, how: string): void {
    flow.held = null
    if (this.#flow === flow) this.#flow = null
    this.#needs.log.info('connections', 'sign-in ended', { connection: flow.id, how })
    this.#needs.changed()
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
