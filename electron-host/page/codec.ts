type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** JSON plus what structured clone carries and JSON does not. */
export interface Codec {
  /** @throws 'An object could not be cloned.', as Electron does, for functions, proxies and the like */
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * What carries values between the main process and a page. It runs on both ends, and its text is injected into the page:
 * it may use nothing from outside itself.
 */
export function codec(): Codec {
  type Base64 = Uint8ArrayConstructor & { fromBase64(text: string): Uint8Array<ArrayBuffer> } // newer than the compiler's library
  const node = (globalThis as { Buffer?: typeof Buffer }).Buffer // in a page: the platform's own base64
  const toText = (bytes: Uint8Array): string => (node ? node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') : (bytes as Uint8Array & { toBase64(): string }).toBase64())
  const toBytes = (text: string): Uint8Array<ArrayBuffer> => (node ? new Uint8Array(node.from(text, 'base64')) : (Uint8Array as Base64).fromBase64(text))

  const enc = (v: unknown): Json => {
    if (v === undefined) return { $: 'undefined' }
    if (typeof v === 'bigint') return { $: 'bigint', v: String(v) }
    if (typeof v === 'number') return Number.isFinite(v) && !Object.is(v, -0) ? v : { $: 'number', v: Object.is(v, -0) ? '-0' : String(v) }
    if (v === null || typeof v === 'string' || typeof v === 'boolean') return v
    if (Array.isArray(v)) return v.map(enc)
    if (v instanceof Date) return { $: 'date', v: enc(v.getTime()) }
    if (v instanceof Map) return { $: 'map', v: [...v].map(([key, value]) => [enc(key), enc(value)]) }
    if (v instanceof Set) return { $: 'set', v: [...v].map(enc) }
    if (v instanceof RegExp) return { $: 'regexp', v: v.source, flags: v.flags }
    if (v instanceof Error) return { $: 'error', name: v.name, v: v.message, stack: v.stack ?? '' }
    if (v instanceof ArrayBuffer) return { $: 'buffer', v: toText(new Uint8Array(v)) }
    if (ArrayBuffer.isView(v)) return { $: 'view', name: v.constructor.name, v: toText(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) }
    const out = Object.create(null) as Record<string, Json> // without a prototype '__proto__' is a name like any other
    for (const [key, value] of Object.entries(v)) out[key] = enc(value)
    return '$' in out ? { $: 'object', v: out } : out
  }

  const dec = (v: Json): unknown => {
    if (v === null || typeof v !== 'object') return v
    if (Array.isArray(v)) return v.map(dec)
    const coded = v as { readonly [key: string]: Json } // the array is out of the way, which the compiler does not see for readonly ones
    const inner = coded['v']
    const text = typeof inner === 'string' ? inner : ''
    const word = (key: string): string => (typeof coded[key] === 'string' ? coded[key] : '')
    switch (coded['$']) {
      case 'undefined': return undefined
      case 'bigint': return BigInt(text)
      case 'number': return Number(inner)
      case 'date': return new Date(Number(dec(inner ?? null)))
      case 'map': return new Map((inner as [Json, Json][]).map(([key, value]) => [dec(key), dec(value)])) // so `enc` wrote it
      case 'set': return new Set((inner as Json[]).map(dec)) // as above
      case 'regexp': return new RegExp(text, word('flags'))
      case 'error': return Object.assign(new Error(text), { name: word('name'), stack: word('stack') })
      case 'buffer': return toBytes(text).buffer
      case 'view': {
        const bytes = toBytes(text)
        const kind = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[word('name')] // a typed array or DataView: `enc` took its name
        return coded['name'] === 'Uint8Array' || kind === undefined ? bytes : new kind(bytes.buffer)
      }
      default: {
        const out = {}
        const from = coded['$'] === 'object' ? (inner as { readonly [key: string]: Json }) : coded // so `enc` wrote it
        // Defined, not assigned: for the same name.
        for (const [key, value] of Object.entries(from)) Object.defineProperty(out, key, { value: dec(value), enumerable: true, writable: true, configurable: true })
        return out
      }
    }
  }

  return {
    encode: (value) => {
      let copy: unknown
      try {
        copy = structuredClone(value)
      } catch {
        throw new Error('An object could not be cloned.')
      }
      return JSON.stringify(enc(copy))
    },
    decode: (text) => dec(JSON.parse(text) as Json) // `encode` wrote it
  }
}
