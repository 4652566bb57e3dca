/**
 * A backup that takes the data's place is remembered until a person has read of it. What it holds as still to be sent may have
 * been sent since it was made: its commands become unknown, from where they are read back before anything leaves. That is the
 * only use of these two ways.
 */
export const restoring = `
CREATE TABLE restorations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('asked', 'damaged', 'missing')),
  backup TEXT NOT NULL,
  backup_at INTEGER NOT NULL,
  -- The folder with what was there before, as it was; NULL where a backup of it was made instead.
  aside TEXT,
  -- How many commands became unknown, and how many of them move money.
  commands INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  read_at INTEGER
) STRICT;

INSERT INTO command_transitions VALUES ('waiting', 'unknown'), ('due', 'unknown');
`
