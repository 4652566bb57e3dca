import type { Received, Unreadable } from '../domain/received.ts'
import { isWireObject, own, wireText, type WireObject, type WireValue } from './wire-json.ts'

/** Whether it was understood: else it has its reason and its text only. */
export function isReadable<Facts>(entity: Received<Facts> | Unreadable): entity is Received<Facts> {
  return 'facts' in entity
}

/** What stands in an entity's wrapper, in whatever capitals its name is; `undefined` where it has none. */
export function inside(entity: WireValue | undefined, wrapper: string): WireValue | undefined {
  if (!isWireObject(entity)) return undefined
  const exact = own(entity, wrapper)
  if (exact !== undefined) return exact
  const keys = Object.keys(entity)
  // An entity that stands bare has more keys than one, and may have one of that name for something else.
  return keys.length === 1 && keys[0]?.toLowerCase() === wrapper.toLowerCase() ? own(entity, keys[0]) : undefined
}

/** An entity's own object, wrapped as `{"Order": …}` or bare; `null` where there is none. */
export function unwrap(entity: WireValue | undefined, wrapper: string): WireObject | null {
  if (!isWireObject(entity)) return null
  const inner = inside(entity, wrapper)
  if (inner === undefined) return entity
  return isWireObject(inner) ? inner : null
}

/** What an object says: the facts, or why there are none. */
export type Sense<Facts> = { readonly facts: Facts } | { readonly joomId: string | null; readonly reason: string }

/**
 * An entity as Joom wrote it. One that `factsOf` finds no sense in is unreadable: it is kept with its raw JSON and the
 * reason, and never hides the entities beside it.
 */
export function readEntity<Facts>(entity: WireValue, wrapper: string, factsOf: (object: WireObject) => Sense<Facts>): Received<Facts> | Unreadable {
  const raw = wireText(entity)
  const object = unwrap(entity, wrapper)
  if (object === null) return { joomId: null, raw, reason: `this is not ${wrapper === 'Order' ? 'an' : 'a'} ${wrapper.toLowerCase()} object` }
  return { ...factsOf(object), raw }
}
