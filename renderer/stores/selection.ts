import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { OrderRow } from '../../electron/contract/schemas.ts'
import type { OrderId } from '../../electron/domain/ids.ts'
import { ordersApi } from '../api/orders.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'
import { coalesced } from './coalesced.ts'

const pauseMs = 150
/** What `orders.byIds` answers at once. */
const chunk = 1000
/** Facts are gathered for this many orders: more than any command or print run takes at once. */
const mostWithFacts = 2000

/**
 * The orders chosen in the list, by id, in the order of choosing, and what main says of each. Choosing survives every reload,
 * search and filter: only the person (by scanning a sheet too, which is about its order alone), a command that was given for an order,
 * or its disappearance takes it out.
 */
export const useSelectionStore = defineStore('selection', () => {
  const api = ordersApi()
  const ids = shallowRef<ReadonlySet<OrderId>>(new Set())
  const facts = shallowRef<ReadonlyMap<OrderId, OrderRow>>(new Map())
  /** Where a range starts, and what was chosen before it. */
  let range: { readonly anchor: OrderId; readonly before: ReadonlySet<OrderId> } | null = null

  async function ask(wanted: readonly OrderId[]): Promise<void> {
    for (let at = 0; at < wanted.length; at += chunk) {
      const asked = wanted.slice(at, at + chunk)
      const answer = await api.byIds(asked)
      if (!answer.ok) return
      const told = new Map(answer.value.map((row) => [row.id, row]))
      facts.value = new Map([...facts.value, ...told].filter(([id]) => ids.value.has(id)))
      const gone = asked.filter((id) => !told.has(id) && ids.value.has(id))
      if (gone.length > 0) leave(gone)
    }
  }

  function leave(gone: Iterable<OrderId>): void {
    const next = new Set(ids.value)
    for (const id of gone) next.delete(id)
    range = null
    choose(next)
  }

  const withFacts = (): OrderId[] => (ids.value.size > mostWithFacts ? [] : [...ids.value])
  const fill = coalesced(() => ask(withFacts().filter((id) => !facts.value.has(id))), pauseMs)
  const refresh = coalesced(() => ask(withFacts()), pauseMs)

  function choose(next: ReadonlySet<OrderId>): void {
    ids.value = next
    if ([...facts.value.keys()].some((id) => !next.has(id))) facts.value = new Map([...facts.value].filter(([id]) => next.has(id)))
    if (next.size > facts.value.size) void fill()
  }

  useBridgeEvent('orders.changed', () => { void refresh() })
  useBridgeEvent('outbox.changed', () => { void refresh() })

  return {
    ids,
    count: computed(() => ids.value.size),
    /** What is known of the chosen orders; fewer than chosen while main is being asked, or where there are too many. */
    rows: computed(() => [...ids.value].flatMap((id) => facts.value.get(id) ?? [])),

    has: (id: OrderId): boolean => ids.value.has(id),

    /** Chooses or leaves one order; a range starts here. */
    toggle(id: OrderId): void {
      const next = new Set(ids.value)
      if (!next.delete(id)) next.add(id)
      range = { anchor: id, before: next }
      choose(next)
    },

    /** From where a range would reach, or `null` where none was begun. */
    anchor: (): OrderId | null => range?.anchor ?? null,
    startRange(anchor: OrderId): void {
      range = { anchor, before: ids.value }
    },
    /** Makes the range reach over these orders, in place of those it reached over before; what was chosen earlier stays. */
    stretch(over: readonly OrderId[]): void {
      choose(new Set([...(range?.before ?? []), ...over]))
    },

    all(every: readonly OrderId[]): void {
      range = null
      choose(new Set([...ids.value, ...every]))
    },
    leave,
    clear(): void {
      range = null
      choose(new Set())
    }
  }
})
