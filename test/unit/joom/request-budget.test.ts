import fc from 'fast-check'
import { describe, expect, it, vi, beforeEach, afterEach } from 'vitest'
import { RequestBudget, statedLimits, type RequestKind } from '../../../electron/joom/request-budget.ts'
import { RequestGate } from '../../../electron/joom/request-gate.ts'

const minute = 60_000
const kinds = ['command', 'reading', 'list'] as const

describe('the budget of a store', () => {
  it('never lets more leave within a minute than the limits say, whoever asks when', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 20_000 })), { maxLength: 200 }), (requests, lists, asked) => {
      const budget = new RequestBudget(() => ({ requests, lists }))
      const left: { kind: RequestKind; at: number }[] = []
      let now = 0
      for (const [kind, later] of asked) {
        now += later
        // It leaves when it may, as one does that waits for its turn.
        now += budget.wait(kind, now)
        expect(budget.wait(kind, now)).toBe(0)
        budget.leave(kind, now)
        budget.end(kind, null, now)
        left.push({ kind, at: now })
      }
      for (const { at } of left) {
        const within = left.filter((one) => one.at >= at && one.at < at + minute)
        expect(within.length).toBeLessThanOrEqual(requests)
        expect(within.filter((one) => one.kind === 'list').length).toBeLessThanOrEqual(lists)
      }
    }))
  })

  it('leaves a quarter of all requests to commands, whatever else wants to leave', () => {
    const budget = new RequestBudget(() => ({ requests: 40, lists: 40 }))
    let lists = 0
    while (budget.wait('list', 0) === 0) { budget.leave('list', 0); lists++ }
    expect(lists).toBe(30)
    expect(budget.wait('reading', 0)).toBeGreaterThan(0)
    for (let i = 0; i < 10; i++) {
      expect(budget.wait('command', 0)).toBe(0)
      budget.leave('command', 0)
    }
    expect(budget.wait('command', 0)).toBeGreaterThan(minute - 1)
  })

  it('goes on after a minute', () => {
    const budget = new RequestBudget(() => statedLimits)
    for (let i = 0; i < 50; i++) budget.leave('list', i)
    const wait = budget.wait('list', 50)
    expect(wait).toBeGreaterThan(minute - 100)
    expect(budget.wait('reading', 50)).toBe(0)
    expect(budget.wait('list', 50 + wait)).toBe(0)
  })

  const said = (limit: number, remaining: number, reset: number) => ({ 'x-rate-limit-limit': String(limit), 'x-rate-limit-remaining': String(remaining), 'x-rate-limit-reset': String(reset) })
  it('believes Joom where it knows of less: another program asks the same store', () => {
    const budget = new RequestBudget(() => statedLimits)
    budget.leave('list', 0)
    budget.end('list', said(50, 0, 20), 100)
    expect(budget.wait('list', 100)).toBe(20_000)
    expect(budget.wait('command', 100)).toBe(0)
    expect(budget.wait('list', 20_100)).toBe(0)
  })

  it('takes a limit of all requests for what it is, also in the answer to a list', () => {
    const budget = new RequestBudget(() => statedLimits)
    budget.leave('list', 0)
    budget.end('list', said(2000, 0, 5), 0)
    expect(kinds.map((kind) => budget.wait(kind, 0))).toEqual([5000, 5000, 5000])
  })

  it('counts what is under way against what Joom says is left', () => {
    const budget = new RequestBudget(() => statedLimits)
    for (let i = 0; i < 4; i++) budget.leave('list', 0)
    budget.end('list', said(50, 3, 30), 0)
    expect(budget.wait('list', 0)).toBe(30_000)
  })

  it('keeps to a lower limit that Joom states, and forgets nothing by a header that says nothing', () => {
    const budget = new RequestBudget(() => statedLimits)
    for (let i = 0; i < 10; i++) { budget.leave('list', 0); budget.end('list', said(10, 100, 60), 0) }
    budget.end('list', { 'x-rate-limit-limit': 'many', 'x-rate-limit-remaining': '' }, 0)
    expect(budget.wait('list', 0)).toBeGreaterThan(minute - 1)
  })
})

