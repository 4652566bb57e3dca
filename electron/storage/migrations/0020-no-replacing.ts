const open = "('waiting', 'due', 'sending', 'unknown', 'refused', 'conflict')"

/**
 * INSERT OR REPLACE takes away the row that is in its way without asking the triggers that keep it: each of these tables asks
 * before anything comes in. The ways of commands are as the migrations left them; one that adds a way drops
 * `command_ways_come_with_migrations`, and makes it again. A log that was lost is told of as a restoration is.
 */
export const noReplacing = `
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history WHEN EXISTS (SELECT 1 FROM history WHERE id = new.id) BEGIN
  SELECT raise(ABORT, 'history is append-only');
END;
CREATE TRIGGER attempts_are_not_replaced BEFORE INSERT ON attempts
WHEN EXISTS (SELECT 1 FROM attempts WHERE id = new.id) OR (new.ended_at IS NULL AND EXISTS (SELECT 1 FROM attempts WHERE command_id = new.command_id AND ended_at IS NULL)) BEGIN
  SELECT raise(ABORT, 'an attempt is never replaced');
END;
CREATE TRIGGER commands_are_not_replaced BEFORE INSERT ON commands
WHEN EXISTS (SELECT 1 FROM commands WHERE id = new.id) OR EXISTS (SELECT 1 FROM commands WHERE order_id = new.order_id AND state IN ${open}) BEGIN
  SELECT raise(ABORT, 'a command is never replaced');
END;
CREATE TRIGGER commands_keep_their_place BEFORE UPDATE ON commands WHEN old.id <> new.id BEGIN
  SELECT raise(ABORT, 'a command is never rewritten');
END;
CREATE TRIGGER print_sheets_are_not_replaced BEFORE INSERT ON print_sheets
WHEN EXISTS (SELECT 1 FROM print_sheets WHERE run_id = new.run_id AND position = new.position AND copy = new.copy) BEGIN
  SELECT raise(ABORT, 'a sheet is never another one');
END;

CREATE TRIGGER command_ways_come_with_migrations BEFORE INSERT ON command_transitions BEGIN SELECT raise(ABORT, 'the ways of commands stand'); END;
CREATE TRIGGER command_ways_are_not_rewritten BEFORE UPDATE ON command_transitions BEGIN SELECT raise(ABORT, 'the ways of commands stand'); END;
CREATE TRIGGER command_ways_stay BEFORE DELETE ON command_transitions BEGIN SELECT raise(ABORT, 'the ways of commands stand'); END;

CREATE TEMP TABLE restorations_before AS SELECT * FROM restorations;
DROP TABLE restorations;
CREATE TABLE restorations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('asked', 'damaged', 'missing', 'log')),
  -- Where the log was lost, the file that it belonged to, and when that was written last.
  backup TEXT NOT NULL,
  backup_at INTEGER NOT NULL,
  -- The folder with what was there before, as it was; NULL where a backup of it was made instead.
  aside TEXT,
  -- How many commands became unknown, and how many of them move money.
  commands INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  read_at INTEGER
) STRICT;
INSERT INTO restorations SELECT * FROM restorations_before;
DROP TABLE temp.restorations_before;
`
