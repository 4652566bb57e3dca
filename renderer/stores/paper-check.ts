import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { PaperSaid } from '../../electron/contract/schemas.ts'
import { codeMeant } from '../../electron/domain/scanner-keys.ts'
import { orderNamedBy } from '../../electron/domain/sheet-code.ts'
import type { World } from '../../electron/domain/world.ts'
import { printsApi } from '../api/prints.ts'
import { useSettings } from './settings.ts'

const told: readonly PaperSaid['verdict'][] = ['stale', 'current', 'never_printed']

/** What the sheet whose code was scanned last is worth; `null` where none was, or it is told elsewhere that it is of another world. */
export const usePaperCheck = defineStore('paper-check', () => {
  const api = printsApi()
  const preferences = useSettings()
  const said = shallowRef<PaperSaid | null>(null)
  /** Whether a code was scanned of which it is not known yet. */
  const looking = ref(false)
  let asked = 0
  /** What was scanned, as long as it stands in the search. */
  let last = ''
  return {
    said, looking,
    /** Looks at what was scanned or typed into the search. */
    async look(scannedText: string, world: World | null): Promise<void> {
      asked += 1
      const mine = asked
      const text = codeMeant(scannedText, preferences.settings?.scanner ?? null)
      if (orderNamedBy(text) === null) {
        said.value = null
        looking.value = false
        last = ''
        return
      }
      const again = text === last
      last = text
      if (!again) {
        said.value = null
        looking.value = true
      }
      const answer = await api.checkPaper(text, world, again)
      if (mine !== asked) return
      said.value = answer.ok && told.includes(answer.value.verdict) ? answer.value : null
      looking.value = false
    }
  }
})
