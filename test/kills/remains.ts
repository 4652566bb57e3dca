import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const moments = ['sending', 'reading', 'idle'] as const
/** What the outbox was doing when it was killed: sending (perhaps reading beside it), only reading back, or neither. */
export type Moment = (typeof moments)[number]

/**
 * Looks at what a killed Packbench left, in a copy: looking itself would tidy up.
 * @returns what it was doing; how many commands were ever of unknown outcome, how many of those were found done, how many were sent again; whether the file is whole
 */
export function remainsOf(folder: string): { readonly moment: Moment; readonly unknown: number; readonly foundDone: number; readonly sentAgain: number; readonly whole: boolean } {
  const copy = join(folder, 'remains.db')
  for (const suffix of ['', '-wal']) {
    rmSync(copy + suffix, { force: true })
    if (existsSync(join(folder, `packbench.db${suffix}`))) copyFileSync(join(folder, `packbench.db${suffix}`), copy + suffix)
  }
  const db = new DatabaseSync(copy)
  try {
    const underWay = db.prepare('SELECT DISTINCT kind FROM attempts WHERE ended_at IS NULL').all().map(({ kind }) => kind)
    const count = (condition: string): number => Number(db.prepare(`SELECT count(DISTINCT command_id) AS n FROM history WHERE ${condition}`).get()?.['n'] ?? 0)
    return {
      moment: underWay.includes('send') ? 'sending' : underWay.length > 0 ? 'reading' : 'idle',
      unknown: count("kind = 'command_unknown'"), foundDone: count("kind = 'command_seen_done'"), sentAgain: count("kind = 'command_due' AND json_extract(params, '$.reason') = 'not_applied'"),
      whole: db.prepare('PRAGMA integrity_check').get()?.['integrity_check'] === 'ok'
    }
  } finally {
    db.close()
  }
}
