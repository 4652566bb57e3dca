import type { Attempt, CommandStory, HistoryEntry } from '../../../electron/contract/schemas.ts'

/** A read-back that left the command where it was has no entry of its own in the history: here it becomes one. */
const entryOf = ({ id, endedAt, outcome, detail, requestId }: Attempt): HistoryEntry => ({
  // Below zero, so that it never meets the number of a real entry.
  id: -id, at: endedAt ?? 0, kind: 'command_read', actor: null,
  params: { reason: outcome ?? '', ...(detail === null ? {} : outcome === 'ok' ? { seen: detail } : { message: detail }), ...(requestId === null ? {} : { requestId }) }
})

/** One list of two that are each in order, newest first: neither loses its own order, also where the clock was set back meanwhile. */
function between(reads: readonly HistoryEntry[], history: readonly HistoryEntry[]): HistoryEntry[] {
  const lines: HistoryEntry[] = []
  let next = 0
  for (const entry of history) {
    for (let read = reads[next]; read !== undefined && read.at >= entry.at; read = reads[next]) {
      lines.push(read)
      next += 1
    }
    lines.push(entry)
  }
  return [...lines, ...reads.slice(next)]
}

/** Everything that happened to a command, newest first: its history, in the order in which it was written, and between it each read-back that brought no news. */
export function storyLines({ history, attempts }: Pick<CommandStory, 'history' | 'attempts'>): readonly HistoryEntry[] {
  const told = new Set(history.filter(({ kind }) => kind.startsWith('command_')).map(({ at }) => at))
  const reads = attempts.filter(({ kind, endedAt }) => kind === 'read' && endedAt !== null && !told.has(endedAt)).map(entryOf)
  return between(reads, history)
}
