import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useNow } from '../../../../renderer/composables/use-now.ts'

beforeEach(() => { vi.useFakeTimers({ now: 1_000_500 }) })
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('tells the time once a second, rests while the window is hidden, and stops with its last reader', () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  const reader = mount(defineComponent({ setup() { const now = useNow(); return () => String(Math.floor(now.value / 1000)) } }))
  vi.advanceTimersByTime(1000)
  const shown = (): Promise<string> => reader.vm.$nextTick().then(() => reader.text())
  return shown().then(async (text) => {
    expect(text).toBe('1001')
    hidden.mockReturnValue(true)
    document.dispatchEvent(new Event('visibilitychange'))
    vi.advanceTimersByTime(5000)
    expect(await shown()).toBe('1001')
    expect(vi.getTimerCount()).toBe(0)
    hidden.mockReturnValue(false)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(await shown()).toBe('1006')
    reader.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
