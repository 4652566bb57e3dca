import { onBeforeUnmount, onMounted } from 'vue'
import { warmSheets } from '../components/prints/sheets.ts'

/** The list is looked at first. In milliseconds, as is `pause`. */
const rest = 3000
/** After so long without a key, a press or a turn of the wheel the person rests. */
const pause = 1000
const touches = ['keydown', 'pointerdown', 'wheel'] as const

/**
 * Fetches and starts what the print preview needs, so that the first sheet does not wait for it: once, when window and person
 * rest. What goes wrong is told by whoever opens a preview.
 */
export function useWarmPreview(): void {
  let [timer, idle, touched] = [0, 0, -Infinity]
  const touch = (): void => { touched = performance.now() }
  const stop = (): void => {
    clearTimeout(timer)
    if (idle !== 0) cancelIdleCallback(idle)
    for (const name of touches) window.removeEventListener(name, touch, true)
  }
  const wait = (ms: number): void => { timer = window.setTimeout(() => { idle = requestIdleCallback(warm) }, ms) }
  const warm = (): void => {
    if (performance.now() - touched < pause) {
      wait(pause)
      return
    }
    stop()
    for (const one of [import('./PrintPreviewView.vue'), warmSheets()]) one.catch(() => undefined)
  }
  onMounted(() => {
    for (const name of touches) window.addEventListener(name, touch, { capture: true, passive: true })
    wait(rest)
  })
  onBeforeUnmount(stop)
}
