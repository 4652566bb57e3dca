import type { CommandId, OrderId } from '../../electron/domain/ids.ts'

/** What `OrderActions` does when a screen asks it to. */
export interface OrderActs {
  /** Each opens its form for these orders. */
  ship(ids: readonly OrderId[]): Promise<void>
  modify(ids: readonly OrderId[]): Promise<void>
  refund(ids: readonly OrderId[]): Promise<void>
  /** Goes to the preview of their slips. */
  print(ids: readonly OrderId[]): void
  /** Takes commands back and says how many had left, and where they were only rehearsed. */
  undo(ids: readonly CommandId[], rehearsal: boolean): Promise<void>
  /** Says how many commands were taken back, and how many had left. */
  tellUndone(undone: number, left: number, rehearsal: boolean): void
  copy(text: string): Promise<void>
}
