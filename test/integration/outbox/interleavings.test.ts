import fc from 'fast-check'
import { it } from 'vitest'
import { testStorage } from '../../support/storage.ts'
import { fortunes, OddWorld } from './odd-world.ts'

type Act = fc.AsyncCommand<object, OddWorld>

/** Something that can be done at any time. */
const act = (name: string, run: (world: OddWorld) => unknown): Act => ({ check: () => true, run: async (_model, world) => { await run(world) }, toString: () => name })

const acts = fc.commands<object, OddWorld, false>([
  fc.nat({ max: 2 }).map((order) => act(`submit ${String(order)}`, (world) => world.submit(order))),
  fc.integer({ min: 1, max: 25 }).map((count) => act(`${String(count)} steps`, (world) => world.steps(count))),
  fc.integer({ min: 1, max: 25 }).map((count) => act(`${String(count)} steps more`, (world) => world.steps(count))),
  fc.constant(act('undo', (world) => world.undo())),
  fc.constant(act('wake', (world) => { world.wake() })),
  fc.constant(act('ask now', (world) => world.askNow())),
  fc.constant(act('crash', (world) => { world.crash() })),
  fc.constant(act('start', (world) => { world.start() }))
], { maxCommands: 25, size: 'max' })

it('in whatever order things happen, one request of an order is under way at most, its commands keep their order, and each is done once or refused', async () => {
  const test = await testStorage()
  await fc.assert(fc.asyncProperty(fc.scheduler(), acts, fc.array(fc.constantFrom(...fortunes), { maxLength: 10 }), async (scheduler, done, given) => {
    const world = new OddWorld(test, scheduler, given)
    await world.fill(3)
    world.start()
    await fc.asyncModelRun(() => ({ model: {}, real: world }), done)
    await world.settle()
    await world.judge()
  }), { numRuns: 40 })
})
