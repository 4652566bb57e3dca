import type { OutboxSummary } from '../../../electron/contract/schemas.ts'

export type OutboxTab = 'now' | 'today' | 'all'
export type OutboxSection = 'needs_you' | 'unknown' | 'waiting' | 'sending' | 'done' | 'all'

/** A line of the outbox: the head of a group, or the command at a place of its group. */
export type OutboxLine = { readonly kind: 'head'; readonly section: OutboxSection; readonly count: number } | { readonly kind: 'command'; readonly section: OutboxSection; readonly index: number }

/** How many commands are still to be dealt with, by Packbench or by a person. */
export function openCount(summary: OutboxSummary): number {
  return summary.needsYou + summary.unknown + summary.waiting + summary.due + summary.sending
}

/** Which groups a tab shows: by how much they need a person. */
function sectionsOf(tab: OutboxTab, summary: OutboxSummary): ReadonlyArray<{ readonly section: OutboxSection; readonly count: number }> {
  switch (tab) {
    case 'all': return [{ section: 'all', count: summary.all }]
    case 'today': return [{ section: 'done', count: summary.doneToday }]
    case 'now': return [
      { section: 'needs_you', count: summary.needsYou }, { section: 'unknown', count: summary.unknown }, { section: 'waiting', count: summary.waiting },
      { section: 'sending', count: summary.due + summary.sending }, { section: 'done', count: summary.doneToday }
    ]
  }
}

/** The lines of a tab, found by their number; a tab of one group needs no head. */
export interface OutboxLines {
  readonly count: number
  at(line: number): OutboxLine | undefined
}

/** The lines of a tab by the counts of its groups; groups without commands have none. */
export function outboxLinesOf(tab: OutboxTab, summary: OutboxSummary): OutboxLines {
  const head = tab === 'now' ? 1 : 0
  let line = 0
  const blocks = sectionsOf(tab, summary).filter(({ count }) => count > 0).map(({ section, count }) => {
    const block = { section, count, line }
    line += count + head
    return block
  })
  return {
    count: line,
    at(wanted) {
      const block = wanted >= 0 && wanted < line ? blocks.findLast((one) => one.line <= wanted) : undefined
      if (block === undefined) return undefined
      const inside = wanted - block.line - head
      return inside < 0 ? { kind: 'head', section: block.section, count: block.count } : { kind: 'command', section: block.section, index: inside }
    }
  }
}
