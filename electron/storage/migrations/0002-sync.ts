/** How far readings got, what changed at Joom and was not seen yet, and a search that follows behind. */
export const sync = `
CREATE TABLE readings (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id),
  -- A reading of everything that has not ended: the place it goes on from, and when it began by Joom's clock.
  next_start INTEGER CHECK (next_start >= 0),
  began_at INTEGER,
  -- From when on changes are read, by Joom's clock. NULL until everything was read once.
  changes_from INTEGER,
  -- When it was last checked that what is open here is open there.
  checked_at INTEGER,
  CHECK ((next_start IS NULL) = (began_at IS NULL))
) STRICT;

-- Most of the history tells of an order alone.
DROP INDEX history_of_command;
CREATE INDEX history_of_command ON history (command_id, id) WHERE command_id IS NOT NULL;

-- Up to when a store's changes are known, without a look at its orders.
CREATE INDEX orders_by_change ON orders (connection_id, last_updated);

-- The first and the last of the changes at Joom that nobody has looked at yet.
ALTER TABLE orders ADD COLUMN changed_since INTEGER;
ALTER TABLE orders ADD COLUMN changed_at INTEGER CHECK ((changed_at IS NULL) = (changed_since IS NULL));
DROP INDEX orders_to_count;
CREATE INDEX orders_to_count ON orders (connection_id, lane, state, readable, due_at, printed_at, open_command_id, recipient_key, changed_at);
CREATE INDEX orders_changed ON orders (changed_at) WHERE changed_at IS NOT NULL;

-- What the search does not know yet: cutting a text into threes takes longer than all else that is done with a new order.
CREATE TABLE orders_to_index (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO orders_to_index SELECT id FROM orders;
DROP TRIGGER orders_search_insert;
DROP TRIGGER orders_search_delete;
DROP TRIGGER orders_search_update;
DROP TABLE orders_search;
-- The search asks for parts of the text only: where in it they stand need not be kept.
CREATE VIRTUAL TABLE orders_search USING fts5 (search, content = 'orders', content_rowid = 'id', tokenize = 'trigram', detail = none, columnsize = 0);
CREATE TRIGGER orders_search_insert AFTER INSERT ON orders BEGIN
  INSERT INTO orders_to_index (id) VALUES (new.id);
END;
CREATE TRIGGER orders_search_delete AFTER DELETE ON orders BEGIN
  INSERT INTO orders_search (orders_search, rowid, search) SELECT 'delete', old.id, old.search WHERE NOT EXISTS (SELECT 1 FROM orders_to_index WHERE id = old.id);
  DELETE FROM orders_to_index WHERE id = old.id;
END;
CREATE TRIGGER orders_search_update AFTER UPDATE OF search ON orders WHEN old.search <> new.search AND NOT EXISTS (SELECT 1 FROM orders_to_index WHERE id = old.id) BEGIN
  INSERT INTO orders_search (orders_search, rowid, search) VALUES ('delete', old.id, old.search);
  INSERT INTO orders_search (rowid, search) VALUES (new.id, new.search);
END;
`
