import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { DataState } from '../../electron/contract/schemas.ts'
import { dataApi } from '../api/data.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'

/** The backups of the data, and what is to be told of a restoration. */
export const useData = defineStore('data', () => {
  const state = shallowRef<DataState | null>(null)
  /** Why what was asked for last could not be done. */
  const error = shallowRef<AppError | null>(null)
  const busy = ref<'backing_up' | 'restoring' | null>(null)

  function take(result: Result<DataState>): boolean {
    error.value = result.ok ? null : result.error
    if (result.ok) state.value = result.value
    return result.ok
  }

  const load = async () => take(await dataApi().state())
  /** Takes over what has changed meanwhile; what is said of what was asked for last stays. */
  useBridgeEvent('data.changed', () => {
    void dataApi().state().then((result) => { if (result.ok) state.value = result.value })
  })

  /** @returns whether the backup is on the disk */
  async function backUp(): Promise<boolean> {
    busy.value = 'backing_up'
    const made = take(await dataApi().backUp())
    busy.value = null
    return made
  }

  /** Where it is taken up, main opens everything anew and loads this window again: nothing more is done here. */
  async function restore(name: string): Promise<void> {
    busy.value = 'restoring'
    const result = await dataApi().restore(name)
    if (result.ok) return
    error.value = result.error
    busy.value = null
  }

  const markRead = async (id: number) => take(await dataApi().markRead(id))

  async function showFolder(): Promise<void> {
    const result = await dataApi().showFolder()
    error.value = result.ok ? null : result.error
  }

  return { state, error, busy, load, backUp, restore, markRead, showFolder }
})
