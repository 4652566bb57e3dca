import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { CommandStory, Correction, FulfilItem, ItemProblem, ModifyItem, OutboxGroup, OutboxRow, OutboxSummary, RefundItem, Submitted, StoresFilter } from '../../electron/contract/schemas.ts'
import type { CommandId, ConnectionId } from '../../electron/domain/ids.ts'
import { outboxApi } from '../api/outbox.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'
import { coalesced } from './coalesced.ts'
import { createPagedList } from './paged-list.ts'

const pageSize = 100
const maxPages = 20
const pauseMs = 150
/** What the routes for many take at once: two pages of `outbox.rows`. */
const atOnce = 1000

/** The lists of the outbox's screen; each is read by itself, so that the urgent ones stay whole whatever lies in the others. */
const outboxLists = { needs_you: ['needs_you'], unknown: ['unknown'], waiting: ['waiting'], sending: ['sending'], done: ['done'], all: ['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'] } as const satisfies Record<string, readonly OutboxGroup[]>
export type OutboxListName = keyof typeof outboxLists

/** What a command that was given came to: either all of it waits to leave, or none and each problem is named. */
export type Given = { readonly kind: 'given'; readonly commandIds: readonly CommandId[] } | { readonly kind: 'problems'; readonly problems: readonly ItemProblem[] } | { readonly kind: 'failed'; readonly error: AppError }

