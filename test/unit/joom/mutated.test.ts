import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clientOver } from '../../../electron/joom/client.ts'
import type { Exchange } from '../../../electron/joom/exchange.ts'
import { scrubber } from '../../../electron/joom/scrub.ts'
import type { Transport } from '../../../electron/joom/transport.ts'
import { changeOutcome, createOutcome, readOutcome, verdictOf } from '../../../electron/joom/verdict.ts'
import { everyChange, everyReading } from '../../integration/joom/every-call.ts'
import { hostileBodies } from '../../integration/joom/mutated-answers.ts'

const token = 'access/token+0123456789-ABCdef'
const facts = (outcome: unknown): readonly string[] => {
  const found: string[] = []
  JSON.stringify(outcome, (key, value: unknown) => {
    if (typeof value === 'string' && key !== 'raw') found.push(value)
    return value
  })
  return found
}

it('every mutated answer is read, or said to be unreadable, by pure functions alone', async () => {
  let exchange: Exchange = { kind: 'not_sent', message: '' }
  const verdict = () => verdictOf(exchange, 0, scrubber([token]))
  const pure: Transport = {
    read: (_path, _fields, take) => readOutcome(verdict(), take),
    change: () => Promise.resolve(changeOutcome(verdict())),
    create: (_path, _fields, made) => Promise.resolve(createOutcome(verdict(), made))
  }
  const client = clientOver(pure)
  const kinds = new Set<string>()
  await fc.assert(fc.asyncProperty(hostileBodies(token), fc.constantFrom(200, 200, 200, 400), async (body, status) => {
    exchange = { kind: 'answer', status, headers: { 'request-id': 'r-1' }, body, whole: true, flaw: '' }
    for (const call of [...Object.values(everyReading), ...Object.values(everyChange)]) {
      const outcome = await call(client)
      expect(outcome).toMatchObject({ requestId: 'r-1' })
      kinds.add(outcome.kind)
      for (const text of facts(outcome)) expect(text.isWellFormed()).toBe(true)
    }
  }), { numRuns: 400 })
  // What is tried here reaches every way to end that an answer has.
  expect([...kinds].sort()).toEqual(['accepted', 'ok', 'refused', 'unknown', 'unreadable'])
}, 120_000)
