import { expect, it } from 'vitest'
import { Slots } from '../../../electron/outbox/slots.ts'

it('lets so many at once, the others in the order of coming, also where one fails', async () => {
  const slots = new Slots(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const works = [1, 2, 3, 4].map((n) => slots.use(async () => {
    begun.push(n)
    await new Promise<void>((resolve) => { ends[n] = resolve })
    if (n === 1) throw new Error('lost')
    return n
  }))
  const first = expect(works[0]).rejects.toThrow('lost')
  expect(begun).toEqual([1, 2])
  ends[1]?.()
  await first
  expect(begun).toEqual([1, 2, 3])
  ends[2]?.()
  expect(await works[1]).toBe(2)
  expect(begun).toEqual([1, 2, 3, 4])
  ends[3]?.()
  ends[4]?.()
  expect(await Promise.all(works.slice(2))).toEqual([3, 4])
})
