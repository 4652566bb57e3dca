import { expect, it } from 'vitest'
import { momentOf } from '../../../electron/domain/joom-moment.ts'

const ten = Date.UTC(2026, 10, 20, 10)

it.each(['2026-11-20T10:00:00', '2026-11-20 10:00:00', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.123', '2026-11-20T10:00', '2026-11-20T13:00:00+03:00', '11-20-2026T10:00:00', '11-20-2026 07:30-0230'])('%s names an hour', (text) => {
  expect(momentOf(text)).toEqual({ at: ten, withHour: true })
})
it.each(['2026-11-20', '11-20-2026'])('%s names a day', (text) => { expect(momentOf(text)).toEqual({ at: Date.UTC(2026, 10, 20), withHour: false }) })
it.each(['', 'yesterday', '2026-02-31', '20-11-2026', '20.11.2026', '2026-11-20T25:00:00'])('%j is not guessed at', (text) => { expect(momentOf(text)).toBeNull() })
