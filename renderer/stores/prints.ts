import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { Paper, PrintRun } from '../../electron/contract/schemas.ts'
import type { OrderId } from '../../electron/domain/ids.ts'
import { printsApi } from '../api/prints.ts'

/** The run that is being looked at before it is printed, as main prepared it. */
export const usePrintsStore = defineStore('prints', () => {
  const api = printsApi()
  /** The orders asked for, in the order they stood in the list. */
  const orderIds = shallowRef<readonly OrderId[]>([])
  const paper = ref<Paper>('a4')
  const run = shallowRef<PrintRun | null>(null)
  const preparing = ref(false)
  const problem = shallowRef<AppError | null>(null)
  let asked = 0

  async function prepare(): Promise<void> {
    asked += 1
    const mine = asked
    preparing.value = true
    problem.value = null
    const answer = await api.prepare(orderIds.value, paper.value)
    if (mine !== asked) return
    preparing.value = false
    if (answer.ok) run.value = answer.value
    else problem.value = answer.error
  }

  return {
    orderIds, paper, run, preparing, problem, prepare,

    /** Asks for slips of these orders; the screen then shows them. */
    ask(ids: readonly OrderId[], on: Paper): void {
      orderIds.value = ids
      paper.value = on
      run.value = null
      void prepare()
    },
    /** Makes the same run anew on other paper. */
    choosePaper(next: Paper): void {
      if (paper.value === next) return
      paper.value = next
      void prepare()
    },
    print: (id: PrintRun['id'], printer: string, copies: number): Promise<Result<{ job: string }>> => api.print(id, printer, copies),
    save: (id: PrintRun['id']): Promise<Result<{ path: string | null }>> => api.save(id)
  }
})
