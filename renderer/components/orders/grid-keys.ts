/** What a key asks of the list. `move`: the focus goes to an order, `stretch`: choosing what lies between. */
export type GridAct =
  | { readonly kind: 'move'; readonly to: number; readonly stretch: boolean }
  | { readonly kind: 'column'; readonly to: number }
  | { readonly kind: 'toggle' | 'stretch' | 'open' | 'all' | 'escape' }

export interface GridFocus {
  readonly index: number
  /** The cell that has the focus, or -1 for the whole row. */
  readonly column: number
  readonly orders: number
  readonly columns: number
  /** How many orders fit on the screen. */
  readonly page: number
}

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** @returns `null` where the key means nothing here and belongs to whoever else wants it */
export function gridAct(press: Press, { index, column, orders, columns, page }: GridFocus): GridAct | null {
  const ctrl = press.ctrlKey || press.metaKey
  if (press.altKey) return null
  const moveTo = (to: number): GridAct => ({ kind: 'move', to: Math.max(0, Math.min(orders - 1, to)), stretch: press.shiftKey })
  switch (press.key) {
    case 'ArrowDown': return ctrl ? null : moveTo(index + 1)
    case 'ArrowUp': return ctrl ? null : moveTo(index - 1)
    case 'PageDown': return moveTo(index + Math.max(1, page - 1))
    case 'PageUp': return moveTo(index - Math.max(1, page - 1))
    case 'Home': return moveTo(0)
    case 'End': return moveTo(orders - 1)
    case 'ArrowRight': return ctrl || press.shiftKey ? null : { kind: 'column', to: Math.min(columns - 1, column + 1) }
    case 'ArrowLeft': return ctrl || press.shiftKey ? null : { kind: 'column', to: Math.max(-1, column - 1) }
    case ' ': return ctrl ? null : { kind: press.shiftKey ? 'stretch' : 'toggle' }
    case 'Enter': return ctrl || press.shiftKey ? null : { kind: 'open' }
    case 'Escape': return { kind: 'escape' }
    case 'a': case 'A': return ctrl && !press.shiftKey ? { kind: 'all' } : null
    default: return null
  }
}
