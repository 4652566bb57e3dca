import type { Millis } from '../domain/ids.ts'
import { speaksOfNext, type Envelope } from './envelope.ts'
import { isWireList, isWireObject, type WireValue } from './wire-json.ts'

/** A page of a list. `limit`: 1 to 500 (reference). `since`: only what was updated from then on. */
export interface PageRequest {
  readonly start: number
  readonly limit: number
  readonly since?: Millis | undefined
}

/** What a page of a list call holds, in its order. */
export interface Page<Entity> {
  readonly entities: readonly Entity[]
  /** Ask for the page at `start` + the number of entities. A server may say so for ever: stop also at a page that is empty or brings nothing new. */
  readonly mayHaveMore: boolean
}

/** Reads a page (reference: "Pagination"); `readEntity` takes whatever stands in the list, so that none hides the others. */
export function takePage<Entity>({ data, paging }: Envelope, limit: number, readEntity: (entity: WireValue) => Entity): { readonly value: Page<Entity> } | { readonly unreadable: string } {
  const list = data === null || data === '' || (isWireObject(data) && Object.keys(data).length === 0) ? [] : data
  if (!isWireList(list)) return { unreadable: 'data is not a list' }
  const mayHaveMore = list.length > 0 && (paging === null ? list.length >= limit : speaksOfNext(paging))
  return { value: { entities: list.map((entity) => readEntity(entity)), mayHaveMore } }
}