describe('words of a limit that say less, or otherwise', () => {
  const asked = (kind: RequestKind, headers: Readonly<Record<string, string>>) => {
    const budget = new RequestBudget(() => statedLimits)
    budget.leave(kind, 0)
    budget.end(kind, headers, 0)
    return kinds.map((one) => budget.wait(one, 0))
  }
  it('waits where nothing is left of a limit that nobody names', () => {
    expect(asked('list', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '30' })).toEqual([0, 0, 30_000])
    expect(asked('reading', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '30' })).toEqual([30_000, 30_000, 30_000])
    expect(asked('reading', { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '30' })).toEqual([30_000, 30_000, 30_000])
  })
  it('does not hold readings back for a share of a limit that may be higher than theirs', () => {
    expect(asked('reading', { 'x-rate-limit-remaining': '99', 'x-rate-limit-reset': '30' })).toEqual([0, 0, 0])
  })
  const date = 'Tue, 20 Jan 2026 20:20:20 GMT'
  const at = Date.parse(date)
  it.each([
    ['a moment in seconds, by the answer’s own clock', String(at / 1000 + 30), { date }, 30_000], ['a moment in milliseconds', String(at + 30_000), { date }, 30_000],
    ['a moment that is over', String(at / 1000 - 30), { date }, 0], ['a moment and no clock', String(at / 1000 + 30), {}, minute], ['no word of when', '', {}, minute], ['seconds', '999', {}, 999_000]
  ])('reads %s', (_, reset, more, wait) => {
    expect(asked('list', { 'x-rate-limit-limit': '50', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset, ...more })).toEqual([0, 0, wait])
  })
})

describe('the gate of a store', () => {
  beforeEach(() => { vi.useFakeTimers({ now: 0 }) })
  afterEach(() => { vi.useRealTimers() })
  const patience = 600_000

  function crowd(limits = { requests: 4, lists: 2 }) {
    const gate = new RequestGate(() => limits, () => Date.now())
    const came: string[] = []
    const enter = (name: string, kind: RequestKind, signal?: AbortSignal): void => {
      gate.enter(kind, { patience, signal }).then((wait) => { came.push(wait === 0 ? name : `${name} not`); gate.ended(kind, null) }, () => { came.push(`${name} gave up`) })
    }
    const pass = async (ms: number): Promise<string[]> => {
      await vi.advanceTimersByTimeAsync(ms)
      return came.splice(0)
    }
    return { gate, enter, pass }
  }

  it('lets commands overtake what waits', async () => {
    const { enter, pass } = crowd()
    for (const name of ['l1', 'l2', 'l3', 'l4']) enter(name, 'list')
    for (const name of ['c1', 'c2', 'c3']) enter(name, 'command')
    expect(await pass(10)).toEqual(['l1', 'l2', 'c1', 'c2'])
    expect(await pass(60_000)).toEqual([])
    expect(await pass(6000)).toEqual(['c3', 'l3', 'l4'])
  })

  it('holds everything while Joom wants to be left alone', async () => {
    const { gate, enter, pass } = crowd()
    gate.hold(30_000)
    enter('list', 'list')
    enter('command', 'command')
    expect(await pass(29_000)).toEqual([])
    expect(await pass(6000)).toEqual(['command', 'list'])
  })

  it('lets go of whoever gives up, and of nobody else', async () => {
    const { gate, enter, pass } = crowd()
    gate.hold(10_000)
    const up = new AbortController()
    enter('first', 'list', up.signal)
    enter('second', 'list')
    up.abort()
    expect(await pass(1)).toEqual(['first gave up'])
    expect(await pass(20_000)).toEqual(['second'])
  })

  it('tells how long it would be where that is longer than one can wait', async () => {
    const { gate } = crowd()
    gate.hold(30_000)
    expect(await gate.enter('command', { patience: 10_000 })).toBe(30_000)
  })
})
