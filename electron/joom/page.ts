import type { PageRequest } from '../domain/page-request.ts'
import type { Received, Unreadable } from '../domain/received.ts'
import { inBreaths } from './breathe.ts'
import { speaksOfNext, startOfNext, type Envelope } from './envelope.ts'
import { saysNothing } from './one.ts'
import type { Fields } from './transport.ts'
import type { Taken } from './verdict.ts'
import { inside, isReadable } from './wire-entity.ts'
import { isWireList, isWireObject, type WireValue } from './wire-json.ts'

/** Servers cap their pages at 50, 100 and the like whatever is asked for: where no next page is spoken of, one of so many or of a multiple may have more after it all the same. */
const cap = 50

/** What a page of a list call holds, in its order. */
export interface Page<Facts> {
  readonly readable: ReadonlyArray<Received<Facts>>
  readonly unreadable: readonly Unreadable[]
  /** Entities in the page, readable or not. */
  readonly count: number
  /** Ask for the page at `start + count`. A server may say so for ever: stop also at a page that is empty or brings nothing new. */
  readonly mayHaveMore: boolean
  /** Whether the answer itself spoke of a next page. One that never does may have more after any page. */
  readonly saysNext: boolean
  /** Where the next page begins, by the word of the answer: a hint, where pages hold fewer than their places in the list; `null` where it says nothing. */
  readonly nextStart: number | null
}

type ReadEntity<Facts> = (entity: WireValue) => Received<Facts> | Unreadable

/** Reads a page (reference: "Pagination"); `readEntity` takes whatever stands in the list, so that none hides the others. The rest of the program has its turn in between. */
export async function takePage<Facts>({ data, paging }: Envelope, wrapper: string, limit: number, readEntity: ReadEntity<Facts>): Promise<Taken<Page<Facts>>> {
  const list = listIn(data, wrapper, readEntity)
  if (list === null) return { unreadable: 'data is not a list' }
  const entities = await inBreaths(list, readEntity)
  const count = entities.length
  const saysNext = speaksOfNext(paging)
  const mayHaveMore = count > 0 && (saysNext || count >= limit || count % cap === 0)
  return { value: { readable: entities.filter(isReadable), unreadable: entities.filter((entity): entity is Unreadable => !isReadable(entity)), count, mayHaveMore, saysNext, nextStart: startOfNext(paging) } }
}

/** What stands in a page: a list, bare or in the wrapper of its entities; nothing, in whatever way that is said; or one entity alone. `null` where it is none of these. */
function listIn<Facts>(data: WireValue, wrapper: string, readEntity: ReadEntity<Facts>): readonly WireValue[] | null {
  if (isWireList(data)) return data
  const inner = inside(data, wrapper)
  if (saysNothing(data) || saysNothing(inner)) return []
  if (inner !== undefined) return isWireList(inner) ? inner : [data]
  if (!isWireObject(data)) return null
  const alone = readEntity(data)
  return isReadable(alone) || alone.joomId !== null ? [data] : null
}

/**
 * The fields of a request for a page. Broken seconds are dropped: rather something twice than never. A midnight goes as its day,
 * the shorter of the two forms that Joom reads.
 * @param days the call takes days only, so `since` becomes the day that holds the moment
 */
export function pageFields({ start, limit, since }: PageRequest, days: boolean): Fields {
  const moment = since === undefined ? null : new Date(since).toISOString().slice(0, 19)
  return { start: String(start), limit: String(limit), since: moment !== null && (days || moment.endsWith('T00:00:00')) ? moment.slice(0, 10) : moment }
}
