import { describe, expect, it, vi } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import { longestSleep } from '../../../electron/outbox/standstills.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import { accepted, believed, kept, many, nearlySettled, noon, store, unreached, workerRoom } from './worker-room.ts'

const lost: ChangeOutcome = { kind: 'unknown', message: 'reset', requestId: null }
const unavailable = { kind: 'unavailable', message: 'reset', requestId: null } as const
const steps = (told: readonly string[]): readonly string[] => told.filter((what) => /^(begin|end|fulfil|read|hold)/.test(what))

describe('a worker that starts', () => {
  it('takes up what was begun before anything else, sends what is due, and sleeps as long as it may', async () => {
    const room = workerRoom([kept(1)])
    await room.worker.start()
    const { ms } = await room.asleep()
    expect(room.told).toEqual(['recover 0', 'promote', 'begin send 1', 'fulfil A1', 'end 1 of 1001: done'])
    expect(ms).toBe(longestSleep)
    // Told once when it is on its way, and once when it is done.
    expect(room.changed).toHaveBeenCalledTimes(2)
    expect(room.failures).toEqual([])
  })

  it('tells of what became due', async () => {
    const room = workerRoom([])
    room.state.waitingNow = 1
    await room.worker.start()
    await room.asleep()
    expect(room.changed).toHaveBeenCalledTimes(1)
  })

  it('does not move what was written by the clock of an earlier run: that run ended in another time', async () => {
    const room = workerRoom([])
    room.state.by = 60_000
    await room.worker.start()
    await room.asleep()
    expect(room.told).toEqual(['recover 60000', 'promote'])
  })

  it('lets nothing count that was read before the clock was set', async () => {
    const room = workerRoom([])
    await room.worker.start()
    await room.asleep()
    expect(room.clockSet).not.toHaveBeenCalled()
    room.state.by = -60_000
    room.worker.wake()
    await room.asleep()
    expect(room.clockSet).toHaveBeenCalledTimes(1)
  })

  it('believes the old state only once what an earlier run sent has surely arrived', async () => {
    const room = nearlySettled()
    await room.worker.start()
    await room.asleep()
    expect(room.ends).toMatchObject([{ end: { showed: true }, verdict: { state: 'unknown' } }])
    room.state.now = believed - 1
    room.worker.wake()
    await room.asleep()
    expect(room.ends[1]?.verdict.state).toBe('unknown')
  })

  it('believes it then', async () => {
    const room = nearlySettled(believed)
    await room.worker.start()
    await room.asleep()
    room.state.now = believed
    room.worker.wake()
    await room.asleep()
    expect(room.ends[0]?.verdict).toMatchObject({ state: 'due', trouble: { code: 'not_applied' } })
  })
})

