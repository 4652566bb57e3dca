import { describe, expect, it } from 'vitest'
import { readHostStatuses } from '../../../electron/printing/host-status.ts'

const answer = (first: string, second: string): string => [first, second, '1234,0'].map((line) => `\u0002${line}\u0003\r\n`).join('')
const readHostStatus = (said: string) => readHostStatuses(said).statuses[0] ?? null
const calm = ['030,0,0,1245,000,0,0,0,000,0,0,0', '000,0,0,0,0,2,6,0,00000000,1,000'] as const

describe('what a label printer says of itself', () => {
  it('is nothing until the third line is whole', () => {
    const whole = answer(...calm)
    for (let length = 0; length < whole.length - 2; length++) expect(readHostStatus(whole.slice(0, length))).toBeNull()
    expect(readHostStatus(whole)).toEqual({ fault: null, toPrint: 0 })
  })

  it.each([
    ['paper_out', '030,1,0,1245,000,0,0,0,000,0,0,0', calm[1]], ['paused', '030,0,1,1245,000,0,0,0,000,0,0,0', calm[1]], ['head_open', calm[0], '000,0,1,0,0,2,6,0,00000000,1,000'], ['ribbon_out', calm[0], '000,0,0,1,1,2,6,0,00000000,1,000'],
    ['too_cold', '030,0,0,1245,000,0,0,0,000,0,1,0', calm[1]], ['too_hot', '030,0,0,1245,000,0,0,0,000,0,0,1', calm[1]]
  ] as const)('names %s', (fault, first, second) => {
    expect(readHostStatus(answer(first, second))).toMatchObject({ fault })
  })

  it.each([
    ['nothing', '', ''], ['words', 'HELLO', 'ERROR 42'], ['too few values', '030,0,0', '000,0,0,0'], ['letters for numbers', '030,x,0,1245,abc,0,0,0,000,0,0,0', calm[1]], ['something negative', '030,0,0,1245,-04,0,0,0,000,0,0,0', calm[1]]
  ])('is not known from %s: that is no printer that has nothing left to print', (_, first, second) => {
    expect(readHostStatus(answer(first, second))).toBeNull()
  })

  it('names what a person sees to first: an open printer is paused and without paper too', () => {
    expect(readHostStatus(answer('030,1,1,1245,000,0,0,0,000,0,0,0', '000,0,1,0,0,2,6,0,00000000,1,000'))).toMatchObject({ fault: 'head_open' })
  })

  it('counts what waits, what is half received, and what is being printed', () => {
    expect(readHostStatus(answer('030,0,0,1245,004,0,0,1,000,0,0,0', '000,0,0,0,0,2,6,0,00000002,1,000'))).toEqual({ fault: null, toPrint: 6 })
  })

  it('is each answer of several, one after the other; what is not whole yet is kept', () => {
    const busy = answer('030,0,0,1245,004,0,0,0,000,0,0,0', calm[1])
    const all = answer(...calm) + busy + answer(...calm)
    for (let length = 0; length <= all.length; length++) {
      const first = readHostStatuses(all.slice(0, length))
      const then = readHostStatuses(first.rest + all.slice(length))
      expect([...first.statuses, ...then.statuses].map(({ toPrint }) => toPrint)).toEqual([0, 4, 0])
    }
  })

  it('is found behind lines of something else', () => {
    expect(readHostStatuses(`\u0002HELLO\u0003\r\n${answer(...calm)}`).statuses).toEqual([{ fault: null, toPrint: 0 }])
  })
})
