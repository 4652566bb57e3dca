import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { LabelPrinterForm, Settings } from '../../electron/contract/schemas.ts'
import { printersApi } from '../api/printers.ts'
import { useSettings } from './settings.ts'

/** What the printer says became of a test label. */
export type TestEnd = 'printed' | 'held' | 'unknown'

/** Entering, trying and removing label printers; those that are kept are among the settings. */
export const useLabelPrinters = defineStore('labelPrinters', () => {
  const preferences = useSettings()
  const busy = ref<'saving' | 'testing' | null>(null)
  /** Why what was asked for last could not be done. */
  const error = shallowRef<AppError | null>(null)
  const tested = ref<TestEnd | null>(null)

  /** What was said last is about another printer now. */
  function forget(): void {
    error.value = null
    tested.value = null
  }

  /** The list of all printers follows: a label printer stands in it. */
  async function keep(work: Promise<Result<Settings>>): Promise<boolean> {
    busy.value = 'saving'
    const result = await work
    busy.value = null
    error.value = result.ok ? null : result.error
    if (!result.ok) return false
    preferences.settings = result.value
    void preferences.loadPrinters()
    return true
  }

  async function test(form: LabelPrinterForm): Promise<void> {
    forget()
    busy.value = 'testing'
    const result = await printersApi().test(form)
    busy.value = null
    if (result.ok) tested.value = result.value.end
    else error.value = result.error
  }

  return {
    busy, error, tested, forget, test,
    save: (form: LabelPrinterForm, id: string | null) => keep(printersApi().save(form, id)),
    remove: (id: string) => keep(printersApi().remove(id))
  }
})