/** What waits to leave, what became of it, and every way to give a command or take it back. */
export const useOutboxStore = defineStore('outbox', () => {
  const api = outboxApi()
  /** The counts that belong to the rows held here; the frame keeps its own, which is newer while they are read. */
  const summary = shallowRef<OutboxSummary | null>(null)
  const problem = shallowRef<AppError | null>(null)
  const openId = shallowRef<CommandId | null>(null)
  const story = shallowRef<CommandStory | null>(null)
  const shown = shallowRef<readonly OutboxListName[]>([])

  /** The stores whose commands are listed. */
  let stores: StoresFilter = { connectionId: null, world: null }
  const queryOf = (name: OutboxListName) => ({ groups: outboxLists[name], stores })

  const listOf = (name: OutboxListName) => createPagedList<OutboxRow, { readonly groups: readonly OutboxGroup[]; readonly stores: StoresFilter }>({
    query: queryOf(name), pageSize, maxPages, fetch: (query, offset, limit) => api.rows(query.groups, query.stores, offset, limit), failed: (error) => { problem.value = error }
  })
  const lists = { needs_you: listOf('needs_you'), unknown: listOf('unknown'), waiting: listOf('waiting'), sending: listOf('sending'), done: listOf('done'), all: listOf('all') } satisfies Record<OutboxListName, unknown>

  let reads = 0
  async function read(): Promise<void> {
    reads += 1
    const mine = reads
    const [counts, ...rows] = await Promise.all([api.summary(stores), ...shown.value.map((name) => lists[name].reread(queryOf(name)))])
    if (mine !== reads) return
    const failure = [counts, ...rows].find((answer) => !answer.ok)
    problem.value = failure?.error ?? null
    if (!counts.ok) return
    summary.value = counts.value
    for (const answer of rows) if (answer.ok) answer.value()
  }

  async function readStory(): Promise<void> {
    const id = openId.value
    if (id === null) return
    const answer = await api.story(id)
    if (id !== openId.value) return
    if (answer.ok) story.value = answer.value
    else problem.value = answer.error
  }

  const readSoon = coalesced(read, pauseMs)
  const readStorySoon = coalesced(readStory, pauseMs)

  function reload(): void {
    void readSoon()
    void readStorySoon()
  }

  useBridgeEvent('outbox.changed', () => { if (shown.value.length > 0) reload() })

  async function given(answer: Promise<Result<Submitted>>): Promise<Given> {
    const result = await answer
    if (!result.ok) return { kind: 'failed', error: result.error }
    if (result.value.problems.length > 0) return { kind: 'problems', problems: result.value.problems }
    reload()
    return { kind: 'given', commandIds: result.value.commandIds }
  }

  /** Reads anew what is listed after something was done. */
  async function reloaded<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    const result = await answer
    reload()
    return result
  }

  /** Runs what answers nothing. @returns what went wrong, or `null` */
  async function done(answer: Promise<Result<unknown>>): Promise<AppError | null> {
    const result = await answer
    reload()
    return result.ok ? null : result.error
  }

  return {
    summary, problem, openId, story,

    /** Says which lists are on the screen; none while the screen is another. */
    watch(names: readonly OutboxListName[]): void {
      shown.value = names
      if (names.length > 0) reload()
    },
    /** Narrows the lists, their counts and what is taken back at once to some stores. */
    narrow(to: StoresFilter): void {
      stores = to
      if (shown.value.length > 0) reload()
    },
    rowAt: (name: OutboxListName, index: number): OutboxRow | undefined => lists[name].at(index),
    show: (name: OutboxListName, from: number, to: number): void => { lists[name].show(from, to) },
    /** The commands of these lists, also those that are not on the screen, as far as one request may name them. */
    async rowsOf(names: readonly OutboxListName[]): Promise<readonly OutboxRow[]> {
      const groups = names.flatMap((name) => outboxLists[name])
      const pages = await Promise.all([0, atOnce / 2].map((offset) => api.rows(groups, stores, offset, atOnce / 2)))
      return pages.flatMap((page) => (page.ok ? page.value : []))
    },
    held: (name: OutboxListName): OutboxRow[] => [...lists[name].held()].map(([, row]) => row),

    open(id: CommandId): void {
      if (openId.value === id) return
      openId.value = id
      story.value = null
      void readStory()
    },
    close(): void {
      openId.value = null
      story.value = null
    },

    /** Checks without giving a command. Where main cannot be asked there is no verdict: `null`. */
    async check(items: readonly FulfilItem[]): Promise<readonly ItemProblem[] | null> {
      const answer = await api.checkFulfil(items)
      return answer.ok ? answer.value : null
    },
    fulfil: (items: readonly FulfilItem[]): Promise<Given> => given(api.fulfil(items)),
    modifyTracking: (items: readonly ModifyItem[]): Promise<Given> => given(api.modifyTracking(items)),
    refund: (items: readonly RefundItem[]): Promise<Given> => given(api.refund(items)),
    correct: (correction: Correction): Promise<Given> => given(api.correct(correction)),
    resolve: (id: CommandId, choice: 'send_ours' | 'keep_joom'): Promise<Given> => given(api.resolve(id, choice)),
    giveUp: (id: CommandId): Promise<AppError | null> => done(api.giveUp(id)),
    askNow: (id: CommandId): Promise<AppError | null> => done(api.askNow(id)),
    /** Gives refused commands again, each by itself. */
    correctAll: (corrections: readonly Correction[]) => reloaded(api.correctAll(corrections)),
    giveUpAll: (ids: readonly CommandId[]) => reloaded(api.giveUpAll(ids)),
    stopAsking: (ids: readonly CommandId[]) => reloaded(api.stopAsking(ids)),
    /** Has Joom asked about all that is unknown in the stores that are listed. */
    askAll: () => reloaded(api.askAll(stores)),
    /** Takes back everything that waits. @returns how many, or what went wrong */
    undoAll: () => reloaded(api.undoAll(stores)),
    /** Tries stores at once that could not be reached or kept failing. @returns what went wrong, or `null` */
    async tryNow(connections: readonly ConnectionId[]): Promise<AppError | null> {
      const answers = await Promise.all(connections.map((id) => api.tryNow(id)))
      reload()
      return answers.find((answer) => !answer.ok)?.error ?? null
    },

    /** Takes back what has not left. @returns how many were taken back and how many had left, or what went wrong */
    async undo(ids: readonly CommandId[]): Promise<Result<{ readonly undone: number; readonly left: number }>> {
      const answer = await api.undo(ids)
      reload()
      return answer.ok ? { ok: true, value: { undone: answer.value.undone.length, left: answer.value.left.length } } : answer
    }
  }
})
