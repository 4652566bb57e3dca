import { expect, it } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { holdsOf, type KeptCount } from '../../../electron/outbox/holds.ts'
import type { Hold } from '../../../electron/outbox/standstills.ts'

const one = 1 as ConnectionId // a number of this test's own
const rows: readonly (readonly [why: Hold, kept: KeptCount | null, says: number | null])[] = [
  ['offline', { toSend: 2, unknown: 1 }, 3], ['needs_authorization', { toSend: 0, unknown: 1 }, 1], ['throttled', { toSend: 0, unknown: 4 }, 4],
  // It is still asked about what is unknown.
  ['failing', { toSend: 2, unknown: 1 }, 2], ['failing', { toSend: 0, unknown: 1 }, null],
  ['offline', { toSend: 0, unknown: 0 }, null], ['offline', null, null]
]
it.each(rows)('a store that is %s and has %o keeps %s', (why, kept, says) => {
  expect(holdsOf([{ connectionId: one, why, until: 7 }], new Map(kept === null ? [] : [[one, kept]]))).toEqual(says === null ? [] : [{ connectionId: one, why, until: 7, kept: says }])
})
