import type { IppAttributes } from './ipp.ts'
import type { JobState } from './printers.ts'

/** `job-state` as IPP numbers it. */
const states: Readonly<Record<number, JobState['state']>> = { 3: 'queued', 4: 'held', 5: 'printing', 6: 'stopped', 7: 'cancelled', 8: 'aborted', 9: 'done' }

/** Reasons that a person at the printer can do something about, in a few words. */
const words: Readonly<Record<string, string>> = {
  'media-empty': 'out of paper', 'media-needed': 'out of paper', 'media-jam': 'paper jam', 'cover-open': 'cover open', 'door-open': 'door open', 'toner-empty': 'out of toner', 'marker-supply-empty': 'out of ink or ribbon', 'offline': 'offline', 'connecting-to-device': 'cannot be reached yet', 'paused': 'paused'
}

/**
 * What a print server's answer about a job says.
 * @param stopped why its printer stands still, where it does; empty for no reason given
 */
export function jobStateOf(attributes: IppAttributes | null, stopped: string | null): JobState {
  if (attributes === null) return { state: 'untold', reason: null }
  const [state] = attributes['job-state'] ?? []
  const found = typeof state === 'number' ? states[state] : undefined
  if (found === undefined) return { state: 'untold', reason: null }
  const isOpen = found === 'queued' || found === 'printing' || found === 'stopped' || found === 'held'
  const named = (attributes['job-printer-state-reasons'] ?? []).flatMap((reason) => words[String(reason).replace(/-(report|warning|error)$/u, '')] ?? [])
  const said = String(attributes['job-printer-state-message']?.[0] ?? '')
  const reason = found === 'done' ? null : named.length > 0 ? named.join(', ') : said === '' ? null : said
  if (isOpen && stopped !== null && found !== 'held') return { state: 'stopped', reason: stopped === '' ? reason : stopped }
  return { state: found, reason }
}
