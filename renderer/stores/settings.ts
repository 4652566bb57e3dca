import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { Printer, Settings } from '../../electron/contract/schemas.ts'
import { printsApi } from '../api/prints.ts'
import { settingsApi } from '../api/settings.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'

/** The preferences, as main keeps them. Every change is kept at once. */
export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings | null>(null)
  const error = shallowRef<AppError | null>(null)
  /** Printers of the system; `null` until they are known. */
  const printers = shallowRef<readonly Printer[] | null>(null)
  const printersError = shallowRef<AppError | null>(null)
  /** Why those of the system are not among the printers that were found; `null` where they are. */
  const systemError = shallowRef<AppError | null>(null)
  /** The printer that is chosen on the screen that is open; `null` where none is. */
  const printerHere = ref<string | null>(null)

  function take(result: Result<Settings>): Result<Settings> {
    if (result.ok) settings.value = result.value
    return result
  }

  async function load(): Promise<void> {
    const result = take(await settingsApi().get())
    error.value = result.ok ? null : result.error
  }

  /** @returns what main kept; on an error nothing has changed */
  async function change(patch: Partial<Settings>): Promise<Result<Settings>> {
    return take(await settingsApi().change(patch))
  }

  async function loadPrinters(): Promise<void> {
    const result = await printsApi().printers()
    printers.value = result.ok ? result.value : []
    printersError.value = result.ok ? null : result.error
    const said = await printsApi().systemPrinters()
    systemError.value = said.ok ? said.value : null
  }

  /** Asks for a folder and puts it among the printers. @returns `null` where the person cancelled */
  async function addFolder(): Promise<Result<Settings> | null> {
    const answer = await printsApi().chooseFolder()
    if (!answer.ok) return answer
    if (answer.value === null) return null
    const { path } = answer.value
    const name = path.split(/[/\\]/u).findLast((part) => part !== '') ?? path
    return change({ folders: [...settings.value?.folders ?? [], { id: crypto.randomUUID().replaceAll('-', '').slice(0, 12), name, path, watched: false }] })
  }

  useBridgeEvent('settings.changed', (changed) => { settings.value = changed })

  return { settings, error, printers, printersError, systemError, printerHere, load, change, loadPrinters, addFolder }
})
