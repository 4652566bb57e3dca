import type { Violation } from './judge.ts'

export interface AttemptRow { readonly command_id: number; readonly command: string; readonly kind: 'send' | 'read'; readonly outcome: string | null; readonly answered: number }

/** What may have been done at Joom without that being known. What was turned away may be the second delivery of what was done. */
const lost = new Set([null, 'unknown', 'interrupted'])
const turnedAway = new Set<string | null>(['unauthorized', 'throttled'])

/**
 * Whether anything was sent again blindly.
 * @param attempts of one store, in their order; the names of their commands begin with the kind
 * @param saidAgain how often a person has said of a command that it is to be sent again
 */
export function judgeAttempts(attempts: readonly AttemptRow[], saidAgain: (command: number) => number): Violation[] {
  const found: Violation[] = []
  for (const [id, mine] of Map.groupBy(attempts, ({ command_id }) => command_id)) {
    let unread = false
    let open = false
    let again = 0
    for (const { kind, outcome, answered } of mine) {
      if (kind === 'read') {
        if (outcome === 'ok') unread = false
        continue
      }
      if (unread) found.push({ rule: 'nothing is sent again unread', what: `command ${String(id)} (${mine[0]!.command}) was sent again before its order was read` })
      if (open) again++
      unread = open = lost.has(outcome) || (turnedAway.has(outcome) && answered === 1)
    }
    if (mine[0]!.command.startsWith('refund') && again > saidAgain(id)) found.push({ rule: 'no refund is sent again unasked', what: `command ${String(id)} (${mine[0]!.command}) was sent again ${String(again)} times after its answer was lost, and a person had said so ${String(saidAgain(id))} times` })
  }
  return found
}
