import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { CommandId } from '../../electron/domain/ids.ts'
import { untouched, type CorrectionState } from '../components/outbox/correction.ts'

/** What people type to correct refused commands. It outlives every reading of the list, and a look at another screen. */
export const useCorrections = defineStore('corrections', () => {
  const states = shallowReactive(new Map<CommandId, CorrectionState>())
  const of = (id: CommandId): CorrectionState => states.get(id) ?? untouched
  return {
    states, of,
    put(id: CommandId, part: Partial<CorrectionState>): void { states.set(id, { ...of(id), ...part }) },
    forget(id: CommandId): void { states.delete(id) }
  }
})