describe('a worker that works', () => {
  it('has four requests of a store on the wire and four more on the disk, and goes on as they are answered', async () => {
    const answers: ((outcome: ChangeOutcome) => void)[] = []
    const room = workerRoom(many(10))
    room.fulfil.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.told.filter((what) => what.startsWith('begin'))).toHaveLength(8) }, { interval: 1 })
    expect(answers).toHaveLength(4)
    answers[0]?.(accepted)
    await vi.waitFor(() => { expect(room.told.filter((what) => what.startsWith('begin'))).toHaveLength(9) }, { interval: 1 })
    expect(answers).toHaveLength(5)
    await vi.waitFor(() => {
      for (const answer of answers) answer(accepted)
      expect(room.ends).toHaveLength(10)
    }, { interval: 1 })
    await room.asleep()
    expect(new Set(room.told.filter((what) => what.startsWith('fulfil'))).size).toBe(10)
  })

  it('asks nothing of stores that are not signed in, or stand still', async () => {
    const room = workerRoom([kept(1), kept(2, 'due', { connectionId: 8 as ConnectionId })], { stores: [store] })
    room.fulfil.mockResolvedValueOnce(unreached)
    await room.worker.start()
    await room.asleep()
    expect(steps(room.told)).toEqual(['begin send 1', 'fulfil A1', 'end 1 of 1001: due'])
    expect(room.worker.holdOf(store)).toBe('offline')
    expect(room.worker.standstillOf(store)).toMatchObject({ why: 'offline', since: noon })
    room.worker.wake()
    await room.asleep()
    expect(steps(room.told)).toHaveLength(3)
  })

  it('tries a store again once it is let go, or told to', async () => {
    for (const again of ['release', 'tryNow'] as const) {
      const room = workerRoom([kept(1)])
      room.fulfil.mockResolvedValueOnce({ ...unreached })
      await room.worker.start()
      await room.asleep()
      room.state.now += 1
      // What the desk does beside it.
      room.journal.due = () => Promise.resolve(room.told.includes('again 1') ? [] : [kept(1).work])
      room.journal.begin = (id) => {
        room.told.push(`again ${String(id)}`)
        return Promise.resolve(null)
      }
      room.worker[again](store)
      await vi.waitFor(() => { expect(room.told.slice(-1)).toEqual(['again 1']) }, { interval: 1 })
      await room.worker.stop()
      expect(room.worker.holdOf(store)).toBeNull()
    }
  })

  it('looks again where it was woken meanwhile, once', async () => {
    const room = workerRoom([kept(1)])
    let answer: (outcome: ChangeOutcome) => void = () => undefined
    room.fulfil.mockReturnValueOnce(new Promise((resolve) => { answer = resolve }))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.fulfil).toHaveBeenCalled() }, { interval: 1 })
    room.worker.wake()
    room.worker.wake()
    answer(accepted)
    await room.asleep()
    expect(room.told.filter((what) => what === 'promote')).toHaveLength(2)
  })

  it('leaves alone what moved on before its turn', async () => {
    const room = workerRoom([kept(1)])
    room.journal.begin = () => {
      room.journal.due = () => Promise.resolve([])
      return Promise.resolve(null)
    }
    await room.worker.start()
    await room.asleep()
    expect(room.fulfil).not.toHaveBeenCalled()
    expect(room.ends).toEqual([])
    expect(room.changed).toHaveBeenCalledTimes(1)
  })

  it('keeps back what was made ready when the store stops before its turn, and says so', async () => {
    const room = workerRoom(many(6))
    room.fulfil.mockResolvedValue(unreached)
    await room.worker.start()
    await room.asleep()
    const back = room.ends.filter(({ end }) => end.outcome === 'kept_back')
    expect(back.length).toBeGreaterThan(0)
    expect(room.fulfil.mock.calls.length + back.length).toBe(room.ends.length)
    for (const { verdict } of back) expect(verdict).toEqual({ state: 'due', nextAt: noon, trouble: null, hold: null })
  })

  it('reads back what is unknown although nothing new is sent', async () => {
    const room = workerRoom(many(6))
    room.fulfil.mockResolvedValue(lost)
    await room.worker.start()
    await room.asleep()
    expect(room.worker.holdOf(store)).toBe('failing')
    room.state.now = noon + usualTiming.reads[0]!
    room.worker.wake()
    await room.asleep()
    expect(room.getOrder).toHaveBeenCalled()
  })

  it('keeps readings back that were made ready when the store turns out to be signed out, and asks for no more', async () => {
    const room = workerRoom([...[1, 2, 3, 4, 5, 6].map((n) => kept(n, 'unknown')), kept(7)])
    const answers: ((outcome: typeof unavailable) => void)[] = []
    room.getOrder.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    room.fresh.mockResolvedValue({ kind: 'unauthorized', message: 'revoked', requestId: null })
    await room.worker.start()
    await vi.waitFor(() => { expect([answers.length, room.held.length]).toEqual([4, 1]) }, { interval: 1 })
    for (const answer of answers) answer(unavailable)
    await room.asleep()
    expect(room.getOrder).toHaveBeenCalledTimes(4)
    expect(room.ends.filter(({ end }) => end.outcome === 'kept_back').map(({ verdict }) => verdict.state)).toEqual(['unknown', 'unknown'])
  })

  it('lets one go first, alone, where the store kept failing, and the rest once that is answered', async () => {
    const room = workerRoom(many(6))
    room.fulfil.mockResolvedValue(lost)
    await room.worker.start()
    await room.asleep()
    expect(room.worker.standstillOf(store)).toMatchObject({ why: 'failing' })
    const before = room.fulfil.mock.calls.length
    room.journal.unknown = () => Promise.resolve([])
    const fresh = [kept(11), kept(12), kept(13)]
    room.journal.due = () => Promise.resolve(fresh.filter(({ state }) => state === 'due').map(({ work }) => work))
    room.journal.begin = (id) => {
      const one = fresh.find(({ work }) => work.id === id)!
      one.state = 'sending'
      return Promise.resolve({ attempt: 1, progress: one.work.progress })
    }
    const answers: ((outcome: ChangeOutcome) => void)[] = []
    room.fulfil.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    room.state.now += 3_600_000
    room.worker.wake()
    await vi.waitFor(() => { expect(answers).toHaveLength(1) }, { interval: 1 })
    await new Promise((resolve) => { setImmediate(resolve) })
    expect(room.fulfil.mock.calls.length - before).toBe(1)
    answers[0]?.(accepted)
    await vi.waitFor(() => { expect(answers).toHaveLength(3) }, { interval: 1 })
    for (const answer of answers) answer(accepted)
    await room.asleep()
    expect(room.worker.standstillOf(store)).toBeNull()
  })
})

