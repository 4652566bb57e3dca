import { describe, expect, it } from 'vitest'
import { afterRequest, enoughLost, heardOf, isStopped, isTrying, type Breaker } from '../../../electron/outbox/breaker.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'

const noon = 1_800_000_000_000
const lose = (times: number, kind: 'send' | 'read', from: Breaker | null = null, at = noon): Breaker | null => Array.from({ length: times }).reduce<Breaker | null>((breaker) => afterRequest(breaker, kind, 'lost', at, usualTiming), from)

describe('a store that keeps failing', () => {
  it('is sent nothing new after so many lost answers in a row, and not before', () => {
    const almost = lose(enoughLost - 1, 'send')
    expect(isStopped(almost, noon)).toBe(false)
    const stopped = lose(1, 'send', almost)
    expect(isStopped(stopped, noon)).toBe(true)
    expect(isTrying(stopped, noon)).toBe(false)
    expect(stopped).toMatchObject({ since: noon, until: noon + 15_000 })
  })

  it('is tried again after a pause that grows, up to five minutes', () => {
    let breaker = lose(enoughLost, 'send')
    const pauses: number[] = []
    for (let round = 0; round < 6; round++) {
      const at = breaker?.until ?? 0
      expect(isTrying(breaker, at)).toBe(true)
      breaker = lose(1, 'send', breaker, at)
      pauses.push((breaker?.until ?? 0) - at)
    }
    expect(pauses).toEqual([30_000, 60_000, 300_000, 300_000, 300_000, 300_000])
  })

  it('is not stopped for longer by what was under way when it was stopped', () => {
    const stopped = lose(enoughLost, 'send')
    expect(lose(3, 'send', stopped)?.until).toBe(stopped?.until)
  })

  it('is forgiven everything by one sending that Joom answers, with yes or no', () => {
    const stopped = lose(enoughLost + 2, 'send')
    expect(afterRequest(stopped, 'send', heardOf('accepted'), noon, usualTiming)).toBeNull()
    expect(afterRequest(stopped, 'send', heardOf('refused'), noon, usualTiming)).toBeNull()
  })

  it('is not taken to be well because it still reads', () => {
    const stopped = lose(enoughLost, 'send')
    expect(isStopped(afterRequest(stopped, 'read', heardOf('ok'), noon, usualTiming), noon)).toBe(true)
  })

  it('counts lost read-backs, which alone stop nothing', () => {
    const unread = lose(50, 'read')
    expect(isStopped(unread, noon)).toBe(false)
    expect(isTrying(unread, noon)).toBe(false)
    expect(isStopped(lose(1, 'send', unread), noon)).toBe(true)
    expect(afterRequest(unread, 'read', 'answered', noon, usualTiming)).toBeNull()
  })

  it('learns nothing from a request that was not made', () => {
    const almost = lose(enoughLost - 1, 'send')
    for (const outcome of ['not_sent', 'throttled', 'unauthorized', 'invalid']) expect(afterRequest(almost, 'send', heardOf(outcome), noon, usualTiming)).toBe(almost)
  })
})
