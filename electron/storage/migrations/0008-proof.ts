/** What of a database is needed here. */
interface Database {
  exec: (sql: string) => void
  prepare: (sql: string) => { iterate: () => Iterable<Record<string, unknown>>; run: (...values: (string | number | null)[]) => unknown }
}

const columns = ['id', 'at', 'kind', 'params', 'connection_id', 'order_id', 'command_id', 'actor'] as const

/**
 * The history becomes a chain: each entry gets a hash over its content and the hash of the entry before. What is there is sealed
 * as it stands. Recipients can be erased order by order, and with them what a settled command said to them.
 * @param sha256 of a text's UTF-8, in hexadecimal
 */
export function proof(database: Database, sha256: (text: string) => string): void {
  database.exec(`
CREATE TABLE history_sealed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  connection_id INTEGER REFERENCES connections (id),
  order_id INTEGER REFERENCES orders (id),
  command_id INTEGER REFERENCES commands (id),
  kind TEXT NOT NULL,
  params TEXT NOT NULL CHECK (json_valid(params)),
  actor TEXT,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT`)
  const insert = database.prepare(`INSERT INTO history_sealed (${columns.join(', ')}, hash) VALUES (${columns.map(() => '?').join(', ')}, ?)`)
  let hash = '0'.repeat(64)
  for (const row of database.prepare(`SELECT ${columns.join(', ')} FROM history ORDER BY id`).iterate()) {
    const content = columns.map((name) => row[name] as string | number | null) // a strict table: nothing else is in these columns
    hash = sha256(JSON.stringify([hash, ...content]))
    insert.run(...content, hash)
  }
  database.exec(`
DROP TABLE history;
ALTER TABLE history_sealed RENAME TO history;
CREATE INDEX history_of_order ON history (order_id, id);
CREATE INDEX history_of_command ON history (command_id, id) WHERE command_id IS NOT NULL;
CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;

-- When what an order told of people was erased, because it is so long ago: no answer brings it back.
ALTER TABLE orders ADD COLUMN erased_at INTEGER;
CREATE INDEX orders_erased ON orders (erased_at) WHERE erased_at IS NOT NULL;
-- Wide enough that looking for what is long ago never touches the rows themselves.
DROP INDEX orders_by_change;
CREATE INDEX orders_by_change ON orders (connection_id, last_updated, ordered_at, lane, erased_at);

DROP TRIGGER commands_keep_their_intent;
CREATE TRIGGER commands_keep_their_intent BEFORE UPDATE OF order_id, kind, intent, created_at ON commands
WHEN old.order_id <> new.order_id OR old.kind <> new.kind OR old.created_at <> new.created_at
  OR (old.intent <> new.intent AND (old.settled_at IS NULL OR new.intent <> json_set(old.intent, '$.note', NULL))) BEGIN
  SELECT raise(ABORT, 'a command is never rewritten');
END;`)
}
