import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { Paper, PrintRun } from '../../electron/contract/schemas.ts'
import type { OrderId } from '../../electron/domain/ids.ts'
import { papersForAll, partsOf, type RunKind } from '../../electron/domain/sheet-kind.ts'
import { printsApi } from '../api/prints.ts'

type Claims = 'leave_out' | 'print' | null

/** The run that is being looked at before it is printed, as main prepared it. */
export const usePrintsStore = defineStore('prints', () => {
  const api = printsApi()
  /** The orders asked for, in the order they stood in the list. */
  const orderIds = shallowRef<readonly OrderId[]>([])
  const kind = ref<RunKind>('packing_slip')
  const paper = ref<Paper>('a4')
  /** The first label to be used of a sheet of four. */
  const start = ref(1)
  const run = shallowRef<PrintRun | null>(null)
  const preparing = ref(false)
  const problem = shallowRef<AppError | null>(null)
  /** The run prepared here last, of which nothing was printed: the next one takes its place. */
  let draft: PrintRun['id'] | null = null
  /** What a person said of orders that other runs have. */
  let claims: Claims = null
  let asked = 0

  /** @param since the run in which the orders were shown last, where that was in one */
  async function prepare(since: PrintRun['id'] | null = null): Promise<void> {
    asked += 1
    const mine = asked
    preparing.value = true
    problem.value = null
    const answer = await api.prepare({ orderIds: orderIds.value, kind: kind.value, paper: paper.value, start: start.value, since, claims, replaces: draft })
    if (answer.ok && answer.value.sheets.length > 0) draft = answer.value.id
    if (mine !== asked) return
    preparing.value = false
    if (answer.ok) run.value = answer.value
    else problem.value = answer.error
  }

  /** The run on the screen, where it shows orders. */
  const shown = (): PrintRun['id'] | null => (run.value === null || run.value.sheets.length === 0 ? null : run.value.id)

  return {
    orderIds, kind, paper, start, run, preparing, problem, prepare,

    /** Asks for slips of these orders; the screen then shows them. */
    ask(ids: readonly OrderId[], on: Paper): void {
      orderIds.value = ids
      kind.value = 'packing_slip'
      paper.value = on
      start.value = 1
      run.value = null
      claims = null
      void prepare()
    },
    /** Makes the same run anew on other paper. What it showed is what its orders are compared with. */
    choosePaper(next: Paper): void {
      if (paper.value === next) return
      paper.value = next
      // What changed, or is another run's, is still before the person: nothing is made of it by the way.
      if (run.value === null || (run.value.changed.length === 0 && run.value.claimed.length === 0)) void prepare(shown())
    },
    /** The same for another kind of sheets; where they do not go on this paper, on one on which they do. */
    chooseKind(next: RunKind): void {
      if (kind.value === next) return
      kind.value = next
      const possible = papersForAll(partsOf[next])
      if (!possible.includes(paper.value)) paper.value = possible.find((one) => one === '100x150') ?? possible[0] ?? paper.value
      if (run.value === null || run.value.changed.length === 0) void prepare(shown())
    },
    chooseStart(next: number): void {
      if (start.value === next) return
      start.value = next
      if (run.value === null || run.value.changed.length === 0) void prepare(shown())
    },
    /** Makes the slips of all that was asked for but these. */
    without(ids: readonly OrderId[]): void {
      orderIds.value = orderIds.value.filter((id) => !ids.includes(id))
      void prepare()
    },
    /** Makes the slips after a person has said what becomes of orders that other runs have. */
    claim(how: Exclude<Claims, null>): void {
      claims = how
      void prepare()
    },
    /** Asks what is different now from what the run shows. */
    compare: (): Promise<void> => prepare(shown()),
    async print(id: PrintRun['id'], printer: string, copies: number): Promise<Result<{ job: string }>> {
      const answer = await api.print(id, printer, copies)
      if (answer.ok && draft === id) draft = null
      return answer
    },
    async save(id: PrintRun['id']): Promise<Result<{ path: string | null }>> {
      const answer = await api.save(id)
      if (answer.ok && answer.value.path !== null && draft === id) draft = null
      return answer
    }
  }
})
