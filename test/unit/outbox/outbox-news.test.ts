import { expect, it } from 'vitest'
import type { OutboxSummary } from '../../../electron/contract/schemas.ts'
import type { ConnectionStatus, Environment } from '../../../electron/domain/connection.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { OutboxNews } from '../../../electron/outbox/outbox-news.ts'

const counts = { needsYou: 0, unknown: 1, waiting: 0, due: 2, sending: 0, doneToday: 0, all: 3, nextLeavesAt: null, newest: null, now: 1 }
const store = (id: number, environment: Environment, status: ConnectionStatus) => ({ id: id as ConnectionId, environment, status })

function news() {
  const state = { broken: false, storage: null as OutboxSummary['storage'] }
  const [told, failures]: [OutboxSummary[], unknown[]] = [[], []]
  const made = new OutboxNews({
    counts: () => (state.broken ? Promise.reject(new Error('locked')) : Promise.resolve(counts)), kept: () => Promise.resolve(new Map([1, 2].map((id) => [id as ConnectionId, { toSend: 2, unknown: 1 }]))),
    stores: () => Promise.resolve([store(1, 'production', 'needs_authorization'), store(2, 'rehearsal', 'authorized'), store(3, 'production', 'authorized')]),
    standstillOf: (id) => (id === 3 ? null : { why: 'offline', since: 5, until: 9 }), storage: () => state.storage, now: () => 1,
    tell: (summary) => { told.push(summary) }, failed: (error) => { failures.push(error) }
  })
  return { made, state, told, failures }
}

it('says which stores keep what, of all or of those that are meant', async () => {
  const { made } = news()
  expect(await made.summary()).toMatchObject({ due: 2, storage: null, holds: [{ connectionId: 1, why: 'needs_authorization', until: null, kept: 3 }, { connectionId: 2, why: 'offline', since: 5, until: 9, kept: 3 }] })
  expect((await made.summary({ connectionId: null, world: 'rehearsal' })).holds.map(({ connectionId }) => connectionId)).toEqual([2])
  expect((await made.summary({ connectionId: 1 as ConnectionId, world: null })).holds.map(({ connectionId }) => connectionId)).toEqual([1])
})

it('says why nothing can be written also where nothing can be counted, with what was counted last', async () => {
  const { made, state, told, failures } = news()
  state.broken = true
  state.storage = 'storage_locked'
  await made.tell()
  expect(told).toEqual([])
  state.broken = false
  // What the window asked for counts as told.
  await made.summary()
  state.broken = true
  await made.tell()
  expect(told.splice(0).map(({ storage }) => storage)).toEqual(['storage_locked'])
  state.broken = false
  await made.tell()
  state.broken = true
  await made.tell()
  expect(told.map(({ due, storage }) => [due, storage])).toEqual([[2, 'storage_locked'], [2, 'storage_locked']])
  state.storage = null
  await made.tell()
  expect(told).toHaveLength(2)
  expect(failures).toHaveLength(4)
})
