import { expect, it } from 'vitest'
import { breathe } from '../../../electron/joom/breathe.ts'

it('of works side by side one goes on at a time, and the rest of the program has its turn in between', async () => {
  let turn = 0
  let going = true
  const count = (): void => {
    turn++
    if (going) setImmediate(count)
  }
  setImmediate(count)
  const steps: number[] = []
  const work = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) {
      await breathe()
      steps.push(turn)
    }
  }
  await Promise.all([work(), work(), work()])
  going = false
  expect(steps).toHaveLength(15)
  expect(new Set(steps).size).toBe(15)
})
