import { expect, it } from 'vitest'
import { ReadingPace } from '../../../electron/orders/reading-pace.ts'

/** A pace that two pages of 500 orders have shown, written in 40 ms and read in so long. */
function shown(trips: readonly [number, number], reading = 30): ReadingPace {
  const pace = new ReadingPace()
  pace.wrote(40, 500)
  for (const trip of trips) pace.came(trip, reading, 500)
  return pace
}

it('one page at a time goes before anything is known, and where answers come as fast as pages are taken in', () => {
  expect(new ReadingPace().wide(500, 6)).toBe(1)
  expect(shown([50, 50]).wide(500, 6)).toBe(1)
})

it('several go side by side where answers are long in coming, as many as may', () => {
  expect(shown([400, 400]).wide(500, 9)).toBe(6)
  expect(shown([400, 400]).wide(500, 4)).toBe(4)
  // Smaller pages are less work.
  expect(shown([100, 100]).wide(250, 6)).toBe(3)
})

it('one answer that was long in coming says nothing', () => {
  expect(shown([20, 4000]).wide(500, 6)).toBe(1)
})

it('the longer of reading and writing counts', () => {
  expect(shown([400, 400], 120).wide(500, 9)).toBe(2)
})

it('it never becomes less, and nothing is known of writing before something was written', () => {
  const pace = shown([400, 400])
  expect(pace.wide(500, 9)).toBe(6)
  for (let i = 0; i < 2; i++) pace.came(10, 300, 500)
  expect(pace.wide(500, 9)).toBe(6)
  const unwritten = new ReadingPace()
  for (let i = 0; i < 2; i++) unwritten.came(400, 1, 500)
  expect(unwritten.wide(500, 6)).toBe(1)
  const empty = new ReadingPace()
  empty.wrote(0, 0)
  for (let i = 0; i < 2; i++) empty.came(400, 0, 0)
  expect(empty.wide(500, 6)).toBe(6)
})
