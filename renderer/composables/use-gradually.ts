import { useRafFn } from '@vueuse/core'
import { computed, ref, watch, type ComputedRef } from 'vue'

/** So many entries come with each frame: a window that takes in a thousand at once stands still for a third of a second. */
const perFrame = 60

/** As much of a long list as has come: some of it at once, the rest frame by frame. What has come stays while the list becomes another one. */
export function useGradually<T>(list: () => readonly T[]): ComputedRef<readonly T[]> {
  const come = ref(perFrame)
  const { pause, resume } = useRafFn(() => {
    come.value += perFrame
    if (come.value >= list().length) pause()
  }, { immediate: false })
  watch(() => list().length, (length) => {
    come.value = Math.max(perFrame, Math.min(come.value, length))
    if (length > come.value) resume()
    else pause()
  }, { immediate: true })
  return computed(() => list().slice(0, come.value))
}
