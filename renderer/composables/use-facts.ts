import { onScopeDispose, watchEffect } from 'vue'
import { useAppStore } from '../stores/app.ts'

/** Puts one line of facts beside the screen's title, for as long as the screen is shown. */
export function useFacts(facts: () => string): void {
  const app = useAppStore()
  let mine = ''
  watchEffect(() => {
    mine = facts()
    app.facts = mine
  })
  onScopeDispose(() => {
    if (app.facts === mine) app.facts = ''
  })
}
