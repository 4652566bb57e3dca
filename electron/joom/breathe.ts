import { setImmediate as nextTurn } from 'node:timers/promises'

/** Entities of a list that are worked on before the rest of the program has its turn: a few milliseconds. */
const breath = 50

let last: Promise<unknown> = Promise.resolve()

/**
 * Lets the rest of the program have its turn between two steps of a long work. Of all works that take place side by side one
 * goes on at a time: pages that come together would else do a step each before anything else has its turn.
 */
export function breathe(): Promise<unknown> {
  last = last.then(() => nextTurn())
  return last
}

/** What a step makes of each entity of a long list, in its order; the rest of the program has its turn in between. @throws what the step throws */
export async function inBreaths<Entity, Made>(list: readonly Entity[], step: (entity: Entity) => Made): Promise<Made[]> {
  const made: Made[] = []
  for (const entity of list) {
    if (made.length > 0 && made.length % breath === 0) await breathe()
    made.push(step(entity))
  }
  return made
}
