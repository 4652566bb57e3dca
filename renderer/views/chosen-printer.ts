import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref, type WritableComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { isMadeAlike, madeForOn, type MadeFor } from '../../electron/domain/made-for.ts'
import { printingOf } from '../../electron/domain/print-run.ts'
import type { DocumentKind } from '../../electron/domain/sheet-kind.ts'
import { isOwnName, printerNamed } from '../format/printer-name.ts'
import { useSettings } from '../stores/settings.ts'

/** The printer that sheets go to; empty where none is chosen. `gone`: the one that would be, but is not there; `null` where it is. `needs`: what they have to be made for; `null` before anything is known. */
export interface ChosenPrinter {
  readonly printer: WritableComputedRef<string>
  readonly gone: ComputedRef<string | null>
  readonly copies: Ref<number>
  readonly needs: ComputedRef<MadeFor | null>
  readonly nameOf: (name: string) => string
}

/**
 * The printer that a run goes to: what was chosen here, else the run's own, else what this computer is set to. Where that one is
 * not there, none is: sheets never go to another one unasked. Only where none is set it is the system's, or the only one there is.
 */
export function useChosenPrinter(kind: () => DocumentKind, own: () => string | null = () => null): ChosenPrinter {
  const { t } = useI18n()
  const preferences = useSettings()
  const chosen = ref('')
  const set = computed(() => (preferences.settings === null ? null : printingOf(preferences.settings, kind())))
  const wanted = computed(() => [chosen.value, own() ?? '', set.value?.printer ?? ''].find((name) => name !== '') ?? '')
  const isThere = (name: string): boolean => preferences.printers?.some((one) => one.name === name) === true
  const printer = computed({
    get: () => {
      if (wanted.value !== '') return isThere(wanted.value) ? wanted.value : ''
      const all = preferences.printers ?? []
      return all.find(({ isDefault }) => isDefault)?.name ?? (all.length === 1 ? all[0]?.name : undefined) ?? ''
    },
    set: (name) => { chosen.value = name }
  })
  const gone = computed(() => (preferences.printers === null || wanted.value === '' || isThere(wanted.value) ? null : wanted.value))
  // The foot of the window names it while its screen is open.
  watch(printer, (name) => { preferences.printerHere = name === '' ? null : name }, { immediate: true })
  onScopeDispose(() => { preferences.printerHere = null })
  const copies = ref(set.value?.copies ?? 1)
  const nameOf = (name: string): string => (isOwnName(name) && preferences.printers !== null && !isThere(name) ? t('settings.printer_removed') : printerNamed(preferences.printers, name))
  const needs = computed(() => (preferences.settings === null || printer.value === '' ? null : madeForOn(preferences.settings, kind(), printer.value)))
  return { printer, gone, copies, needs, nameOf }
}

/**
 * Has sheets made anew where those that are shown are not for the chosen printer as it is known now: bars that are drawn for other
 * dots are uneven on paper, codes that are narrower than its scanner reads are not read. Asked once for what is needed: what comes
 * otherwise all the same is not asked for again.
 * @param shown what they were made for; `null` while there is nothing to print
 */
export function useRightSheets({ printer, needs }: ChosenPrinter, shown: () => MadeFor | null, makeFor: (printer: string) => void): void {
  let asked = ''
  watch([shown, needs], ([made, needed]) => {
    if (made === null || needed === null) return
    const wanted = isMadeAlike(made, needed) ? '' : JSON.stringify([printer.value, needed])
    const isNew = wanted !== '' && wanted !== asked
    asked = wanted
    if (isNew) makeFor(printer.value)
  }, { immediate: true })
}
