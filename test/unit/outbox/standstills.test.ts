import { beforeEach, describe, expect, it } from 'vitest'
import type { CommandId, ConnectionId, Millis } from '../../../electron/domain/ids.ts'
import type { AttemptEnd } from '../../../electron/outbox/journal.ts'
import { usualTiming, type Verdict } from '../../../electron/outbox/policy.ts'
import { longestSleep, Standstills } from '../../../electron/outbox/standstills.ts'

const [one, other] = [1 as ConnectionId, 2 as ConnectionId]
const noon = 1_800_000_000_000
const trouble = { code: 'any', message: null, joomCode: null, requestId: null }
const held = (hold: 'offline' | 'failing' | 'needs_authorization' | 'throttled', nextAt: Millis): Verdict => ({ state: 'due', nextAt, trouble, hold })
const end = (outcome: string): AttemptEnd => ({ outcome, detail: null, requestId: null })
const done: Verdict = { state: 'done' }
const lost = (at: Millis): Verdict => ({ state: 'unknown', nextAt: at + 2000, trouble })

let now: Millis = noon
let stores = new Standstills(() => now, usualTiming)
beforeEach(() => {
  now = noon
  stores = new Standstills(() => now, usualTiming)
})

/** Sendings of a store that nobody answers, one after another, enough to stop it. */
const loseMany = (store: ConnectionId, times = 5): void => { for (let i = 0; i < times; i++) stores.learn(store, 'send', end('unknown'), lost(now)) }

describe('a store that is held', () => {
  it('is neither asked nor sent to until the pause is over; the others go on', () => {
    stores.hold(one, held('throttled', noon + 40_000))
    expect([stores.blockOf(one), stores.holdOf(one), stores.blockOf(other), stores.holdOf(other)]).toEqual(['throttled', 'throttled', null, null])
    now += 39_999
    expect(stores.blockOf(one)).toBe('throttled')
    now += 1
    expect([stores.blockOf(one), stores.holdOf(one)]).toEqual([null, null])
  })

  it('is told of with its beginning and its end, and a while longer, since nobody knows yet whether it is back', () => {
    stores.hold(one, held('offline', noon + 5000))
    expect(stores.standstillOf(one)).toEqual({ why: 'offline', since: noon, until: noon + 5000 })
    now = noon + 5000 + longestSleep - 1
    expect(stores.standstillOf(one)).toMatchObject({ why: 'offline' })
    now += 1
    expect(stores.standstillOf(one)).toBeNull()
    expect(stores.standstillOf(other)).toBeNull()
  })

  it('keeps its beginning while the reason stays the same, and begins anew with another', () => {
    stores.hold(one, held('offline', noon + 5000))
    now += 5000
    stores.hold(one, held('offline', now + 10_000))
    expect(stores.standstillOf(one)).toEqual({ why: 'offline', since: noon, until: now + 10_000 })
    stores.hold(one, held('throttled', now + 60_000))
    expect(stores.standstillOf(one)).toEqual({ why: 'throttled', since: now, until: now + 60_000 })
  })

  it('is looked at again every half minute where its sign-in has ended, whatever the command waits for', () => {
    stores.hold(one, held('needs_authorization', noon))
    expect(stores.standstillOf(one)).toEqual({ why: 'needs_authorization', since: noon, until: noon + longestSleep })
    expect(stores.blockOf(one)).toBe('needs_authorization')
  })

  it('is held by a change that was turned away as well, and by nothing that says nothing of the store', () => {
    stores.hold(one, { state: 'unknown', nextAt: noon + 7000, trouble, hold: 'throttled' })
    expect(stores.holdOf(one)).toBe('throttled')
    for (const verdict of [done, lost(noon), { state: 'refused', trouble } as const, { state: 'conflict', trouble, observed: null } as const, { state: 'due', nextAt: noon, trouble: null, hold: null } as const]) stores.hold(other, verdict)
    expect([stores.blockOf(other), stores.standstillOf(other)]).toEqual([null, null])
  })

  it('goes on at once when it is released, and when a person tries it again; a pause and an ended sign-in stand', () => {
    for (const why of ['offline', 'failing'] as const) {
      stores.hold(one, held(why, noon + 60_000))
      stores.tryNow(one)
      expect(stores.holdOf(one)).toBeNull()
    }
    for (const why of ['throttled', 'needs_authorization'] as const) {
      stores.hold(one, held(why, noon + 60_000))
      stores.tryNow(one)
      expect(stores.holdOf(one)).toBe(why)
      stores.release(one)
      expect([stores.holdOf(one), stores.standstillOf(one)]).toEqual([null, null])
    }
  })

  it('is back with its first answer after the pause; one that was on its way before ends no pause', () => {
    stores.hold(one, held('throttled', noon + 40_000))
    stores.learn(one, 'send', end('accepted'), done)
    expect(stores.holdOf(one)).toBe('throttled')
    now += 40_000
    stores.learn(one, 'send', end('unknown'), lost(now))
    expect(stores.standstillOf(one)).toMatchObject({ why: 'throttled' })
    stores.learn(one, 'read', end('ok'), done)
    expect(stores.standstillOf(one)).toBeNull()
  })

  it('is held by what an attempt showed', () => {
    stores.learn(one, 'send', end('not_sent'), held('offline', noon + 5000))
    expect([stores.holdOf(one), stores.holdOf(other)]).toEqual(['offline', null])
  })
})

