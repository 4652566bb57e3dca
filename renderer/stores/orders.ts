import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError } from '../../electron/contract/result.ts'
import type { HistoryEntry, OrderDetail, OrderFilter, OrderOverview, OrderRow } from '../../electron/contract/schemas.ts'
import { urgencyOf } from '../../electron/domain/deadline.ts'
import type { ConnectionId, Millis, OrderId } from '../../electron/domain/ids.ts'
import { codeMeant } from '../../electron/domain/scanner-keys.ts'
import { ordersApi } from '../api/orders.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'
import { coalesced } from './coalesced.ts'
import { createPagedList } from './paged-list.ts'
import { useSettings } from './settings.ts'

const pageSize = 100
const maxPages = 60
const pauseMs = 150
/** What `orders.byIds` answers at once. */
const askAtOnce = 1000
const minute = 60_000

const wholeList: OrderFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }

/**
 * The list of orders as main last told it: which are asked for (`filter`), their bands and counts (`overview`), the rows
 * around what is on the screen, and the order that is open beside the list. What is shown stays until its successor is here.
 */
export const useOrdersStore = defineStore('orders', () => {
  const api = ordersApi()
  const preferences = useSettings()
  const filter = shallowRef<OrderFilter>(wholeList)
  /** The filter that `overview` and the rows answer to. */
  const shownFilter = shallowRef<OrderFilter>(wholeList)
  const overview = shallowRef<OrderOverview | null>(null)
  /** Why the list could not be read; `null` once it could. */
  const problem = shallowRef<AppError | null>(null)
  /** Grows when the list became another list, so that it is shown from its top. */
  const lists = ref(0)

  /** Where the list was left, for when one comes back to it. */
  const place = shallowRef({ top: 0, index: 0 })

  const openId = ref<OrderId | null>(null)
  const detail = shallowRef<OrderDetail | null>(null)
  /** What had changed at Joom when the open order was opened, or since: it is seen now and stays in sight until another is open. */
  const changes = shallowRef<readonly HistoryEntry[]>([])
  const detailProblem = shallowRef<AppError | null>(null)

  const list = createPagedList<OrderRow, OrderFilter>({
    query: wholeList, pageSize, maxPages, fetch: (query, offset, limit) => api.rows(query, offset, limit), failed: (error) => { problem.value = error }
  })
  let reads = 0
  let idsKnown: { readonly of: OrderOverview; readonly ids: readonly OrderId[] } | null = null

  /** Overview and rows are read together and put in place together, so that the counts fit the rows. */
  async function read(): Promise<void> {
    reads += 1
    const mine = reads
    const asked = filter.value
    const [counts, rows] = await Promise.all([api.overview(asked), list.reread(asked)])
    if (mine !== reads) return
    const failure = counts.ok ? (rows.ok ? null : rows.error) : counts.error
    problem.value = failure
    if (!counts.ok || !rows.ok) return
    const another = asked !== shownFilter.value
    overview.value = counts.value
    shownFilter.value = asked
    rows.value()
    if (another) {
      lists.value += 1
      place.value = { top: 0, index: 0 }
    }
  }

  const readSoon = coalesced(read, pauseMs)

  async function readDetail(): Promise<void> {
    const id = openId.value
    if (id === null) return
    const answer = await api.get(id)
    if (id !== openId.value) return
    detailProblem.value = answer.ok ? null : answer.error
    if (answer.ok) detail.value = answer.value
    else detail.value = null
    if (answer.ok) look(answer.value)
  }

  /** A person sees the order now: so the mark of what changed has done its work. */
  function look({ id, changedAt, changes: news }: OrderDetail): void {
    if (changedAt === null) return
    const known = new Set(changes.value.map((entry) => entry.id))
    changes.value = [...news.filter((entry) => !known.has(entry.id)), ...changes.value]
    void api.seen([{ id, changedAt }])
  }

  const readDetailSoon = coalesced(readDetail, pauseMs)

  function reload(): void {
    void readSoon()
    void readDetailSoon()
  }

  useBridgeEvent('orders.changed', reload)
  useBridgeEvent('outbox.changed', reload)
  useBridgeEvent('connections.changed', reload)

  return {
    filter, shownFilter, overview, problem, lists, place, openId, detail, detailProblem, changes,

    /** The first reading, and every later one that a screen asks for. */
    load: reload,

    /** Asks for another list; a code that was scanned through another keyboard is searched as it was meant. What was typed last wins; answers to what was asked before are dropped. */
    ask(change: Partial<OrderFilter>): void {
      const search = change.search === undefined ? {} : { search: codeMeant(change.search, preferences.settings?.scanner ?? null) }
      filter.value = { ...filter.value, ...change, ...search }
      list.show(0, 1)
      void read()
    },

    rowAt: (index: number): OrderRow | undefined => list.at(index),
    heldRow(id: OrderId): OrderRow | undefined {
      for (const [, row] of list.held()) if (row.id === id) return row
      return undefined
    },
    /** The place of an order in the list, or `undefined` where its row is not held. */
    heldIndex(id: OrderId): number | undefined {
      for (const [index, row] of list.held()) if (row.id === id) return index
      return undefined
    },
    show: (from: number, to: number): void => { list.show(from, to) },

    /** Every id of the list in its order; `null` where it cannot be had. */
    async ids(): Promise<readonly OrderId[] | null> {
      const of = overview.value
      if (of !== null && idsKnown?.of === of) return idsKnown.ids
      const answer = await api.ids(shownFilter.value)
      if (!answer.ok) { problem.value = answer.error; return null }
      if (of !== null && of === overview.value) idsKnown = { of, ids: answer.value }
      return answer.value
    },

    /** What main says of these orders now, in the order asked for; those it cannot tell of are left out. */
    async rowsOf(ids: readonly OrderId[]): Promise<readonly OrderRow[]> {
      const rows = new Map<OrderId, OrderRow>()
      for (let at = 0; at < ids.length; at += askAtOnce) {
        const answer = await api.byIds(ids.slice(at, at + askAtOnce))
        if (answer.ok) for (const row of answer.value) rows.set(row.id, row)
      }
      return ids.flatMap((id) => rows.get(id) ?? [])
    },
    /** The whole order; `null` where it cannot be had. */
    async detailOf(id: OrderId): Promise<OrderDetail | null> {
      const answer = await api.get(id)
      return answer.ok ? answer.value : null
    },

    open(id: OrderId): void {
      if (openId.value === id) return
      openId.value = id
      detailProblem.value = null
      changes.value = []
      void readDetail()
    },
    close(): void {
      openId.value = null
      detail.value = null
      changes.value = []
      detailProblem.value = null
    },
    readDetail,

    /** Has Joom read anew. What comes of it arrives through events. @returns why it could not be begun, or `null` */
    async refresh({ only = filter.value.connectionId, whole = false }: { readonly only?: ConnectionId | null; readonly whole?: boolean } = {}): Promise<AppError | null> {
      const answer = await api.refresh(only, whole)
      void readSoon()
      return answer.ok ? null : answer.error
    },

    /** Stops reading one store or those that are shown. What was read stays. */
    async stopRefresh(only = filter.value.connectionId): Promise<void> {
      await api.cancelRefresh(only)
    },
    /** Takes every mark of a change at Joom away that the list shows now. */
    async allSeen(): Promise<AppError | null> {
      const { connectionId, world } = shownFilter.value
      const answer = await api.allSeen({ connectionId, world }, overview.value?.now ?? Date.now())
      return answer.ok ? null : answer.error
    },

    /**
     * Notices that time has moved orders into another band, and reads the counts anew. The first order of a band is the first
     * to leave it; where it is not held, a minute is the longest the counts may lag.
     */
    notice(now: Millis): void {
      const counts = overview.value
      if (counts === null) return
      let first = 0
      for (const { urgency, count } of counts.bands) {
        const row = count > 0 ? list.at(first) : undefined
        if (row !== undefined && urgencyOf(row.dueAt, now) !== urgency && urgencyOf(row.dueAt, counts.now) === urgency) { void readSoon(); return }
        first += count
      }
      if (now - counts.now >= minute) void readSoon()
    }
  }
})
