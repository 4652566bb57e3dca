import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../electron/contract/result.ts'
import type { OrderFilter, Paper, SlipPreview, SlipTemplatesKept } from '../../electron/contract/schemas.ts'
import type { ConnectionId, OrderId } from '../../electron/domain/ids.ts'
import { papersOf } from '../../electron/domain/sheet-kind.ts'
import type { SlipLanguage } from '../../electron/domain/slip-language.ts'
import { isSameTemplate, standardTemplate, type SlipTemplate } from '../../electron/domain/slip-template.ts'
import { ordersApi } from '../api/orders.ts'
import { templatesApi } from '../api/templates.ts'
import { coalesced } from './coalesced.ts'

/** How long typing may pause before the sheet is made anew, in milliseconds. */
const pause = 250

/** How slips look, as main keeps it, what is changed of it and not kept yet, and the sheet that shows it. */
export const useTemplates = defineStore('templates', () => {
  const api = templatesApi()
  const orders = ordersApi()
  const kept = shallowRef<SlipTemplatesKept | null>(null)
  const error = shallowRef<AppError | null>(null)
  const saving = ref(false)
  /** Whose slips; `null` for all stores that have no template of their own. */
  const store = ref<ConnectionId | null>(null)
  /** What is changed and not kept, by store: it stays while another screen is looked at. */
  const drafts = shallowRef<ReadonlyMap<ConnectionId | null, SlipTemplate>>(new Map())

  const ownOf = (id: ConnectionId | null): SlipTemplate | null => (id === null ? null : kept.value?.own.find((one) => one.connectionId === id)?.template ?? null)
  const general = computed(() => kept.value?.general ?? standardTemplate)
  /** What stands on the slips today. */
  const now = computed(() => ownOf(store.value) ?? general.value)
  const draft = computed(() => drafts.value.get(store.value) ?? now.value)
  const changed = computed(() => !isSameTemplate(draft.value, now.value))
  const hasOwn = computed(() => ownOf(store.value) !== null)

  const preview = shallowRef<SlipPreview | null>(null)
  const previewError = shallowRef<AppError | null>(null)
  const making = ref(false)
  const part = ref<'slip' | 'address'>('slip')
  const paper = ref<Paper>('a4')
  const language = ref<'buyer' | 'all' | SlipLanguage>('buyer')
  /** The store's orders that it can be looked at with, and which of them it is. */
  const orderIds = shallowRef<readonly OrderId[]>([])
  const place = ref(0)

  const makeOne = async (): Promise<void> => {
    const of = store.value
    const answer = await api.preview({ connectionId: of, orderId: orderIds.value[place.value] ?? null, template: draft.value, part: part.value, paper: paper.value, language: language.value })
    if (store.value !== of) return
    previewError.value = answer.ok ? null : answer.error
    if (answer.ok) preview.value = answer.value
  }
  // One at a time: what is changed meanwhile is shown by the next one.
  const make = coalesced(makeOne, 0)
  let waiting: ReturnType<typeof setTimeout> | null = null
  let asked = 0
  function show(after = 0): void {
    if (waiting !== null) clearTimeout(waiting)
    making.value = true
    asked += 1
    const mine = asked
    waiting = setTimeout(() => {
      waiting = null
      void make().finally(() => { if (mine === asked) making.value = false })
    }, after)
  }

  async function loadOrders(): Promise<void> {
    const of = store.value
    const filter: OrderFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: of, world: null, search: '' }
    const toShip = await orders.ids(filter)
    let found: readonly OrderId[] = toShip.ok ? toShip.value : []
    if (found.length === 0) {
      const any = await orders.rows({ ...filter, view: 'all' }, 0, 50)
      if (any.ok) found = any.value.map(({ id }) => id)
    }
    if (store.value !== of) return
    orderIds.value = found
    place.value = 0
  }

  function put(template: SlipTemplate | null): void {
    const next = new Map(drafts.value)
    if (template === null) next.delete(store.value)
    else next.set(store.value, template)
    drafts.value = next
    show(template === null ? 0 : pause)
  }
  async function keep(template: SlipTemplate | null): Promise<boolean> {
    const of = store.value
    saving.value = true
    const answer = await api.save(of, template)
    saving.value = false
    error.value = answer.ok ? null : answer.error
    if (!answer.ok) return false
    kept.value = answer.value
    const next = new Map(drafts.value)
    next.delete(of)
    drafts.value = next
    show()
    return true
  }

  return {
    kept, error, saving, store, draft, changed, hasOwn, preview, previewError, making, part, paper, language, orderIds, place,
    /** A slip of nobody's order as the standard template has it; `null` where it could not be made. Nothing that is shown changes. */
    async sample(): Promise<Uint8Array | null> {
      const made = await api.preview({ connectionId: null, orderId: null, template: standardTemplate, part: 'slip', paper: 'a4', language: 'en' })
      return made.ok ? made.value.pdf : null
    },
    /** Opens the template of a store, or of all: what was changed there and not kept is there again. @param on the paper to begin with */
    async look(of: ConnectionId | null, on: Paper): Promise<void> {
      store.value = of
      // What was chosen here stays.
      if (kept.value === null) paper.value = papersOf[part.value].find((one) => one === on) ?? papersOf[part.value][0] ?? on
      preview.value = null
      making.value = true
      const answer = await api.get()
      error.value = answer.ok ? null : answer.error
      if (answer.ok) kept.value = answer.value
      await loadOrders()
      if (store.value === of) show()
    },
    change: (template: SlipTemplate): void => { put(template) },
    discard: (): void => { put(null) },
    toStandard: (): void => { put(standardTemplate) },
    /** @returns whether it is kept */
    save: (): Promise<boolean> => keep(draft.value),
    /** The store has no template of its own any more. @returns whether it is kept */
    asAll: (): Promise<boolean> => keep(null),
    again: (): void => { show() },
    step(by: 1 | -1): void {
      place.value = Math.max(0, Math.min(orderIds.value.length - 1, place.value + by))
      show()
    },
    choosePart(next: 'slip' | 'address'): void {
      part.value = next
      if (!papersOf[next].includes(paper.value)) paper.value = papersOf[next][0] ?? paper.value
      show()
    },
    choosePaper(next: Paper): void {
      paper.value = next
      show()
    },
    chooseLanguage(next: 'buyer' | 'all' | SlipLanguage): void {
      language.value = next
      show()
    }
  }
})
