import { expect, it } from 'vitest'
import { logLine } from '../../../electron/platform/log-line.ts'

it('is one line in which nothing steers a terminal, and says the same when it is read', () => {
  const entry = { part: 'outbox', what: 'a\nb', about: 'red \u001b[31m, \u009b31m, \u202egnp.exe\u202c, \u2066x, \u2028, \u007f' }
  const line = logLine(entry)
  expect(line).toMatch(/^[\x20-\x7e]+$/)
  expect(JSON.parse(line)).toEqual(entry)
})
