import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError } from '../../electron/contract/result.ts'
import type { FoundOrder, OrderFilter } from '../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { codeMeant } from '../../electron/domain/scanner-keys.ts'
import { ordersApi } from '../api/orders.ts'
import { useSettings } from './settings.ts'

/** The search for one order at Joom: what is asked and what came of it. It outlives the dialog, so that a slow answer is not lost. */
export const useFindOrder = defineStore('find-order', () => {
  const preferences = useSettings()
  const open = ref(false)
  const text = ref('')
  /** The one store to ask; `null`: all. */
  const store = ref<ConnectionId | null>(null)
  const busy = ref(false)
  const answer = shallowRef<FoundOrder | null>(null)
  const error = shallowRef<AppError | null>(null)
  let asks = 0

  /** Opens the dialog, with a text to look for where one is known. */
  function begin(wanted = ''): void {
    if (wanted !== '' || answer.value === null) {
      text.value = wanted
      forget()
    }
    open.value = true
  }
  /** What was found belongs to what was asked; another text makes it void. */
  function forget(): void {
    asks += 1
    busy.value = false
    answer.value = null
    error.value = null
  }
  async function ask(filter: OrderFilter): Promise<void> {
    forget()
    const mine = asks
    busy.value = true
    const result = await ordersApi().find(codeMeant(text.value.trim(), preferences.settings?.scanner ?? null), store.value, filter)
    if (mine !== asks) return
    busy.value = false
    if (result.ok) answer.value = result.value
    else error.value = result.error
  }
  return { open, text, store, busy, answer, error, begin, forget, ask }
})
