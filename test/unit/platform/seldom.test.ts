import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Seldom } from '../../../electron/platform/seldom.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

it('does what is wanted once, after a while, however often it was wanted; then again', () => {
  const work = vi.fn<() => void>()
  const seldom = new Seldom(100, work)
  for (let i = 0; i < 5; i++) seldom.want()
  vi.advanceTimersByTime(99)
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(work).toHaveBeenCalledTimes(1)
  seldom.want()
  vi.advanceTimersByTime(100)
  expect(work).toHaveBeenCalledTimes(2)
})

it('does not do what was wanted once it is stopped', () => {
  const work = vi.fn<() => void>()
  const seldom = new Seldom(100, work)
  seldom.want()
  seldom.stop()
  vi.advanceTimersByTime(1000)
  expect(work).not.toHaveBeenCalled()
})
