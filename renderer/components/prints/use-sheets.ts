import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { openSheets, warmSheets, type Sheets } from './sheets.ts'

/**
 * Opens the PDF at an address, or one that is here already, and each one after it; what nobody looks at any more is closed.
 * @param source `null` for none
 * @param how `steady`: the one before is shown until the next is open
 * @returns `problem`: why it cannot be shown, in the reader's words
 */
export function useSheets(source: () => string | Uint8Array | null, { steady = false }: { readonly steady?: boolean } = {}): { readonly sheets: Readonly<ShallowRef<Sheets | null>>; readonly problem: Readonly<Ref<string | null>> } {
  const sheets = shallowRef<Sheets | null>(null)
  const problem = ref<string | null>(null)
  let opening: AbortController | null = null
  // Beside the making of what will be shown, not after it.
  void warmSheets()
  watch(source, async (now) => {
    opening?.abort()
    const mine = new AbortController()
    opening = mine
    const before = sheets.value
    if (!steady || now === null) {
      before?.close()
      sheets.value = null
    }
    problem.value = null
    if (now === null) return
    try {
      const opened = await openSheets(now, mine.signal)
      if (opening !== mine) {
        opened.close()
        return
      }
      sheets.value?.close()
      sheets.value = opened
    } catch (error) {
      if (opening !== mine) return
      sheets.value?.close()
      sheets.value = null
      problem.value = String(error)
    }
  }, { immediate: true })
  onBeforeUnmount(() => { opening?.abort(); sheets.value?.close() })
  return { sheets, problem }
}
