import { computed, ref, type ComputedRef, type Ref, type WritableComputedRef } from 'vue'
import { printingOf } from '../../electron/domain/print-run.ts'
import type { DocumentKind } from '../../electron/domain/sheet-kind.ts'
import { printerNamed } from '../format/printer-name.ts'
import { useSettings } from '../stores/settings.ts'

/** The printer that a run goes to: what was chosen here, else the run's own, else what this computer is set to, else the system's. */
export function useChosenPrinter(kind: () => DocumentKind, own: () => string | null = () => null): { readonly printer: WritableComputedRef<string>; readonly copies: Ref<number>; readonly dots: ComputedRef<number | null>; readonly nameOf: (name: string) => string } {
  const preferences = useSettings()
  const chosen = ref('')
  const set = computed(() => (preferences.settings === null ? null : printingOf(preferences.settings, kind())))
  const printer = computed({
    get: () => {
      const all = preferences.printers ?? []
      return [chosen.value, own() ?? '', set.value?.printer ?? '', all.find(({ isDefault }) => isDefault)?.name ?? '', all[0]?.name ?? ''].find((name) => all.some((one) => one.name === name)) ?? ''
    },
    set: (name) => { chosen.value = name }
  })
  const copies = ref(set.value?.copies ?? 1)
  const nameOf = (name: string): string => printerNamed(preferences.printers, name)
  /** Dots in an inch of that printer, as far as they are set; `null` before anything is known. */
  const dots = computed(() => (preferences.settings === null || printer.value === '' ? null : printingOf(preferences.settings, kind(), printer.value).dpi))
  return { printer, copies, dots, nameOf }
}
