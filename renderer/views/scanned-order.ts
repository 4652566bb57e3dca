import { computed, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PaperSaid } from '../../electron/contract/schemas.ts'
import { readCommandCode } from '../../electron/domain/command-code.ts'
import { codeMeant } from '../../electron/domain/scanner-keys.ts'
import { orderNamedBy } from '../../electron/domain/sheet-code.ts'
import { burstGap } from '../composables/scan-burst.ts'
import { isCovered } from '../composables/use-hotkeys.ts'
import { useScans } from '../composables/use-scans.ts'
import { useFormat } from '../format/use-format.ts'
import { useOrdersStore } from '../stores/orders.ts'
import { usePaperCheck } from '../stores/paper-check.ts'
import { useSelectionStore } from '../stores/selection.ts'
import { useSettings } from '../stores/settings.ts'
import { useToasts } from '../stores/toasts.ts'

/** What is at hand while the list is searched: never another order than the one that was scanned. */
export interface ScannedOrder {
  /** Asks for what was typed or scanned. A code that names an order puts away what was at hand at once, and opens that order once it is known. */
  readonly search: (text: string) => void
  /** Whether it is not known yet what the search shows: no key acts on an order meanwhile. */
  readonly searching: ComputedRef<boolean>
  /** What the scanned sheet is worth, as long as nothing else is at hand than its order. */
  readonly said: ComputedRef<PaperSaid | null>
}

/** So many characters that come as fast as a scanner's were typed by no hand. */
const byScanner = 8

/** @param typing whether something was typed that was not asked for yet */
export function useScannedOrder(typing: Ref<boolean>): ScannedOrder {
  const { t } = useI18n()
  const orders = useOrdersStore()
  const selection = useSelectionStore()
  const scanned = usePaperCheck()
  const preferences = useSettings()
  const toasts = useToasts()
  const format = useFormat()
  const wanted = ref(false)

  // A list that could not be read says so; what was at hand before is at hand still.
  const searching = computed(() => typing.value || scanned.looking || (orders.problem === null && orders.filter.search !== orders.shownFilter.search))
  const isBeside = (id: PaperSaid['orderId']): boolean => (selection.count > 0 ? [...selection.ids].some((one) => one !== id) : orders.openId !== null && orders.openId !== id)
  const said = computed(() => (scanned.said === null || isBeside(scanned.said.orderId) ? null : scanned.said))

  function search(text: string): void {
    orders.ask({ search: text })
    if (orderNamedBy(orders.filter.search) === null) return
    letGo()
    wanted.value = true
    open()
  }
  function letGo(): void {
    orders.close()
    const ids = [...selection.ids]
    if (ids.length === 0) return
    selection.clear()
    toasts.say({ id: 'let-go', kind: 'plain', text: t('orders.paper.let_go', { n: format.count(ids.length) }, ids.length), action: { label: t('orders.paper.select_again'), run: () => { selection.all(ids) } } })
  }
  function open(): void {
    if (!wanted.value || searching.value) return
    wanted.value = false
    const id = scanned.said?.orderId ?? null
    // An order of a store that is not shown is not opened: the list says where it is.
    if (id !== null && orders.overview?.elsewhere === null) orders.open(id)
  }
  watch(searching, open)
  // A code that names an order is heard wherever the focus is: nobody looks for the search before he scans.
  useScans(({ text, gap }) => {
    if (isCovered()) return
    const meant = codeMeant(text, preferences.settings?.scanner ?? null)
    const command = readCommandCode(meant)
    if (orderNamedBy(meant) !== null) search(text)
    // It is of no order: what is at hand has nothing to do with it.
    else if (command !== null) toasts.say({ id: 'names-none', kind: 'plain', text: t('orders.paper.command', { command: t(`orders.paper.commands.${command}`) }) })
    else if (gap <= burstGap && [...text].length >= byScanner) unknown(text)
  })
  /** Whatever was scanned, it was no sheet of the order at hand: a scanner with another keyboard layout makes such texts of sheets. */
  function unknown(text: string): void {
    wanted.value = false
    letGo()
    toasts.say({ id: 'names-none', kind: 'bad', text: t('orders.paper.names_none', { text }), seconds: 12 })
  }

  /** An open order that the list of a search does not show: one of both gives way. What is shown while another search is typed or asked for is no such list. */
  async function agree(gives: 'order' | 'search'): Promise<void> {
    if (typing.value || orders.filter.search !== orders.shownFilter.search) return
    const { openId } = orders
    if (openId === null || orders.shownFilter.search === '' || openId === scanned.said?.orderId) return
    const ids = await orders.ids()
    if (ids === null || openId !== orders.openId || ids.includes(openId)) return
    if (gives === 'order') orders.close()
    else orders.ask({ search: '' })
  }
  watch(() => orders.lists, () => { void agree('order') })
  // An order that another screen opened was asked for after the search.
  onMounted(() => { void agree('search') })

  return { search, searching, said }
}
