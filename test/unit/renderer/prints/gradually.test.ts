import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import { useGradually } from '../../../../renderer/composables/use-gradually.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const frames = new Map<number, () => void>()
let last = 0
let scope: EffectScope
beforeEach(() => {
  frames.clear()
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => { frames.set(++last, act); return last })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => { frames.delete(id) })
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})
/** The next frame, with what waits for it. @returns whether anything did */
function frame(): boolean {
  const due = [...frames.values()]
  frames.clear()
  for (const act of due) act()
  return due.length > 0
}

it('a short list comes at once', () => {
  const come = scope.run(() => useGradually(() => numbers(60)))
  expect(come?.value).toEqual(numbers(60))
  expect(frame()).toBe(false)
})

it('a long list comes frame by frame, in its order, until all of it is there', () => {
  const come = scope.run(() => useGradually(() => numbers(1000)))
  const lengths: number[] = []
  do lengths.push(come?.value.length ?? 0)
  while (frame() && lengths.length < 99)
  expect(lengths.slice(0, 3)).toEqual([60, 120, 180])
  expect(lengths.every((length, i) => i === 0 || length - (lengths[i - 1] ?? 0) <= 60)).toBe(true)
  expect(come?.value).toEqual(numbers(1000))
})

it('what has come stays while the list becomes another one, longer or shorter', async () => {
  const list = shallowRef(numbers(1))
  const come = scope.run(() => useGradually(() => list.value))
  list.value = numbers(200)
  await nextTick()
  expect(come?.value.length).toBe(60)
  while (frame());
  expect(come?.value).toEqual(numbers(200))
  list.value = numbers(200).map((n) => n + 1)
  await nextTick()
  expect(come?.value).toEqual(list.value)
  list.value = numbers(3)
  await nextTick()
  expect(come?.value).toEqual(numbers(3))
  list.value = numbers(130)
  await nextTick()
  while (frame());
  expect(come?.value).toEqual(numbers(130))
})
