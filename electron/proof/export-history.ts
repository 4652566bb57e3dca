import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { ExportFormat, ProvedEntry } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import { csvLine } from './csv.ts'

/** Where the entries come from: see `HistoryProof`. */
export interface HistorySource {
  span(from: Millis | null, to: Millis | null): Promise<{ readonly first: number; readonly last: number } | null>
  page(after: number, last: number, limit: number): Promise<readonly ProvedEntry[]>
}

/** Entries that are held at once: whoever wants something meanwhile waits a few milliseconds. */
const step = 500

/** Names and order of what is written of an entry; `time` is `at` as a person reads it. */
const fields = ['id', 'at', 'time', 'kind', 'params', 'connectionId', 'orderId', 'commandId', 'actor', 'previous', 'hash', 'store', 'order'] as const
const row = ({ id, at, kind, params, connectionId, orderId, commandId, actor, previous, hash, store, order }: ProvedEntry): Readonly<Record<typeof fields[number], string | number | null>> =>
  ({ id, at, time: new Date(at).toISOString(), kind, params, connectionId, orderId, commandId, actor, previous, hash, store, order })

function cellsOf(entry: ProvedEntry): readonly (string | number | null)[] {
  const cells = row(entry)
  return fields.map((name) => cells[name])
}

/** How a file begins, what is written of each entry, how it ends. */
const formats: Readonly<Record<ExportFormat, { readonly head: string; readonly line: (entry: ProvedEntry, isFirst: boolean) => string; readonly tail: string }>> = {
  // With the mark of UTF-8, without which spreadsheets take it for something else.
  csv: { head: `\uFEFF${csvLine(fields)}`, line: (entry) => csvLine(cellsOf(entry)), tail: '' },
  json: { head: '[', line: (entry, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(row(entry))}`, tail: '\n]\n' }
}

/**
 * Writes the history of a span of time to a file, from the first entry of the span to the last without leaving one out, each
 * with its hash and the one before it. A few hundred entries are in memory at a time. The file is there whole or not at all.
 * @returns how many entries
 * @throws Trouble `export_failed` with the system's words; what was at the path before is as it was
 */
export async function exportHistory(source: HistorySource, path: string, { format, from, to }: { readonly format: ExportFormat; readonly from: Millis | null; readonly to: Millis | null }): Promise<number> {
  const span = await source.span(from, to)
  const { head, line, tail } = formats[format]
  const beside = join(dirname(path), `.${randomUUID()}.part`)
  let written = 0
  try {
    const file = await open(beside, 'wx')
    try {
      await file.appendFile(head)
      let after = span === null ? 0 : span.first - 1
      while (span !== null && after < span.last) {
        const entries = await source.page(after, span.last, step)
        const last = entries.at(-1)
        if (last === undefined) break
        await file.appendFile(entries.map((entry, i) => line(entry, written + i === 0)).join(''))
        written += entries.length
        after = last.id
      }
      await file.appendFile(tail)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (cause) {
    await rm(beside, { force: true })
    if (cause instanceof Trouble) throw cause
    throw new Trouble({ code: 'export_failed', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
  return written
}
