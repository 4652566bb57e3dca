/**
 * The life of a print run. A run has a state, and is handed to a printer in parts; the ledger has every sheet that was ever made,
 * with its copy number, where it went and what a person said of it. An order that was only saved as PDF was never printed: the
 * history tells which were.
 */
export const runs = `
ALTER TABLE print_runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'packing_slip';
ALTER TABLE print_runs ADD COLUMN state TEXT NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared', 'saved', 'printing', 'paused', 'cancelled', 'handed', 'unknown', 'stopped', 'good', 'discarded'));
ALTER TABLE print_runs ADD COLUMN state_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE print_runs ADD COLUMN actor TEXT;
ALTER TABLE print_runs ADD COLUMN copies INTEGER NOT NULL DEFAULT 1;
ALTER TABLE print_runs ADD COLUMN saved_at INTEGER;
-- Why it stands still, as a code with what its sentence needs.
ALTER TABLE print_runs ADD COLUMN trouble TEXT CHECK (trouble IS NULL OR json_valid(trouble));
-- What was printed by an older Packbench was marked as printed then. What was never handed over holds no order.
UPDATE print_runs SET state = CASE printed_via WHEN 'spooler' THEN 'good' WHEN 'file' THEN 'saved' ELSE 'discarded' END, state_since = coalesce(printed_at, created_at), saved_at = CASE printed_via WHEN 'file' THEN printed_at END;
CREATE INDEX print_runs_open ON print_runs (id) WHERE state NOT IN ('good', 'discarded');

-- What is handed to a printer at once: a span of pages of one of the run's files.
CREATE TABLE print_parts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES print_runs (id),
  file INTEGER NOT NULL,
  first_position INTEGER NOT NULL, last_position INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  first_page INTEGER NOT NULL, last_page INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  printer TEXT NOT NULL,
  job TEXT,
  -- handing: written before the printer is asked. What is so after a crash may have reached it.
  state TEXT NOT NULL CHECK (state IN ('handing', 'handed', 'queued', 'printing', 'held', 'stopped', 'done', 'untold', 'aborted', 'cancelled', 'refused', 'unknown')),
  reason TEXT,
  began_at INTEGER NOT NULL, handed_at INTEGER, ended_at INTEGER
) STRICT;
CREATE INDEX print_parts_of_run ON print_parts (run_id, id);

CREATE TABLE print_ledger (
  run_id INTEGER NOT NULL REFERENCES print_runs (id),
  position INTEGER NOT NULL,
  copy INTEGER NOT NULL DEFAULT 1,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  content_hash TEXT NOT NULL,
  -- Which of the run's files it stands in, from 1, and on which pages.
  file INTEGER NOT NULL DEFAULT 1,
  page INTEGER NOT NULL DEFAULT 1, pages INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'saved', 'handing', 'handed', 'unknown', 'good', 'spoiled', 'discarded')),
  part_id INTEGER REFERENCES print_parts (id),
  printer TEXT, handed_at INTEGER,
  PRIMARY KEY (run_id, position, copy)
) STRICT, WITHOUT ROWID;
INSERT INTO print_ledger (run_id, position, order_id, content_hash, page, state, printer, handed_at)
  SELECT sheet.run_id, sheet.position, sheet.order_id, sheet.content_hash, coalesce((SELECT json_extract(said.value, '$.page') FROM json_each(run.run, '$.sheets') AS said WHERE json_extract(said.value, '$.position') = sheet.position), 1),
    CASE run.state WHEN 'good' THEN 'good' WHEN 'saved' THEN 'saved' ELSE 'discarded' END, run.printer, CASE run.state WHEN 'good' THEN run.printed_at END
  FROM print_sheets AS sheet JOIN print_runs AS run ON run.id = sheet.run_id;
UPDATE print_ledger SET pages = max(1, coalesce((SELECT min(next.page) FROM print_ledger AS next WHERE next.run_id = print_ledger.run_id AND next.position > print_ledger.position),
  (SELECT coalesce(json_extract(run, '$.pages'), 0) + 1 FROM print_runs WHERE id = print_ledger.run_id)) - page);
DROP TABLE print_sheets;
ALTER TABLE print_ledger RENAME TO print_sheets;
CREATE INDEX print_sheets_of_order ON print_sheets (order_id, run_id);
CREATE TRIGGER print_sheets_stay BEFORE DELETE ON print_sheets BEGIN SELECT raise(ABORT, 'the ledger forgets no sheet'); END;
CREATE TRIGGER print_sheets_keep_their_end BEFORE UPDATE OF state ON print_sheets WHEN old.state IN ('good', 'discarded') AND new.state <> old.state BEGIN
  SELECT raise(ABORT, 'what a person said of a sheet stands');
END;
CREATE TRIGGER print_sheets_are_not_rewritten BEFORE UPDATE OF run_id, position, copy, order_id ON print_sheets BEGIN SELECT raise(ABORT, 'a sheet is never another one'); END;

-- When its slip was saved as PDF, and the run that has its paper: one of which something left, and that has not ended.
ALTER TABLE orders ADD COLUMN saved_at INTEGER;
ALTER TABLE orders ADD COLUMN run_id INTEGER REFERENCES print_runs (id);
UPDATE orders SET saved_at = (SELECT max(at) FROM history WHERE order_id = orders.id AND kind = 'slip_saved'), printed_at = (SELECT max(at) FROM history WHERE order_id = orders.id AND kind = 'slip_printed') WHERE printed_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM history WHERE order_id = orders.id AND kind = 'slip_saved');
UPDATE orders SET run_id = (SELECT max(run_id) FROM print_sheets JOIN print_runs ON print_runs.id = run_id WHERE order_id = orders.id AND print_runs.state = 'saved') WHERE saved_at IS NOT NULL;
DROP INDEX orders_to_count;
CREATE INDEX orders_to_count ON orders (connection_id, lane, state, readable, due_at, printed_at, saved_at, run_id, open_command_id, sharing_key, changed_at);
`
