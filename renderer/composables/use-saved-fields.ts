import { onScopeDispose, ref, shallowRef, triggerRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'

/** How long a field says that it was kept, in milliseconds. */
const shown = 2500

/** Remembers, by field, whether what was entered has just been kept or why not. */
export function useSavedFields<Field extends string>(): {
  readonly isSaved: (field: Field) => boolean
  readonly errorOf: (field: Field) => AppError | undefined
  readonly keep: (field: Field, work: Promise<Result<unknown>>) => Promise<boolean>
} {
  const saved = ref<readonly string[]>([])
  const errors = shallowRef(new Map<Field, AppError>())
  const timers = new Map<Field, ReturnType<typeof setTimeout>>()

  async function keep(field: Field, work: Promise<Result<unknown>>): Promise<boolean> {
    const result = await work
    if (result.ok) errors.value.delete(field)
    else errors.value.set(field, result.error)
    triggerRef(errors)
    clearTimeout(timers.get(field))
    const forget = (): void => { saved.value = saved.value.filter((one) => one !== field) }
    forget()
    if (result.ok) {
      saved.value = [...saved.value, field]
      timers.set(field, setTimeout(forget, shown))
    }
    return result.ok
  }
  onScopeDispose(() => { for (const timer of timers.values()) clearTimeout(timer) })

  return { isSaved: (field) => saved.value.includes(field), errorOf: (field) => errors.value.get(field), keep }
}
