import { describe, expect, it } from 'vitest'
import { RateLimit } from '../../../electron/rehearsal/rate-limit.ts'
import { noon } from './an-order.ts'

describe('the limit of requests', () => {
  it('allows so many a minute and begins anew after it', () => {
    const limit = new RateLimit({ requests: 2, lists: 2 })
    expect([limit.count(false, noon), limit.count(false, noon + 1000), limit.count(false, noon + 2500), limit.count(false, noon + 60_000)]).toEqual([
      { allowed: true, limit: 2, remaining: 1, reset: 60 }, { allowed: true, limit: 2, remaining: 0, reset: 59 }, { allowed: false, limit: 2, remaining: 0, reset: 58 }, { allowed: true, limit: 2, remaining: 1, reset: 60 }
    ])
  })

  it('allows fewer lists, and tells of the limit that is nearer', () => {
    const limit = new RateLimit({ requests: 100, lists: 1 })
    expect(limit.count(true, noon)).toMatchObject({ allowed: true, limit: 1, remaining: 0 })
    expect(limit.count(true, noon)).toMatchObject({ allowed: false, limit: 1 })
    expect(limit.count(false, noon)).toMatchObject({ allowed: true, limit: 100, remaining: 97 })
  })

  it('counts lists among the requests', () => {
    const limit = new RateLimit({ requests: 2, lists: 50 })
    for (let i = 0; i < 2; i++) limit.count(false, noon)
    expect(limit.count(true, noon)).toMatchObject({ allowed: false, limit: 2 })
  })
})
