import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { RunBrief, RunView } from '../../electron/contract/schemas.ts'
import type { PrintRunId } from '../../electron/domain/ids.ts'
import type { RunState, Verdict } from '../../electron/domain/print-run.ts'
import { printsApi, type PrinterWish } from '../api/prints.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'
import { coalesced } from './coalesced.ts'

/** How many runs the list shows. One that is older is found by its number. */
const shownRuns = 200
/** How long changes that come together wait for each other, in milliseconds. */
const pause = 250
/** The same for orders, of which a reading changes many: how a run's stand to it is compared one by one. */
const lookPause = 1000
/** States in which a person may have it go on. */
const canGoOn: readonly RunState[] = ['prepared', 'saved', 'paused', 'stopped']

/** The print runs: the list, and the one that is open. */
export const useRuns = defineStore('runs', () => {
  const api = printsApi()
  const list = shallowRef<readonly RunBrief[] | null>(null)
  const unfinished = ref(0)
  const listProblem = shallowRef<AppError | null>(null)
  const openId = ref<PrintRunId | null>(null)
  const run = shallowRef<RunView | null>(null)
  /** Why the open run cannot be shown, and why what was asked for last was not done. */
  const problem = shallowRef<AppError | null>(null)
  const refusal = shallowRef<AppError | null>(null)
  const busy = ref(false)

  async function loadList(): Promise<void> {
    const answer = await api.runs(null, shownRuns)
    listProblem.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    list.value = answer.value.runs
    unfinished.value = answer.value.unfinished
  }
  async function loadRun(): Promise<void> {
    const id = openId.value
    if (id === null) return
    const answer = await api.run(id)
    if (openId.value !== id) return
    problem.value = answer.ok ? null : answer.error
    if (answer.ok) run.value = answer.value
  }
  const refreshList = coalesced(loadList, pause)
  const refreshRun = coalesced(loadRun, pause)
  useBridgeEvent('prints.changed', ({ id }) => {
    void refreshList()
    if (id === openId.value) void refreshRun()
  })

  // Whether a run can go on depends on its orders: it says so before it is asked to.
  const lookAgain = coalesced(loadRun, lookPause)
  useBridgeEvent('orders.changed', () => { if (run.value !== null && canGoOn.includes(run.value.state)) void lookAgain() })

  async function act(work: Promise<Result<RunView>>): Promise<boolean> {
    busy.value = true
    refusal.value = null
    const answer = await work
    busy.value = false
    if (answer.ok) {
      if (answer.value.id === openId.value) run.value = answer.value
    } else {
      refusal.value = answer.error
      void refreshRun()
    }
    void refreshList()
    return answer.ok
  }

  return {
    list, unfinished, listProblem, run, problem, refusal, busy, loadList,
    /** Runs of which it is not known what reached the printer. */
    unknown: computed(() => (list.value ?? []).filter(({ state }) => state === 'unknown')),
    open(id: PrintRunId | null): void {
      if (openId.value !== id) run.value = null
      openId.value = id
      problem.value = null
      refusal.value = null
      void refreshRun()
    },
    async find(number: number): Promise<RunBrief | null> {
      const answer = await api.runs(number, 1)
      return answer.ok ? answer.value.runs[0] ?? null : null
    },
    pause: (id: PrintRunId): Promise<boolean> => act(api.pause(id)),
    cancel: (id: PrintRunId): Promise<boolean> => act(api.cancel(id)),
    resume: (id: PrintRunId, on: PrinterWish): Promise<boolean> => act(api.resume(id, on)),
    /** @param anyway also where the printer's job cannot be taken back */
    judge: (id: PrintRunId, verdict: Verdict, anyway = false): Promise<boolean> => act(api.judge(id, verdict, anyway)),
    reprint: (id: PrintRunId, first: number, last: number, start: number, on: PrinterWish): Promise<boolean> => act(api.reprint(id, first, last, start, on)),
    async print(id: PrintRunId, { printer, copies }: PrinterWish): Promise<boolean> {
      busy.value = true
      refusal.value = null
      const answer = await api.print(id, printer, copies)
      busy.value = false
      if (!answer.ok) refusal.value = answer.error
      void refreshRun()
      return answer.ok
    }
  }
})