describe('a store whose answers are lost', () => {
  it('is sent nothing new, but asked, until the pause is over and one goes first', () => {
    loseMany(one, 4)
    expect(stores.holdOf(one)).toBeNull()
    loseMany(one, 1)
    expect([stores.holdOf(one), stores.blockOf(one), stores.isTrying(one), stores.holdOf(other)]).toEqual(['failing', null, false, null])
    expect(stores.standstillOf(one)).toEqual({ why: 'failing', since: noon, until: noon + 15_000 })
    now += 15_000
    expect([stores.holdOf(one), stores.isTrying(one), stores.isTrying(other)]).toEqual([null, true, false])
    // Until it has answered nobody says that it is back.
    expect(stores.standstillOf(one)).toMatchObject({ why: 'failing' })
    stores.learn(one, 'send', end('accepted'), done)
    expect([stores.isTrying(one), stores.standstillOf(one)]).toEqual([false, null])
  })

  it('is not told of before it is stopped', () => {
    loseMany(one, 4)
    expect(stores.standstillOf(one)).toBeNull()
  })

  it('goes on at once when a person tries it again, one command first, and when it is released', () => {
    loseMany(one)
    stores.tryNow(one)
    expect([stores.holdOf(one), stores.isTrying(one)]).toEqual([null, true])
    loseMany(one)
    stores.release(one)
    expect([stores.holdOf(one), stores.isTrying(one), stores.standstillOf(one)]).toEqual([null, false, null])
    stores.tryNow(other)
    expect(stores.isTrying(other)).toBe(false)
  })
})

describe('the ends of pauses', () => {
  it('are moved along with the clock, of both kinds', () => {
    stores.hold(one, held('throttled', noon + 40_000))
    loseMany(other)
    now += 3_600_000
    stores.moveBy(3_600_000)
    expect(stores.standstillOf(one)).toMatchObject({ until: now + 40_000 })
    expect(stores.standstillOf(other)).toMatchObject({ until: now + 15_000 })
    expect([stores.holdOf(one), stores.holdOf(other)]).toEqual(['throttled', 'failing'])
  })

  it('are known: the first that is still to come', () => {
    expect(stores.firstEnd()).toBeNull()
    stores.hold(one, held('throttled', noon + 40_000))
    expect(stores.firstEnd()).toBe(noon + 40_000)
    loseMany(other)
    expect(stores.firstEnd()).toBe(noon + 15_000)
    now = noon + 15_000
    expect(stores.firstEnd()).toBe(noon + 40_000)
    now = noon + 40_000
    expect(stores.firstEnd()).toBeNull()
  })
})

