import { beforeEach } from 'vitest'
import type { CommandTrouble, Intent } from '../../../electron/domain/command.ts'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import type { AttemptEnd, Draft } from '../../../electron/outbox/journal.ts'
import type { Observed } from '../../../electron/outbox/observed.ts'
import { received, type Given } from '../../support/orders.ts'
import { testStorage, type TestStorage } from '../../support/storage.ts'

const intent: Intent & { readonly kind: 'fulfill' } = { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RX000000001', shippingTime: '7-21', note: null }
export const trouble = (code: string, message: string | null = null, requestId: string | null = null): CommandTrouble => ({ code, message, joomCode: null, requestId })
export const end = (outcome: string, more: Partial<AttemptEnd> = {}): AttemptEnd => ({ outcome, detail: null, requestId: null, ...more })

/** The database of the test that runs. */
export let test: TestStorage
let nth = 0

/** Each test of the file has a database of its own. */
export function eachWithItsJournal(): void {
  beforeEach(async () => { test = await testStorage() })
}

export const journal = () => test.storage.commands

export async function order(joomId: string, given: Given = {}, store: ConnectionId = test.store): Promise<OrderId> {
  await test.storage.orders.take(store, [received(joomId, given)], [], test.clock.now)
  const [id] = await test.storage.printRuns.withJoomId(joomId)
  if (id === undefined) throw new Error('not kept')
  return id
}

export async function draft(orderId: OrderId, more: Partial<Draft> = {}): Promise<Draft> {
  const [subject] = await journal().subjects([orderId])
  if (subject === undefined) throw new Error('no such order')
  const { state, provider, trackingNumber, recipientKey, quantity, address, lastUpdated } = subject
  nth += 1
  return { orderId, intent: { ...intent, trackingNumber: `RX${String(nth).padStart(9, '0')}` }, before: { state, provider, trackingNumber, at: test.clock.now, recipientKey, quantity, address, lastUpdated }, leavesAt: test.clock.now, corrects: null, ...more }
}

/** A command of an order of its own, waiting or moved on. */
export async function command(joomId: string, more: Partial<Draft> = {}): Promise<{ id: CommandId; orderId: OrderId }> {
  const orderId = await order(joomId)
  const [id] = await journal().submit([await draft(orderId, more)], 'Ada', test.clock.now)
  return { id: id!, orderId }
}

export async function due(joomId: string) {
  const made = await command(joomId)
  await journal().promote(test.clock.now)
  return made
}

export async function sending(joomId: string) {
  const made = await due(joomId)
  const begun = await journal().begin(made.id, 'send', test.clock.now)
  return { ...made, attempt: begun!.attempt }
}

/** One of which nobody knows what became of it, to be read back at once. */
export async function unknown(joomId: string, why = trouble('unknown_outcome', 'reset')) {
  const made = await sending(joomId)
  await journal().end(made.id, made.attempt, end('unknown', { detail: 'reset' }), { state: 'unknown', nextAt: test.clock.now, trouble: why }, test.clock.now)
  return made
}

export async function conflict(joomId: string, observed: Observed | null = { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'OTHER', at: 5 }) {
  const made = await unknown(joomId)
  const { attempt } = (await journal().begin(made.id, 'read', test.clock.now))!
  await journal().end(made.id, attempt, end('ok', { detail: 'SHIPPED', showed: true }), { state: 'conflict', trouble: trouble('shipped_otherwise'), observed }, test.clock.now)
  return made
}

export async function refused(joomId: string) {
  const made = await sending(joomId)
  await journal().end(made.id, made.attempt, end('refused', { detail: 'no', requestId: 'r-9' }), { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', data: '17', requestId: 'r-9' } }, test.clock.now)
  return made
}

export const rowOf = async (id: CommandId) => (await test.storage.outboxList.story(id)).row
export const kinds = async (id: CommandId): Promise<string[]> => (await test.storage.outboxList.story(id)).history.map(({ kind }) => kind).toReversed()
export const entries = async (kind: string) => (await test.storage.history.page(0, 10_000, 10_000)).filter((entry) => entry.kind === kind)
export const subjectOf = async (id: OrderId) => (await journal().subjects([id]))[0]!
export const openOf = async (id: OrderId) => (await subjectOf(id)).open
export const move = (ms: number): void => { test.clock.now += ms }
