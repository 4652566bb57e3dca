import type { OrderView } from '../../../electron/contract/schemas.ts'

/** The columns of the list from left to right; the number of a column is its `aria-colindex` less one. */
export type Column = 'select' | 'picture' | 'product' | 'variant' | 'tracking' | 'quantity' | 'recipient' | 'left' | 'shipped' | 'status' | 'store' | 'value'

/** What is shipped is looked up by its tracking number and day; what is to ship by its variant and time left. */
export function columnsOf(view: OrderView, withStore: boolean): readonly Column[] {
  const done = view === 'shipped'
  return ['select', 'picture', 'product', done ? 'tracking' : 'variant', 'quantity', 'recipient', done ? 'shipped' : 'left', 'status', ...(withStore ? ['store' as const] : []), 'value']
}