describe('an order that is read again first', () => {
  it('is asked for with what is due after it', async () => {
    const given = { ...kept(1).work.before, at: noon - 10_001 }
    const room = workerRoom([kept(1, 'due', { leavesAt: noon - 30_000 }), kept(2, 'due', { before: given, leavesAt: noon - 30_000 })])
    room.fresh.mockImplementation(async (order, { soon }) => {
      if (order === 101) expect(await soon()).toContain(102)
      return null
    })
    await room.worker.start()
    await room.asleep()
    expect(room.told).toContain('ordersDue of 7 up to 1000')
    // What was read before Undo ended says nothing about it.
    expect(room.fresh.mock.calls.map(([order, { since }]) => [order, since])).toEqual([[101, noon - 30_000], [102, noon - 10_000]])
    expect(room.failures).toEqual([])
  })

  it('is not sent where it could not be read: the store is held, longer each time, and a reading ends that', async () => {
    const room = workerRoom([kept(1)])
    const unread = { kind: 'unavailable', message: 'no way', requestId: null } as const
    room.fresh.mockResolvedValue(unread)
    await room.worker.start()
    await room.asleep()
    expect(room.held).toMatchObject([{ id: 1, verdict: { state: 'due', hold: 'offline', nextAt: noon + 5000 } }])
    expect(room.worker.holdOf(store)).toBe('offline')
    expect(room.changed).toHaveBeenCalledTimes(1)
    room.state.now += 5000
    room.worker.wake()
    await room.asleep()
    expect(room.held[1]?.verdict).toMatchObject({ nextAt: noon + 5000 + 10_000 })
    room.state.now += 10_000
    room.fresh.mockResolvedValueOnce(null)
    room.fulfil.mockResolvedValueOnce(unreached)
    room.worker.wake()
    await room.asleep()
    room.state.now += 60_000
    room.worker.wake()
    await room.asleep()
    expect(room.held[2]?.verdict).toMatchObject({ nextAt: room.state.now + 5000 })
    expect(room.fulfil).toHaveBeenCalledTimes(1)
  })

  it('of which Joom tells nothing for a moment is asked for again, and leaves; where it stays so a person is asked', async () => {
    const room = workerRoom([kept(1), kept(2), kept(3)])
    const readings = new Map<number, number>()
    room.fresh.mockImplementation((order) => {
      const nth = (readings.get(order) ?? 0) + 1
      readings.set(order, nth)
      return Promise.resolve(order === 101 || (order === 102 && nth < 3) ? { kind: 'not_there', requestId: 'r' } : null)
    })
    await room.worker.start()
    await room.asleep()
    expect(room.fulfil.mock.calls.map(([joomId]) => joomId)).toEqual(['A3'])
    for (const wait of [2000, 5000, 15_000, 30_000]) {
      room.state.now += wait
      room.worker.wake()
      await room.asleep()
    }
    expect(room.held.filter(({ verdict }) => verdict.state === 'conflict')).toEqual([])
    expect(room.fulfil.mock.calls.map(([joomId]) => joomId)).toEqual(['A3', 'A2'])
    room.state.now += 60_000
    room.worker.wake()
    await room.asleep()
    expect(room.held.at(-1)).toMatchObject({ id: 1, verdict: { state: 'conflict', observed: null, trouble: { code: 'not_read', requestId: 'r' } } })
    expect(room.worker.holdOf(store)).toBeNull()
  })

  it('is given up where the program ends meanwhile: nothing is sent or written', async () => {
    const room = workerRoom([kept(1)])
    room.fresh.mockImplementation((_order, { signal }) => new Promise((resolve) => { signal.addEventListener('abort', () => { resolve(null) }) }))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.fresh).toHaveBeenCalled() }, { interval: 1 })
    await room.worker.stop()
    expect(steps(room.told)).toEqual([])
    expect(room.sleeping()).toEqual([])
  })
})

