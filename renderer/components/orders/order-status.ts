import { ArrowLeftRight, Ban, CircleCheck, CircleDashed, CircleQuestionMark, CircleX, Clock, FileDown, FileText, FileWarning, FileX, Hand, LoaderCircle, Printer, Send, Unplug } from '@lucide/vue'
import type { Component } from 'vue'
import type { OrderRow } from '../../../electron/contract/schemas.ts'
import { assertNever } from '../../../electron/domain/assert-never.ts'
import { isHeld } from './chosen.ts'

/** Where an order stands for us: a word of the catalogue (`orders.status.<word>`), its icon and its tone. */
export interface OrderStatus {
  readonly word: 'to_print' | 'in_run' | 'saved' | 'printed' | 'leaving' | 'kept' | 'sending' | 'unknown' | 'refused' | 'conflict' | 'shipped' | 'refunded' | 'review' | 'other' | 'unreadable' | 'gone' | 'disconnected'
  readonly icon: Component
  readonly tone: 'plain' | 'good' | 'live' | 'warn' | 'bad'
}

/** A command that is under way says more than Joom's state; then Joom's state; then the paper. */
export function orderStatus(row: Pick<OrderRow, 'readable' | 'gone' | 'command' | 'state' | 'printedAt' | 'savedAt' | 'runId' | 'disconnected'>): OrderStatus {
  if (row.gone) return { word: 'gone', icon: FileX, tone: 'bad' }
  if (!row.readable) return { word: 'unreadable', icon: FileWarning, tone: 'bad' }
  if (row.command !== null && isHeld(row)) {
    switch (row.command.state) {
      case 'waiting': return { word: 'leaving', icon: Send, tone: 'live' }
      case 'due': return { word: 'kept', icon: Clock, tone: 'live' }
      case 'sending': return { word: 'sending', icon: LoaderCircle, tone: 'live' }
      case 'unknown': return { word: 'unknown', icon: CircleQuestionMark, tone: 'live' }
      case 'refused': return { word: 'refused', icon: CircleX, tone: 'bad' }
      case 'conflict': return { word: 'conflict', icon: ArrowLeftRight, tone: 'warn' }
      case 'done': case 'undone': case 'closed': break
      default: return assertNever(row.command.state)
    }
  }
  switch (row.state) {
    case 'SHIPPED': return { word: 'shipped', icon: CircleCheck, tone: 'good' }
    case 'REFUNDED': return { word: 'refunded', icon: Ban, tone: 'plain' }
    case 'REQUIRE_REVIEW': return { word: 'review', icon: Hand, tone: 'warn' }
    case 'OTHER': return { word: 'other', icon: CircleQuestionMark, tone: 'warn' }
    case 'APPROVED': return row.disconnected ? { word: 'disconnected', icon: Unplug, tone: 'plain' } : paperOf(row)
    default: return assertNever(row.state)
  }
}

/** What became of its paper. Saved is not printed, and what is at a printer is not yet good. */
function paperOf({ printedAt, savedAt, runId }: Pick<OrderRow, 'printedAt' | 'savedAt' | 'runId'>): OrderStatus {
  if (printedAt !== null) return { word: 'printed', icon: FileText, tone: 'plain' }
  if (savedAt !== null) return { word: 'saved', icon: FileDown, tone: 'plain' }
  return runId === null ? { word: 'to_print', icon: CircleDashed, tone: 'plain' } : { word: 'in_run', icon: Printer, tone: 'plain' }
}