describe('a store that a reading has reached', () => {
  it('is asked again, but for a pause that Joom asked for; what lost its changes is still tried by one alone', () => {
    for (const why of ['offline', 'needs_authorization'] as const) {
      stores.hold(one, held(why, noon + 60_000))
      stores.reached(one)
      expect(stores.blockOf(one)).toBeNull()
    }
    stores.hold(one, held('throttled', noon + 60_000))
    stores.reached(one)
    expect(stores.blockOf(one)).toBe('throttled')
    loseMany(other)
    stores.reached(other)
    expect(stores.holdOf(other)).toBe('failing')
  })
})

describe('orders that cannot be read again', () => {
  it('are counted in a row, those side by side as one, until one is read', () => {
    expect(stores.wasNotRead(one)).toBe(1)
    expect(stores.wasNotRead(one)).toBe(2)
    stores.hold(one, held('offline', noon + 5000))
    expect(stores.wasNotRead(one)).toBe(2)
    now += 5000
    expect(stores.wasNotRead(one)).toBe(3)
    expect(stores.wasNotRead(other)).toBe(1)
    stores.wasRead(one, 7 as CommandId)
    expect(stores.wasNotRead(one)).toBe(1)
  })

  it('that Joom refuses to show come before a person where others are shown meanwhile, else after about an hour', () => {
    const [first, second] = [11 as CommandId, 12 as CommandId]
    const tell = (command: CommandId) => stores.wasRefused(one, command)
    expect([tell(first), tell(second), tell(first), tell(first)]).toEqual([{ tries: 1, stays: false }, { tries: 1, stays: false }, { tries: 2, stays: false }, { tries: 3, stays: false }])
    // The second is shown: it is the first alone that is not. In another store nobody is concerned.
    stores.wasRead(other, second)
    expect(tell(first)).toEqual({ tries: 4, stays: false })
    stores.wasRead(one, second)
    expect([tell(second), tell(first), tell(first)]).toEqual([{ tries: 1, stays: false }, { tries: 5, stays: true }, { tries: 1, stays: false }])
    for (let i = 2; i < 60; i++) expect(tell(first).stays).toBe(false)
    expect(tell(first)).toEqual({ tries: 60, stays: true })
  })

  it('of which Joom tells nothing come before a person once that was so three times and over a minute, each for itself', () => {
    const [first, second] = [11 as CommandId, 12 as CommandId]
    expect([stores.wasUntold(first), stores.wasUntold(first), stores.wasUntold(first)]).toEqual([1, 2, 3].map((tries) => ({ tries, stays: false })))
    now += usualTiming.settle - 1
    expect(stores.wasUntold(first)).toEqual({ tries: 4, stays: false })
    expect(stores.wasUntold(second)).toEqual({ tries: 1, stays: false })
    // The clock that is set makes it neither longer nor shorter.
    now += 3_600_000
    stores.moveBy(3_600_000)
    expect(stores.wasUntold(first)).toEqual({ tries: 5, stays: false })
    now += usualTiming.settle
    expect(stores.wasUntold(second)).toEqual({ tries: 2, stays: false })
    expect([stores.wasUntold(first), stores.wasUntold(first)]).toEqual([{ tries: 6, stays: true }, { tries: 1, stays: false }])
    // Shown once, it is counted anew; the third time, right when the minute is over, is enough.
    stores.wasRead(one, second)
    expect([stores.wasUntold(second), stores.wasUntold(second)]).toEqual([{ tries: 1, stays: false }, { tries: 2, stays: false }])
    now += usualTiming.settle
    expect(stores.wasUntold(second)).toEqual({ tries: 3, stays: true })
  })

  it('count once where the store is held already', () => {
    stores.hold(one, held('throttled', noon + 5000))
    expect(stores.wasNotRead(one)).toBe(1)
  })
})
