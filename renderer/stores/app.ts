import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { RouteOutput } from '../../electron/contract/routes.ts'
import type { OutboxSummary, SyncState } from '../../electron/contract/schemas.ts'
import { appApi } from '../api/app.ts'
import { ordersApi } from '../api/orders.ts'
import { outboxApi } from '../api/outbox.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'

/** What the frame shows on every screen: what the program is, how the outbox stands, whether Joom is being read, and what the screen says of itself. */
export const useAppStore = defineStore('app', () => {
  const info = shallowRef<RouteOutput<'app.info'> | null>(null)
  const outbox = shallowRef<OutboxSummary | null>(null)
  const syncs = shallowRef<readonly SyncState[]>([])
  /** The one line of facts beside the screen's title. */
  const facts = ref('')
  /** Read out by screen readers. */
  const announcement = ref('')

  async function load(): Promise<void> {
    const [program, summary, states] = await Promise.all([appApi().info(), outboxApi().summary(), ordersApi().syncState()])
    if (program.ok) info.value = program.value
    if (summary.ok) outbox.value = summary.value
    if (states.ok) syncs.value = states.value
  }
  useBridgeEvent('outbox.changed', (summary) => { outbox.value = summary })
  useBridgeEvent('sync.changed', (state) => {
    syncs.value = [...syncs.value.filter(({ connectionId }) => connectionId !== state.connectionId), state]
  })

  /** Speaks through the live region; the same words twice are spoken twice. */
  function announce(text: string): void {
    announcement.value = announcement.value === text ? `${text}\u00a0` : text
  }

  /** @returns whether it is on the clipboard now */
  async function copy(text: string): Promise<boolean> {
    return (await appApi().copy(text)).ok
  }

  /** Asks for the program's facts again: the redirect address follows the settings. */
  async function reloadInfo(): Promise<void> {
    const program = await appApi().info()
    if (program.ok) info.value = program.value
  }

  return { info, outbox, syncs, facts, announcement, load, reloadInfo, announce, copy }
})
