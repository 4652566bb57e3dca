import { isAsOpened } from './last-look.ts'
import { logState, toldOfLog } from './log-state.ts'

/** What was in the log and not yet in the file itself is lost. */
export interface LostLog {
  /** Whether what can still be read of the log belongs to the file; it may be older than what the file has. */
  readonly isUsable: boolean
}

/**
 * Whether a database that was not closed has lost what was written last: its log is damaged in the middle, or nothing of it is left
 * that can be read. What a power cut takes is none of that, nor is a log that another program has brought into the file: that
 * changes the file.
 * @returns `null` where nothing is lost that anybody knows of
 */
export function lostLog(file: string): LostLog | null {
  const { is, frames, salts } = logState(file)
  if (is === 'whole') return null
  const told = toldOfLog(file)
  if (is === 'broken') return { isUsable: frames > (told !== null && told.salts === salts ? told.filed : 0) }
  // While it is open there is always something in the log that the file does not have, as long as the file has not changed.
  const isLost = isAsOpened(file) || (is === 'gone' && told !== null && told.written > told.filed)
  return isLost ? { isUsable: false } : null
}
