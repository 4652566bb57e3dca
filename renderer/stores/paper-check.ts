import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PaperSaid } from '../../electron/contract/schemas.ts'
import { codeMeant } from '../../electron/domain/scanner-keys.ts'
import { readSheetCode } from '../../electron/domain/sheet-code.ts'
import type { World } from '../../electron/domain/world.ts'
import { printsApi } from '../api/prints.ts'
import { useSettings } from './settings.ts'

/** What the sheet whose code was scanned last is worth; `null` where none was, or it is told elsewhere that it is of another world. */
export const usePaperCheck = defineStore('paper-check', () => {
  const api = printsApi()
  const preferences = useSettings()
  const said = shallowRef<PaperSaid | null>(null)
  let asked = 0
  /** What was scanned, as long as it stands in the search. */
  let last = ''
  return {
    said,
    /** Looks at what was scanned or typed into the search. */
    async look(scannedText: string, world: World | null): Promise<void> {
      asked += 1
      const mine = asked
      const text = codeMeant(scannedText, preferences.settings?.scanner ?? null)
      if (readSheetCode(text) === null) {
        said.value = null
        last = ''
        return
      }
      const again = text === last
      last = text
      const answer = await api.checkPaper(text, world, again)
      if (mine === asked) said.value = answer.ok && (answer.value.verdict === 'stale' || answer.value.verdict === 'current') ? answer.value : null
    }
  }
})
