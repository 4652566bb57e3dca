import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { Misbehaviour, RehearsalState } from '../../electron/contract/schemas.ts'
import { rehearsalApi } from '../api/rehearsal.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'

/** The built-in rehearsal server as it is now: its address, its faults, what it was last asked. */
export const useRehearsal = defineStore('rehearsal', () => {
  const state = shallowRef<RehearsalState | null>(null)
  const error = shallowRef<AppError | null>(null)

  function take(result: Result<RehearsalState>): boolean {
    error.value = result.ok ? null : result.error
    if (result.ok) state.value = result.value
    return result.ok
  }

  const load = async () => take(await rehearsalApi().state())
  const misbehave = async (fault: Misbehaviour) => take(await rehearsalApi().misbehave(fault))
  /** Takes all faults back. */
  const behave = async () => take(await rehearsalApi().behave())
  /** Has answers show every habit of the real Joom, or none. */
  const showQuirks = async (all: boolean) => take(await rehearsalApi().quirks(all))
  /** The demo store becomes as it was on the first day. */
  const reset = async () => take(await rehearsalApi().reset())

  useBridgeEvent('rehearsal.changed', () => { void load() })

  return { state, error, load, misbehave, behave, showQuirks, reset }
})
