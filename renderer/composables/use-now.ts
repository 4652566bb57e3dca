import { onScopeDispose, readonly, ref, type Ref } from 'vue'
import type { Millis } from '../../electron/domain/ids.ts'

const now = ref<Millis>(Date.now())
let users = 0
let timer: ReturnType<typeof setTimeout> | undefined

function tick(): void {
  now.value = Date.now()
  // Just after each full second, so that every countdown of the window changes in one frame.
  timer = setTimeout(tick, 1000 - (now.value % 1000) + 1)
}

function follow(): void {
  clearTimeout(timer)
  timer = undefined
  if (users > 0 && !document.hidden) tick()
}

/**
 * The time, once a second: one clock for the whole window. It rests while the window is hidden and while nobody reads it.
 * @returns milliseconds since 1970, read only
 */
export function useNow(): Readonly<Ref<Millis>> {
  users += 1
  if (users === 1) {
    document.addEventListener('visibilitychange', follow)
    follow()
  }
  onScopeDispose(() => {
    users -= 1
    if (users > 0) return
    document.removeEventListener('visibilitychange', follow)
    follow()
  })
  return readonly(now)
}
