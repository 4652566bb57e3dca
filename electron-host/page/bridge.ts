/** A value on its way between the two worlds of a page: functions and promises travel as numbers that the other side knows. */
type Packed =
  | { readonly k: 'value'; readonly v?: unknown }
  | { readonly k: 'function'; readonly id: number }
  | { readonly k: 'promise'; readonly id: number }
  | { readonly k: 'error'; readonly v: string }
  | { readonly k: 'array'; readonly v: readonly Packed[] }
  | { readonly k: 'object'; readonly v: readonly (readonly [string, Packed])[] }
type Reply = { readonly ok: boolean; readonly v: Packed }
interface Messages {
  call: { readonly id: number; readonly args: readonly Packed[] }
  reply: Reply
  settle: { readonly id: number; readonly ok: boolean; readonly v: Packed }
  expose: { readonly key: string; readonly api: Packed }
}
type AnyFunction = (...args: unknown[]) => unknown

/** The preload's end of the bridge. */
export interface World {
  /** What `contextBridge.exposeInMainWorld` does: copied, frozen, functions callable across. */
  expose(key: string, api: unknown): void
}

/**
 * Carries values, functions and promises between the page's world and the preload's, both ways, by DOM events of which
 * only these two know the name. Injected as text into both worlds: it may use nothing from outside itself.
 */
export function bridge(token: string, side: 'page' | 'preload'): World {
  const other = side === 'page' ? 'preload' : 'page'
  // Taken before any script of the page can replace them.
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window)
  const subscribe = EventTarget.prototype.addEventListener.bind(window)
  const Carrier = CustomEvent
  const post = <K extends keyof Messages>(kind: K, detail: Messages[K]): void => {
    dispatch(new Carrier(`${token}:${other}:${kind}`, { detail }))
  }
  const listen = <K extends keyof Messages>(kind: K, take: (detail: Messages[K]) => void): void => {
    subscribe(`${token}:${side}:${kind}`, (event) => {
      take((event as CustomEvent<Messages[K]>).detail) // only `post` dispatches under this name
    })
  }

  const functions: AnyFunction[] = []
  const known = new WeakMap<AnyFunction, number>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  let promises = 0
  let reply: Reply | undefined
  const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  /** Whether a function or a promise is inside: only for those is an object taken apart. */
  const live = (packed: Packed): boolean => {
    if (packed.k === 'array') return packed.v.some(live)
    if (packed.k === 'object') return packed.v.some(([, inner]) => live(inner))
    return packed.k === 'function' || packed.k === 'promise'
  }
  const pack = (value: unknown): Packed => {
    const walk = (v: unknown): Packed => {
      if (typeof v === 'function') {
        const f = v as AnyFunction // how it is called is between its owner and its caller
        const id = known.get(f) ?? functions.push(f) - 1
        known.set(f, id)
        return { k: 'function', id }
      }
      if (v instanceof Promise) {
        const id = promises++
        v.then((result) => { post('settle', { id, ok: true, v: pack(result) }) }).catch((error: unknown) => { post('settle', { id, ok: false, v: pack(error instanceof Error ? error : new Error(String(error))) }) })
        return { k: 'promise', id }
      }
      if (v instanceof Error) return { k: 'error', v: v.message } // as in Electron: the message survives, the class does not
      try {
        return { k: 'value', v: structuredClone(v) }
      } catch {
        // It holds a function, or cannot be cloned: what follows finds out.
      }
      let out: Packed | undefined
      if (Array.isArray(v)) out = { k: 'array', v: v.map(walk) }
      else if (typeof v === 'object' && v !== null && [Object.prototype, null].includes(Object.getPrototypeOf(v) as object | null)) out = { k: 'object', v: Object.entries(v).map(([key, inner]) => [key, walk(inner)]) }
      if (!out || !live(out)) throw new Error('An object could not be cloned.') // a Proxy, such as a reactive object of Vue, ends here
      return out
    }
    return walk(value)
  }

  /** All the way down, where it is made of arrays and plain objects. */
  const frozen = (v: unknown): unknown => {
    if (!Array.isArray(v) && (typeof v !== 'object' || v === null || Object.getPrototypeOf(v) !== Object.prototype)) return v
    for (const inner of Object.values(v)) frozen(inner)
    return Object.freeze(v)
  }
  const unpack = (packed: Packed, freeze = false): unknown => {
    const done = <T>(v: T): T => (freeze ? Object.freeze(v) : v)
    switch (packed.k) {
      case 'function': return done((...args: unknown[]) => call(packed.id, args))
      case 'promise': return new Promise((resolve, reject) => { waiting.set(packed.id, { resolve, reject }) })
      case 'error': return new Error(packed.v)
      case 'array': return done(packed.v.map((inner) => unpack(inner, freeze)))
      case 'object': return done(Object.fromEntries(packed.v.map(([key, inner]) => [key, unpack(inner, freeze)])))
      case 'value': return freeze ? frozen(packed.v) : packed.v
    }
  }
  const settled = (answer: Reply | undefined): unknown => {
    reply = undefined
    if (!answer) throw new Error('The other side of the bridge is gone.')
    if (!answer.ok) throw unpack(answer.v) as Error // packed from an error
    return unpack(answer.v)
  }
  const call = (id: number, args: readonly unknown[]): unknown => {
    post('call', { id, args: args.map(pack) })
    return settled(reply)
  }

  listen('reply', (answer) => { reply = answer })
  listen('settle', ({ id, ok, v }) => {
    const promise = waiting.get(id)
    waiting.delete(id)
    if (ok) promise?.resolve(unpack(v))
    else promise?.reject(unpack(v))
  })
  listen('call', ({ id, args }) => {
    let answer: Reply
    try {
      answer = { ok: true, v: pack(functions[id]?.(...args.map((arg) => unpack(arg)))) }
    } catch (error) {
      answer = { ok: false, v: { k: 'error', v: message(error) } }
    }
    post('reply', answer)
  })
  listen('expose', ({ key, api }) => {
    if (key in window) {
      post('reply', { ok: false, v: { k: 'error', v: 'Cannot bind an API on top of an existing property on the window object' } })
      return
    }
    Object.defineProperty(window, key, { value: unpack(api, true), enumerable: true, writable: false, configurable: false })
    post('reply', { ok: true, v: { k: 'value' } })
  })

  return {
    expose: (key, api) => {
      post('expose', { key, api: pack(api) })
      settled(reply)
    }
  }
}
