import type { OutboxRow } from '../../electron/contract/schemas.ts'
import type { LogEntry } from '../../electron/rehearsal/request-log.ts'
import { askedBy, askedIn, nameOf } from './asked.ts'

export interface Judgement {
  readonly commands: number
  readonly applied: number
  /** Stand in front of a person: Joom said no, or has something else. */
  readonly refused: number
  readonly conflicts: number
  readonly appliedTwice: number
  readonly missing: number
  /** Every breach of the promise, in words: those above, and those that have no number. */
  readonly breaches: readonly string[]
}

/**
 * Compares what Packbench says became of everything that was confirmed with what the server's log says was done.
 * @param confirmed what Packbench has said it took on, by `nameOf`
 * @param rows every command, at the end
 */
export function judge(confirmed: ReadonlySet<string>, rows: readonly OutboxRow[], log: readonly LogEntry[]): Judgement {
  const done = new Map<string, number>()
  const breaches: string[] = []
  for (const entry of log) {
    const asked = askedIn(entry)
    if (!asked) continue
    const name = nameOf(asked)
    const times = done.get(name) ?? 0
    if (times > 0) breaches.push(`${name}: asked for again after it was done (${entry.outcome})`)
    if (entry.outcome === 'done') done.set(name, times + 1)
  }
  // An order that was refunded elsewhere needs no refund of ours.
  const refundedElsewhere = new Set(log.flatMap(({ kind, outcome, orderId }) => (kind === 'joom' || (kind === 'panel' && outcome === 'refund') ? [`refund ${orderId ?? ''}`] : [])))
  const known = new Map(rows.map((row) => [nameOf(askedBy(row)), row]))
  const gone = [...confirmed].filter((name) => !known.has(name))
  const unasked = [...done.keys()].filter((name) => !known.has(name))
  const lost: string[] = []
  for (const [name, { state, trouble }] of known) {
    const times = done.get(name) ?? 0
    if (state === 'done' && times === 0 && !refundedElsewhere.has(name)) lost.push(name)
    else if (state === 'refused' && times > 0) breaches.push(`${name}: shown as refused (${trouble?.code ?? ''}), and done`)
    else if (state === 'conflict' && trouble?.code === 'refund_not_seen' && times > 0) breaches.push(`${name}: shown as not seen, and done`)
    else if (state !== 'done' && state !== 'refused' && state !== 'conflict') breaches.push(`${name}: ends as ${state}`)
  }
  const twice = [...done].filter(([, times]) => times > 1).map(([name]) => name)
  breaches.push(...gone.map((name) => `${name}: confirmed, and nothing is known of it`), ...unasked.map((name) => `${name}: done, and never confirmed`), ...lost.map((name) => `${name}: shown as done, and missing at Joom`), ...twice.map((name) => `${name}: applied twice`))
  const count = (state: OutboxRow['state']): number => rows.filter((row) => row.state === state).length
  return { commands: rows.length, applied: [...done.values()].reduce((sum, times) => sum + times, 0), refused: count('refused'), conflicts: count('conflict'), appliedTwice: twice.length, missing: gone.length + lost.length, breaches }
}
