import { describe, expect, it, vi } from 'vitest'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import { longestSleep } from '../../../electron/outbox/standstills.ts'
import { accepted, believed, kept, many, nearlySettled, noon, store, unreached, workerRoom } from './worker-room.ts'

describe('the clock', () => {
  it('moves every wait along where it was set, before anything is done, and tells the journal until it has it', async () => {
    const room = workerRoom([kept(1, 'due', { nextAt: noon + 500 })])
    await room.worker.start()
    await room.asleep()
    room.told.length = 0
    room.state.by = 3_600_000
    room.state.failing = 'shift'
    room.worker.wake()
    await room.asleep()
    expect(room.told).toEqual(['shift 3600000 to 3600000'])
    expect(room.failures).toHaveLength(1)
    room.told.length = 0
    room.state.by = -600_000
    room.state.failing = null
    room.journal.due = () => Promise.resolve([])
    room.worker.wake()
    await room.asleep()
    expect(room.told).toEqual(['shift 3000000 to 3000000', 'takeUp 3000000', 'promote'])
    room.told.length = 0
    room.worker.wake()
    await room.asleep()
    expect(room.told).toEqual(['promote'])
  })

  it('has run on while the machine slept: what was made ready is kept back and looked at anew, at once', async () => {
    const room = workerRoom(many(6))
    const answers: ((outcome: ChangeOutcome) => void)[] = []
    room.fulfil.mockImplementation(() => new Promise((resolve) => { answers.push(resolve) }))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.told.filter((what) => what.startsWith('begin'))).toHaveLength(6) }, { interval: 1 })
    expect(answers).toHaveLength(4)
    expect(room.fresh).toHaveBeenCalledTimes(6)
    room.state.by = 8 * 3_600_000
    for (const answer of answers.splice(0)) answer(accepted)
    await vi.waitFor(() => { expect(answers).toHaveLength(2) }, { interval: 1 })
    expect(room.ends.filter(({ end }) => end.outcome === 'kept_back')).toHaveLength(2)
    // Read again, after the clock was followed.
    expect(room.fresh).toHaveBeenCalledTimes(8)
    expect(room.told.indexOf('shift 28800000 to 28800000')).toBeGreaterThan(0)
    for (const answer of answers) answer(accepted)
    await room.asleep()
    expect(room.sleeping()).toHaveLength(1)
  })

  it('neither frees nor keeps a store longer that stands still', async () => {
    const room = workerRoom([kept(1)])
    room.fulfil.mockResolvedValueOnce(unreached)
    await room.worker.start()
    await room.asleep()
    room.state.by = 3_600_000
    room.worker.wake()
    await room.asleep()
    expect(room.worker.standstillOf(store)).toMatchObject({ until: noon + 3_600_000 + 5000 })
    expect(room.fulfil).toHaveBeenCalledTimes(1)
  })

  it('moves the time until which requests of an earlier run may arrive', async () => {
    const room = nearlySettled(believed)
    await room.worker.start()
    await room.asleep()
    room.state.by = believed - noon
    room.worker.wake()
    await room.asleep()
    expect(room.ends[0]?.verdict.state).toBe('unknown')
  })
})

describe('sleep', () => {
  const slept = async (room: ReturnType<typeof workerRoom>): Promise<number> => {
    await room.worker.start()
    return (await room.asleep()).ms
  }

  it('lasts until the next thing is to be done, and wakes then', async () => {
    const room = workerRoom([kept(1, 'due', { nextAt: noon + 1234 }), kept(2, 'due', { nextAt: noon + 5000 })])
    expect(await slept(room)).toBe(1234)
    room.state.now += 1234
    room.sleeping()[0]?.work()
    await room.asleep()
    expect(room.ends.map(({ id }) => id)).toEqual([1])
    expect(room.sleeping().map(({ ms }) => ms)).toEqual([5000 - 1234])
  })

  it('is never longer than half a minute', async () => {
    expect(await slept(workerRoom([kept(1, 'due', { nextAt: noon + 3_600_000 })]))).toBe(longestSleep)
  })

  it('is a second at least where what is due cannot leave, or until the store is free', async () => {
    expect(await slept(workerRoom([kept(1)], { stores: [] }))).toBe(1000)
    expect(await slept(workerRoom([kept(1, 'due', { nextAt: noon - 5 }), kept(2, 'due', { nextAt: noon + 400 })], { stores: [] }))).toBe(400)
    const room = workerRoom([kept(1), kept(2)])
    room.fulfil.mockResolvedValue(unreached)
    expect(await slept(room)).toBe(5000)
    const signedOut = workerRoom([kept(1)])
    signedOut.fulfil.mockResolvedValue({ kind: 'unauthorized', message: 'revoked', requestId: null, unsent: true })
    expect(await slept(signedOut)).toBe(longestSleep)
  })

  it('is not fallen into twice, nor once it is stopped', async () => {
    const room = workerRoom([])
    await room.worker.start()
    await room.asleep()
    for (let i = 0; i < 3; i++) {
      room.worker.wake()
      await room.asleep()
    }
    expect(room.sleeping()).toHaveLength(1)
    const looking = Promise.withResolvers<number | null>()
    room.journal.nextAt = () => looking.promise
    room.worker.wake()
    await vi.waitFor(() => { expect(room.told.filter((what) => what === 'promote')).toHaveLength(5) }, { interval: 1 })
    const stopped = room.worker.stop()
    looking.resolve(null)
    await stopped
    await new Promise((resolve) => { setImmediate(resolve) })
    expect(room.sleeping()).toEqual([])
  })

  it('that cannot be found out about is told', async () => {
    const room = workerRoom([])
    room.journal.nextAt = () => Promise.reject(new Error('gone'))
    await room.worker.start()
    await vi.waitFor(() => { expect(room.failures).toHaveLength(1) }, { interval: 1 })
  })
})
