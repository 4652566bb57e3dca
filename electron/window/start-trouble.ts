import { Trouble } from '../contract/result.ts'

/** The window is not there yet, so these few sentences cannot come from its catalogue. */
const sentences: Readonly<Record<string, string>> = {
  storage_newer: 'This data was written by a newer Packbench. Nothing was changed. Start the newer version, or update this one.',
  storage_locked: 'The data is in use by another program. Nothing was changed. Close the other program and start again.',
  storage_read_only: 'The data folder cannot be written. Nothing was changed. Give yourself the right to write there and start again.',
  storage_full: 'The disk is full. Nothing was lost. Make room and start again.',
  storage_io: 'The disk does not give or take the data: it may be failing, no longer connected, or your share of it used up. Nothing was changed. See to the disk and start again.',
  storage_missing: 'The data file is gone or empty, and no backup of it is good. Nothing was touched. Put packbench.db or a good backup back into the data folder. To begin anew instead, move everything out of that folder.',
  storage_cannot_open: 'The data folder cannot be opened. Nothing was changed. Check that the folder exists and that you may write there.',
  storage_damaged: 'The data file is damaged, and no backup of it is good. It was left as it is. Put a copy of the data folder aside before you do anything else.',
  backups_read_only: 'The data has to be changed for this version, and no backup can be made before: the folder of the backups cannot be written. Nothing was changed. Give yourself the right to write there and start again.'
}

/** What to tell a person when the program cannot start. */
export function startTroubleText(error: unknown): string {
  if (error instanceof Trouble) return `${sentences[error.code] ?? error.code}${error.detail === undefined ? '' : `\n\n${error.detail}`}`
  return `Packbench could not start. Nothing was changed.\n\n${error instanceof Error ? error.message : String(error)}`
}
