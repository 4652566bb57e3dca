import { expect, it } from 'vitest'
import { undoneBySecondDeliveries } from '../../simulation/judge.ts'
import type { Applied } from '../../simulation/model-joom.ts'

/** What was accepted, in its order: request and intent, all of one order unless it says otherwise. */
const accepted = (...effects: readonly (readonly [number, string, string?])[]): Applied[] => effects.map(([request, intent, orderId = 'A'], at) => ({ request, intent, orderId, at }))

it('counts an intent as undone where an earlier request is delivered once more after it, and nowhere else', () => {
  expect(undoneBySecondDeliveries(accepted([1, 'first'], [2, 'second'], [1, 'first'], [3, 'second']))).toEqual(new Map([['second', 1]]))
  for (const effects of [
    accepted([1, 'first'], [1, 'first'], [2, 'second']), accepted([1, 'first'], [2, 'second'], [2, 'second']), accepted([1, 'first'], [2, 'second'], [3, 'first']),
    accepted([1, 'first'], [2, 'second', 'B'], [1, 'first'])
  ]) expect(undoneBySecondDeliveries(effects)).toEqual(new Map())
  // The later request, delivered once more, is the last word: what the earlier one brought back in between is not undone by it.
  expect(undoneBySecondDeliveries(accepted([1, 'first'], [2, 'second'], [1, 'first'], [2, 'second']))).toEqual(new Map([['second', 1]]))
})
