import { describe, expect, it } from 'vitest'
import { EvenClock } from '../../../electron/platform/even-clock.ts'

const noon = 1_800_000_000_000
const hour = 3_600_000

/** A computer: time passes on both of its clocks, one of them can be set. */
function computer() {
  const clocks = { wall: noon, steady: 17.25 }
  return {
    clock: new EvenClock(() => Math.floor(clocks.wall), () => clocks.steady),
    pass: (ms: number) => {
      clocks.wall += ms
      clocks.steady += ms
    },
    set: (by: number) => { clocks.wall += by }
  }
}

describe('the even clock', () => {
  it('goes as the computer’s does, in whole milliseconds', () => {
    const { clock, pass } = computer()
    expect(clock.now()).toBe(noon)
    pass(1234.5)
    expect(clock.now()).toBe(noon + 1234)
    expect(clock.follow()).toBe(0)
  })

  it.each([hour, -hour, 365 * 24 * hour, -365 * 24 * hour])('is not moved where the other is set by %i ms, until it follows and says so', (by) => {
    const { clock, pass, set } = computer()
    set(by)
    pass(5000)
    expect(clock.now()).toBe(noon + 5000)
    expect(clock.follow()).toBe(by)
    expect(clock.now()).toBe(noon + by + 5000)
    expect(clock.follow()).toBe(0)
  })

  it('does not follow clocks that are only not quite alike', () => {
    const { clock, set } = computer()
    for (const by of [900, -1800]) {
      set(by)
      expect(clock.follow()).toBe(0)
      expect(clock.now()).toBe(noon)
    }
  })
})
