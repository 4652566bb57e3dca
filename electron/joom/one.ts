import { isNotKnown, type ReadOutcome } from '../domain/outcome.ts'
import type { Received, Unreadable } from '../domain/received.ts'
import type { Envelope } from './envelope.ts'
import { inside } from './wire-entity.ts'
import { isWireList, isWireObject, type WireValue } from './wire-json.ts'

/** The one entity that `data` holds, also where it is a list of one; `null` where it holds none, or an empty wrapper. */
export function oneIn({ data }: Envelope, wrapper: string): WireValue {
  const entity = isWireList(data) ? data[0] : data
  return entity === undefined || saysNothing(entity) || saysNothing(inside(entity, wrapper)) ? null : entity
}

/** In how many ways a server says "none": with nothing, with something empty, with `false`, with the word. */
export function saysNothing(value: WireValue | undefined): boolean {
  if (value === null || value === false || value === '' || value === 'null') return true
  return isWireList(value) ? value.length === 0 : isWireObject(value) && Object.keys(value).length === 0
}

/**
 * Reads the answer to a question after one entity. `null`: an empty answer, Joom does not know it. `isAsked` tells
 * whether it is the one: what is said of another must never pass for this one's.
 */
export function takeOne<Facts>(envelope: Envelope, wrapper: string, readEntity: (entity: WireValue) => Received<Facts> | Unreadable, isAsked: (entity: Received<Facts> | Unreadable) => boolean): { readonly value: Received<Facts> | Unreadable | null } | { readonly unreadable: string } {
  const found = oneIn(envelope, wrapper)
  if (found === null) return { value: null }
  const entity = readEntity(found)
  return isAsked(entity) ? { value: entity } : { unreadable: 'the answer is about another one than was asked for' }
}

/** The outcome of such a question, where Joom's "not found" is an answer: there is none. */
export function orNone<T>(outcome: ReadOutcome<T | null>): ReadOutcome<T | null> {
  return outcome.kind === 'refused' && isNotKnown(outcome) ? { kind: 'ok', value: null, requestId: outcome.requestId } : outcome
}
