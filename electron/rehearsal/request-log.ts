import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Millis } from './store-order.ts'

export const logTable = `
  CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, request_id TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL,
    status INTEGER NOT NULL, fault TEXT, order_id TEXT, parameters TEXT NOT NULL, outcome TEXT NOT NULL
  ) STRICT;`

/** What a request was for. `joom`: no request, but something Joom did to an order by itself; `panel`: what a person did in Joom's panel. */
export type LogKind = 'read' | 'change' | 'token' | 'joom' | 'panel'

/** One request and what became of it: the truth that a test compares with what the client believes. */
export interface LogEntry {
  readonly at: Millis
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly kind: LogKind
  /** The HTTP status that was sent; 0 where the connection was cut without an answer. */
  readonly status: number
  readonly fault: string | null
  readonly orderId: string | null
  /** Without tokens, codes and secrets. */
  readonly parameters: Readonly<Record<string, string>>
  /** `done`: accepted, and changed where it was a change. `refused CODE`: nothing changed. `fault`: struck before anything was done. */
  readonly outcome: string
}

const keptReads = 5000

/** What the rehearsal was asked and what it did, on the disk: what tests and kills are judged by. */
export class RequestLog {
  readonly #db: DatabaseSync
  readonly #insert: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#insert = db.prepare('INSERT INTO log (at, request_id, method, path, kind, status, fault, order_id, parameters, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  }

  /** Writes an entry, inside the transaction of the change it tells of. Old readings are forgotten, changes never. */
  add(entry: LogEntry): void {
    const { lastInsertRowid } = this.#insert.run(entry.at, entry.requestId, entry.method, entry.path, entry.kind, entry.status, entry.fault, entry.orderId, JSON.stringify(entry.parameters), entry.outcome)
    if (Number(lastInsertRowid) % 100 === 0) this.#db.prepare("DELETE FROM log WHERE kind = 'read' AND id <= ?").run(Number(lastInsertRowid) - keptReads)
  }

  /** Oldest first. */
  all(): LogEntry[] {
    return this.#db.prepare('SELECT * FROM log ORDER BY id').all().map(entryOf)
  }

  /** The newest requests, newest first. */
  latest(count: number): LogEntry[] {
    return this.#db.prepare("SELECT * FROM log WHERE kind NOT IN ('joom', 'panel') ORDER BY id DESC LIMIT ?").all(count).map(entryOf)
  }
}

function entryOf(row: Record<string, unknown>): LogEntry {
  // The columns are written by `add` alone, and the table is strict.
  const { at, request_id: requestId, method, path, kind, status, fault, order_id: orderId, parameters, outcome } = row as unknown as {
    at: number; request_id: string; method: string; path: string; kind: LogKind; status: number; fault: string | null; order_id: string | null; parameters: string; outcome: string
  }
  return { at, requestId, method, path, kind, status, fault, orderId, parameters: JSON.parse(parameters) as Record<string, string>, outcome }
}
