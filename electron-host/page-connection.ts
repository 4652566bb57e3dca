import { EventEmitter } from 'node:events'
import type { Report } from './chromium.ts'
import { host, mayFail } from './host.ts'
import type { Head, PreloadGlobals } from './page/preload-world.ts'
import type { Protocol } from './protocol-types.ts'

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Told = '__accelerators' | '__guard'

/** The world that preload scripts live in, apart from the page's own. */
const preloadWorldName = 'Electron Isolated Context'

/**
 * One page of Chromium, and the preload's world in it.
 *
 * Emits `report` for what Chromium tells of it, `world` when a preload's world is up, `message` (payload, context) for what
 * that world says.
 */
export class PageConnection extends EventEmitter<{ report: [Report]; world: []; message: [string, number] }> {
  readonly #attached = Promise.withResolvers<undefined>()
  readonly #contexts = new Map<number, string>() // preload worlds: execution context -> frame
  #world: number | undefined // the main frame's
  #sessionId = ''
  #targetId = ''

  get targetId(): string { return this.#targetId }
  get hasWorld(): boolean { return this.#world !== undefined }

  /**
   * @param scripts run in every document before its own: in the page's world, or in the preload's
   * @param patterns the requests that wait for an answer of ours
   */
  attach(sessionId: string, targetId: string, scripts: readonly { readonly source: string; readonly isolated: boolean }[], patterns: Protocol.Fetch.RequestPattern[]): void {
    this.#sessionId = sessionId
    this.#targetId = targetId
    host.chromium.on('report', (report, from) => {
      if (from === sessionId) this.#take(report)
    })
    const now = <M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void => { mayFail(this.#now(method, params)) }
    now('Page.enable')
    now('Runtime.enable')
    now('Page.setLifecycleEventsEnabled', { enabled: true })
    now('Runtime.addBinding', { name: '__toMain', executionContextName: preloadWorldName })
    now('Fetch.enable', { patterns })
    for (const { source, isolated } of scripts) now('Page.addScriptToEvaluateOnNewDocument', isolated ? { source, worldName: preloadWorldName } : { source })
    // The scripts above are in place only when this is answered: a page that is opened before may miss them.
    this.#now('Runtime.runIfWaitingForDebugger').then(() => { this.#attached.resolve(undefined) }, () => undefined)
  }

  /** Waits until the page is there. */
  async send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    await this.#attached.promise
    return this.#now(method, params)
  }
  /** For what may come too late. */
  fire<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void { mayFail(this.send(method, params)) }

  /** Calls a function of the preload's world of the main frame, where there is one. */
  tell<K extends Told>(name: K, value: Parameters<PreloadGlobals[K]>[0]): void {
    if (this.#world === undefined) return
    this.fire('Runtime.callFunctionOn', { executionContextId: this.#world, functionDeclaration: '(name, value) => globalThis[name]?.(value)', arguments: [{ value: name }, { value }], silent: true })
  }

  /** Runs text in the preload's world, as if the person had just clicked: some things are granted only then. */
  async evaluateIsolated(expression: string): Promise<void> {
    if (this.#world === undefined) return
    const { exceptionDetails } = await this.send('Runtime.evaluate', { expression, contextId: this.#world, userGesture: true, awaitPromise: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  /** Hands an answer or a message to a preload's world. Where the page is gone, so is what it was for. */
  deliver(head: Head, body: string, context = this.#world): void {
    if (context === undefined) return
    mayFail(this.#now('Runtime.callFunctionOn', { executionContextId: context, functionDeclaration: '(head, body) => __fromMain(head, body)', arguments: [{ value: head }, { value: body }], silent: true }))
  }

  #now<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> { return host.chromium.send(method, params, this.#sessionId) }

  #take(report: Report): void {
    switch (report.method) {
      case 'Runtime.executionContextCreated': {
        const { context } = report.params
        if (context.name !== preloadWorldName) return
        const frame = String((context.auxData as { frameId?: string } | undefined)?.frameId) // documented for pages
        this.#contexts.set(context.id, frame)
        if (frame !== this.#targetId) return
        this.#world = context.id
        this.emit('world')
        return
      }
      case 'Runtime.executionContextsCleared':
        this.#contexts.clear()
        this.#world = undefined
        return
      case 'Runtime.bindingCalled':
        // Only the main frame speaks for the window.
        if (this.#contexts.get(report.params.executionContextId) === this.#targetId) this.emit('message', report.params.payload, report.params.executionContextId)
        return
      default:
        this.emit('report', report)
    }
  }
}
