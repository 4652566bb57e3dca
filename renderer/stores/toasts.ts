import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface ToastAction {
  readonly label: string
  /** A key that does the same while the toast is shown, such as `Z`. */
  readonly keys?: string
  readonly run: () => void
}
export interface Toast {
  readonly id: string
  /** `live`: something is under way. */
  readonly kind: 'plain' | 'good' | 'bad' | 'live'
  /** A function where the text changes while it is shown, such as a countdown. */
  readonly text: string | (() => string)
  readonly action?: ToastAction
  /** How long it stays, in seconds; `null`: until it is closed. */
  readonly seconds: number | null
}
export type ToastWish = Omit<Toast, 'id' | 'seconds'> & { readonly id?: string; readonly seconds?: number | null }

/** What the window says in passing. Never anything that must be decided: that stays where it happened. */
export const useToasts = defineStore('toasts', () => {
  const list = shallowRef<readonly Toast[]>([])
  let count = 0

  /**
   * Shows a toast. One with the same id takes the place of the older one. Bad news stays until it is closed, the rest goes after 6 seconds.
   * @returns its id, for `close`
   */
  function say(wish: ToastWish): string {
    count += 1
    const toast: Toast = { seconds: wish.kind === 'bad' ? null : 6, ...wish, id: wish.id ?? `toast-${count}` }
    const at = list.value.findIndex(({ id }) => id === toast.id)
    list.value = at < 0 ? [...list.value, toast] : list.value.with(at, toast)
    return toast.id
  }

  function close(id: string): void {
    list.value = list.value.filter((toast) => toast.id !== id)
  }

  return { list, say, close }
})
