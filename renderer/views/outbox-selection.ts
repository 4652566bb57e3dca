import { computed, shallowRef, type ComputedRef } from 'vue'
import type { OutboxRow } from '../../electron/contract/schemas.ts'
import type { CommandId } from '../../electron/domain/ids.ts'
import { canTryAgain } from '../components/outbox/command-words.ts'

export interface OutboxSelection {
  readonly rows: ComputedRef<readonly OutboxRow[]>
  readonly ids: ComputedRef<ReadonlySet<CommandId>>
  readonly toggle: (row: OutboxRow) => void
  /** Adds what of these can be tried again. */
  readonly add: (rows: readonly OutboxRow[]) => void
  readonly leave: (ids: readonly CommandId[]) => void
  readonly clear: () => void
  /** Leaves what has moved on meanwhile: all that is not among these any more. */
  readonly keepOf: (rows: readonly OutboxRow[]) => void
}

/** The commands that are chosen to be tried again or given up together. */
export function useOutboxSelection(): OutboxSelection {
  const chosen = shallowRef<ReadonlyMap<CommandId, OutboxRow>>(new Map())
  const mapOf = (rows: Iterable<OutboxRow>): ReadonlyMap<CommandId, OutboxRow> => new Map([...rows].map((row) => [row.id, row]))
  const leave = (ids: readonly CommandId[]): void => { chosen.value = mapOf([...chosen.value.values()].filter(({ id }) => !ids.includes(id))) }
  const add = (rows: readonly OutboxRow[]): void => { chosen.value = mapOf([...chosen.value.values(), ...rows.filter(canTryAgain)]) }
  return {
    rows: computed(() => [...chosen.value.values()]), ids: computed(() => new Set(chosen.value.keys())), add, leave,
    toggle: (row) => { if (chosen.value.has(row.id)) leave([row.id]); else add([row]) },
    clear: () => { chosen.value = new Map() },
    keepOf: (rows) => { chosen.value = mapOf(rows.filter((row) => chosen.value.has(row.id) && canTryAgain(row))) }
  }
}
