import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { DeskPaperView, Paper } from '../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import { papersOf, type DeskPaper } from '../../electron/domain/sheet-kind.ts'
import { papersApi } from '../api/papers.ts'

/** The list, form or card that is looked at before it is printed, as main made it. */
export const usePapersStore = defineStore('papers', () => {
  const api = papersApi()
  const kind = ref<DeskPaper>('pick_list')
  const orderIds = shallowRef<readonly OrderId[]>([])
  const run = ref<PrintRunId | null>(null)
  const paper = ref<Paper>('a4')
  const start = ref(1)
  /** The printer that it is for; empty for the one that is set for its kind. */
  const printer = ref('')
  /** Whether a person said that characters which no font has may stand on it as their numbers. */
  let asNumbers = false
  const made = shallowRef<DeskPaperView | null>(null)
  const making = ref(false)
  const problem = shallowRef<AppError | null>(null)
  let asked = 0

  async function make(): Promise<void> {
    asked += 1
    const mine = asked
    making.value = true
    problem.value = null
    const answer = await api.make({ kind: kind.value, orderIds: orderIds.value, run: run.value, paper: paper.value, start: start.value, ...(printer.value === '' ? {} : { printer: printer.value }), ...(asNumbers ? { asNumbers } : {}) })
    if (mine !== asked) return
    making.value = false
    if (answer.ok) made.value = answer.value
    else problem.value = answer.error
  }

  return {
    kind, orderIds, run, paper, start, printer, made, making, problem, make,
    /**
     * @param usual the paper that is used elsewhere; where this kind does not go on it, the usual one of the kind is taken
     * @param on the printer that it is for; left out: the one that is set for its kind
     * @returns when it is made, or could not be
     */
    ask(next: DeskPaper, of: { readonly orderIds?: readonly OrderId[]; readonly run?: PrintRunId | null }, usual: Paper, on = ''): Promise<void> {
      kind.value = next
      orderIds.value = of.orderIds ?? []
      run.value = of.run ?? null
      paper.value = papersOf[next].find((one) => one === usual) ?? papersOf[next][0] ?? 'a4'
      start.value = 1
      printer.value = on
      asNumbers = false
      made.value = null
      return make()
    },
    choosePaper(next: Paper): void {
      paper.value = next
      void make()
    },
    choosePrinter(next: string): void { printer.value = next },
    /** Makes it anew as this printer needs it. */
    makeFor(next: string): void {
      printer.value = next
      void make()
    },
    makeAsNumbers(): void {
      asNumbers = true
      void make()
    },
    chooseStart(next: number): void {
      start.value = next
      void make()
    },
    print: (id: number, printer: string, copies: number): Promise<Result<{ job: string }>> => api.print(id, printer, copies),
    save: (id: number): Promise<Result<{ path: string | null }>> => api.save(id)
  }
})
