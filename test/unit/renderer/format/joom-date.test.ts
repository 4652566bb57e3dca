import { describe, expect, it } from 'vitest'
import { parseJoomDate } from '../../../../renderer/format/joom-date.ts'

describe('parseJoomDate', () => {
  it.each(['2026-11-20T10:00:00', '2026-11-20 10:00:00', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.123', '2026-11-20T10:00:00+00:00', '2026-11-20T10:00'])('reads %s as UTC', (text) => {
    expect(parseJoomDate(text)).toEqual({ at: Date.UTC(2026, 10, 20, 10), withHour: true })
  })
  it('reads a bare day', () => { expect(parseJoomDate('2026-11-20')).toEqual({ at: Date.UTC(2026, 10, 20), withHour: false }) })
  it.each(['', 'yesterday', '2026-02-31', '2026-13-01', '20.11.2026', '2026-11-20T25:00:00', '2026-11-20T10:00:00+03:00'])('does not guess at %j', (text) => { expect(parseJoomDate(text)).toBeNull() })
})
