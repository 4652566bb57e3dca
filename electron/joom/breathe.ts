import { setImmediate as nextTurn } from 'node:timers/promises'

let last: Promise<unknown> = Promise.resolve()

/**
 * Lets the rest of the program have its turn between two steps of a long work. Of all works that take place side by side one
 * goes on at a time: pages that come together would else do a step each before anything else has its turn.
 */
export function breathe(): Promise<unknown> {
  last = last.then(() => nextTurn())
  return last
}