describe('a worker that stops', () => {
  it('waits for what is on the wire, and writes it down', async () => {
    const room = workerRoom(many(6))
    const answers: ((outcome: ChangeOutcome) => void)[] = []
    room.fulfil.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    await room.worker.start()
    await vi.waitFor(() => { expect(answers).toHaveLength(4) }, { interval: 1 })
    const stopped = room.worker.stop()
    for (const answer of answers) answer(accepted)
    await stopped
    expect(room.ends.filter(({ verdict }) => verdict.state === 'done')).toHaveLength(4)
    // Made ready and not sent: it is as it was.
    for (const { end } of room.ends.slice(4)) expect(end.outcome).toBe('kept_back')
    expect(room.fulfil).toHaveBeenCalledTimes(4)
  })

  it('asks for nothing more that was made ready to be read back', async () => {
    const room = workerRoom([1, 2, 3, 4, 5, 6].map((n) => kept(n, 'unknown')))
    const answers: ((outcome: typeof unavailable) => void)[] = []
    room.getOrder.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    await room.worker.start()
    await vi.waitFor(() => { expect(answers).toHaveLength(4) }, { interval: 1 })
    const stopped = room.worker.stop()
    for (const answer of answers) answer(unavailable)
    await stopped
    expect(room.getOrder).toHaveBeenCalledTimes(4)
    for (const { end } of room.ends.slice(4)) expect(end.outcome).toBe('kept_back')
  })

  it('is not woken any more, and wakes nobody', async () => {
    const room = workerRoom([])
    await room.worker.start()
    await room.asleep()
    await room.worker.stop()
    expect(room.sleeping()).toEqual([])
    const before = room.told.length
    room.worker.wake()
    await new Promise((resolve) => { setImmediate(resolve) })
    expect(room.told).toHaveLength(before)
  })

  it('begins anew where it is started again', async () => {
    const room = workerRoom([kept(1, 'due', { nextAt: noon + 10 })])
    await room.worker.start()
    await room.asleep()
    await room.worker.stop()
    room.state.now += 10
    room.fresh.mockImplementation((_order, { signal }) => Promise.resolve(signal.aborted ? { kind: 'unavailable', message: 'given up', requestId: null } : null))
    await room.worker.start()
    await room.asleep()
    expect(room.ends).toHaveLength(1)
  })
})

describe('an error of our own', () => {
  it('is told, and what it left begun is taken up before the next work, once', async () => {
    const room = workerRoom([kept(1)])
    room.state.failing = 'end'
    await room.worker.start()
    await room.asleep()
    expect(room.failures).toHaveLength(1)
    room.state.failing = null
    room.told.length = 0
    room.worker.wake()
    await room.asleep()
    expect(room.told).toEqual(['takeUp 0', 'promote'])
    room.worker.wake()
    await room.asleep()
    expect(room.told).toEqual(['takeUp 0', 'promote', 'promote'])
  })

  it('is waited with for what goes on beside it', async () => {
    const room = workerRoom(many(2))
    room.state.failing = 'end 1 '
    let answer: (outcome: ChangeOutcome) => void = () => undefined
    room.fulfil.mockImplementation((joomId) => (joomId === 'A2' ? new Promise((resolve) => { answer = resolve }) : Promise.resolve(accepted)))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.told).toContain('end 1 of 1001: done') }, { interval: 1 })
    await new Promise((resolve) => { setImmediate(resolve) })
    expect(room.failures).toEqual([])
    answer(accepted)
    await room.asleep()
    expect(room.failures).toHaveLength(1)
    expect(room.ends.map(({ id }) => id)).toContain(2)
  })
})
