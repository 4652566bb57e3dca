import { onBeforeUnmount, onMounted } from 'vue'
import { drawUnseen, warmSheets } from '../components/prints/sheets.ts'
import { useTemplates } from '../stores/templates.ts'

/** After so long without a key, a press or a turn of the wheel the person rests. In milliseconds. */
const pause = 1000
const touches = ['keydown', 'pointerdown', 'wheel'] as const

/** Goes the way of a sheet, from the thread that makes it to a canvas, with one that is nobody's. */
async function drawSample(): Promise<void> {
  const pdf = await useTemplates().sample()
  if (pdf !== null) await drawUnseen(pdf)
}

/** What is done one after the other, each so many milliseconds after what was before it: the list is looked at first, and main has its fonts open by the second. */
const steps: readonly (readonly [after: number, act: () => Promise<unknown>])[] = [
  [3000, () => Promise.all([import('./PrintPreviewView.vue'), warmSheets()])],
  [9000, drawSample]
]

/**
 * Fetches and starts what the print preview needs, and draws a sheet that nobody sees, so that the first one does not wait for
 * it: once, when window and person rest. What goes wrong is told by whoever opens a preview.
 */
export function useWarmPreview(): void {
  let [timer, idle, touched, step] = [0, 0, -Infinity, 0]
  const touch = (): void => { touched = performance.now() }
  const stop = (): void => {
    clearTimeout(timer)
    if (idle !== 0) cancelIdleCallback(idle)
    for (const name of touches) window.removeEventListener(name, touch, true)
  }
  const wait = (ms: number): void => { timer = window.setTimeout(() => { idle = requestIdleCallback(warm) }, ms) }
  const next = (): void => {
    const [after] = steps[step] ?? []
    if (after === undefined) stop()
    else wait(after)
  }
  const warm = (): void => {
    if (performance.now() - touched < pause) {
      wait(pause)
      return
    }
    void steps[step++]?.[1]().catch(() => undefined)
    next()
  }
  onMounted(() => {
    for (const name of touches) window.addEventListener(name, touch, { capture: true, passive: true })
    next()
  })
  onBeforeUnmount(stop)
}
