import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { Paper, PrintRun } from '../../electron/contract/schemas.ts'
import type { OrderId } from '../../electron/domain/ids.ts'
import { papersForAll, partsOf, type RunKind } from '../../electron/domain/sheet-kind.ts'
import type { SlipLanguage } from '../../electron/domain/slip-language.ts'
import { printsApi } from '../api/prints.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'

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
  /** Whether orders of one buyer stand on one slip. */
  const together = ref(false)
  /** The language of this run's slips; `null` as is set for all. */
  const language = ref<'buyer' | SlipLanguage | null>(null)
  const run = shallowRef<PrintRun | null>(null)
  const preparing = ref(false)
  const problem = shallowRef<AppError | null>(null)
  /** The run prepared here last, of which nothing was printed: the next one takes its place. */
  let draft: PrintRun['id'] | null = null
  /** What a person said of orders that other runs have. */
  let claims: Claims = null
  /** Whether a person said that characters without a font may stand on the sheets as their numbers. */
  let asNumbers = false
  let asked = 0
  /** How far the run is that is being prepared; `null` until something is made. */
  const making = shallowRef<{ readonly made: number; readonly of: number } | null>(null)
  /** Its first sheet as a PDF, before the others are there: they may still be read again. */
  const first = shallowRef<Uint8Array | null>(null)
  /** The printer that was chosen for the run; `null` for the one that is set for its kind. */
  const printer = ref<string | null>(null)
  /** The one that was given up last. */
  let unwanted = 0
  let before: Promise<unknown> = Promise.resolve()
  /** Whether the run on the screen has shared slips where it can. */
  let shownTogether = false
  let shownLanguage: typeof language.value = null

  useBridgeEvent('prints.making', ({ nth, made, of, first: sheet }) => {
    if (nth !== asked || !preparing.value) return
    if (made > 0) making.value = { made, of }
    if (sheet !== undefined) first.value = sheet
  })

  /** Nothing is prepared any more: what is chosen is what is shown again. */
  function letGo(): void {
    preparing.value = false
    if (run.value === null) return
    kind.value = run.value.kind
    paper.value = run.value.paper
    together.value = shownTogether
    language.value = shownLanguage
  }

  /** @param since the run in which the orders were shown last, where that was in one */
  async function prepare(since: PrintRun['id'] | null = null): Promise<void> {
    asked += 1
    const mine = asked
    // What is not wanted any more ends first: it may have become a run that has these orders.
    if (preparing.value) void api.giveUp(mine - 1)
    preparing.value = true
    problem.value = null
    making.value = null
    first.value = null
    await before
    if (mine !== asked) return
    if (mine === unwanted) {
      letGo()
      return
    }
    const asking = api.prepare({ orderIds: orderIds.value, kind: kind.value, paper: paper.value, start: start.value, together: together.value, asNumbers, language: language.value, since, claims, replaces: draft, printer: printer.value, nth: mine })
    before = asking
    const answer = await asking
    if (answer.ok && answer.value.sheets.length > 0) draft = answer.value.id
    if (mine !== asked) return
    if (!answer.ok && answer.error.code === 'run_given_up') {
      letGo()
      return
    }
    preparing.value = false
    if (answer.ok) {
      run.value = answer.value
      shownTogether = together.value
      shownLanguage = language.value
    } else problem.value = answer.error
  }

  /** The run on the screen, where it shows orders. */
  const shown = (): PrintRun['id'] | null => (run.value === null || run.value.sheets.length === 0 ? null : run.value.id)

  return {
    orderIds, kind, paper, start, together, language, run, preparing, making, first, problem, prepare,

    /** Asks for slips of these orders, or for what else a run prints; the screen then shows them. */
    ask(ids: readonly OrderId[], on: Paper, shared = false, as: RunKind = 'packing_slip'): void {
      orderIds.value = ids
      kind.value = as
      paper.value = on
      start.value = 1
      together.value = shared
      language.value = null
      run.value = null
      claims = null
      asNumbers = false
      printer.value = null
      void prepare()
    },
    /** Gives up what is being prepared. Where it was done just then, it is shown; else what was shown before. */
    async giveUp(): Promise<void> {
      if (!preparing.value) return
      unwanted = asked
      await api.giveUp(asked)
      await before
    },
    /** Makes the run anew as this printer needs it. */
    makeFor(name: string): void {
      printer.value = name
      void prepare(shown())
    },
    /** Makes the same run anew on other paper. What it showed is what its orders are compared with. */
    choosePaper(next: Paper): void {
      if (paper.value === next) return
      paper.value = next
      // What changed, or is another run's, is still before the person: nothing is made of it by the way.
      if (run.value === null || (run.value.changed.length === 0 && run.value.claimed.length === 0)) void prepare(shown())
    },
    /** The same for another kind of sheets, on the paper that is usual for it; where they do not go on this paper, on one on which they do. */
    chooseKind(next: RunKind, usual: Paper = paper.value): void {
      if (kind.value === next) return
      kind.value = next
      paper.value = usual
      const possible = papersForAll(partsOf[next])
      if (!possible.includes(paper.value)) paper.value = possible.find((one) => one === '100x150') ?? possible[0] ?? paper.value
      if (run.value === null || run.value.changed.length === 0) void prepare(shown())
    },
    chooseStart(next: number): void {
      if (start.value === next) return
      start.value = next
      if (run.value === null || run.value.changed.length === 0) void prepare(shown())
    },
    chooseTogether(next: boolean): void {
      if (together.value === next) return
      together.value = next
      if (run.value === null || (run.value.changed.length === 0 && run.value.claimed.length === 0)) void prepare(shown())
    },
    /** The same with buyers' words in another language, for this run alone. */
    chooseLanguage(next: 'buyer' | SlipLanguage | null): void {
      if (language.value === next) return
      language.value = next
      if (run.value === null || (run.value.changed.length === 0 && run.value.claimed.length === 0)) void prepare(shown())
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
    /** Makes the slips of orders with characters that no font has too: these stand there as their numbers. */
    printAsNumbers(): void {
      asNumbers = true
      void prepare(shown())
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
