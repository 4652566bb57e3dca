import { onBeforeUnmount, onMounted } from 'vue'
import { warmSheets } from '../components/prints/sheets.ts'

/** The list is looked at first. */
const rest = 3000

/** Fetches and starts what the print preview needs once the window rests, so that the first sheet does not wait for it. */
export function useWarmPreview(): void {
  let timer = 0
  onMounted(() => {
    timer = window.setTimeout(() => {
      requestIdleCallback(() => {
        void import('./PrintPreviewView.vue')
        void warmSheets()
      })
    }, rest)
  })
  onBeforeUnmount(() => { clearTimeout(timer) })
}
