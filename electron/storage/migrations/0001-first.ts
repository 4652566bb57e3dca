/** The first schema. Never edited once released: a change is a new migration. */
export const first = `
CREATE TABLE connections (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  environment TEXT NOT NULL CHECK (environment IN ('production', 'rehearsal', 'custom')),
  address TEXT NOT NULL,
  store_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'authorized', 'needs_authorization')),
  authorized_until INTEGER,
  secret_saved_at INTEGER,
  -- Both sealed by the operating system's store; never in the clear.
  secret_key BLOB,
  tokens BLOB,
  read_at INTEGER,
  trouble_since INTEGER,
  trouble_code TEXT,
  trouble_message TEXT,
  created_at INTEGER NOT NULL,
  -- A removed store keeps its row: its orders and what was sent for them are proof.
  removed_at INTEGER
) STRICT;

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id),
  joom_id TEXT NOT NULL,
  pick_code TEXT NOT NULL UNIQUE CHECK (length(pick_code) = 8),
  readable INTEGER NOT NULL CHECK (readable IN (0, 1)),
  unreadable_reason TEXT CHECK ((unreadable_reason IS NULL) = (readable = 1)),
  state TEXT NOT NULL CHECK (state IN ('APPROVED', 'SHIPPED', 'REFUNDED', 'REQUIRE_REVIEW', 'OTHER')),
  transaction_id TEXT,
  buyer_id TEXT,
  ordered_at INTEGER,
  last_updated INTEGER,
  hours_to_fulfill INTEGER,
  due_at INTEGER,
  fetched_at INTEGER NOT NULL,
  product_id TEXT, variant_id TEXT, product_name TEXT, image_url TEXT, sku TEXT, color TEXT, size TEXT,
  quantity INTEGER,
  -- Decimals as text, as Joom wrote them.
  price TEXT, cost TEXT, shipping TEXT, shipping_cost TEXT, total TEXT,
  to_name TEXT, to_street1 TEXT, to_street2 TEXT, to_city TEXT, to_state TEXT, to_country TEXT, to_zip TEXT, to_phone TEXT,
  recipient_key TEXT NOT NULL,
  shipped_date TEXT, provider TEXT, tracking_number TEXT, shipping_time TEXT, ship_note TEXT,
  refunded_by TEXT, refunded_time TEXT, refunded_reason TEXT, refunded_note TEXT,
  printed_at INTEGER,
  -- The command that holds this order, if one does.
  open_command_id INTEGER REFERENCES commands (id) DEFERRABLE INITIALLY DEFERRED,
  -- After an accepted change Joom may show the old state for a while: until then it is not believed.
  settling_until INTEGER,
  -- The view an order stands in. What cannot be read may have to be shipped, so it stands where it is seen.
  lane TEXT NOT NULL GENERATED ALWAYS AS (CASE WHEN readable = 0 OR state = 'APPROVED' THEN 'to_ship' WHEN state = 'SHIPPED' THEN 'shipped' WHEN state = 'REFUNDED' THEN 'refunded' WHEN state = 'REQUIRE_REVIEW' THEN 'review' ELSE 'other' END) STORED,
  -- The order of the list: least time left first, then what has no deadline, the newest first.
  place INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(due_at, 4000000000000000 - coalesce(ordered_at, 0))) VIRTUAL,
  search TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (connection_id, joom_id)
) STRICT;
CREATE INDEX orders_in_lane ON orders (lane, place, id, connection_id);
CREATE INDEX orders_in_place ON orders (place, id, connection_id);
-- Wide enough that counting never touches the rows themselves.
CREATE INDEX orders_to_count ON orders (connection_id, lane, state, readable, due_at, printed_at, open_command_id, recipient_key);
CREATE INDEX orders_by_recipient ON orders (connection_id, recipient_key, state);
CREATE INDEX orders_by_tracking ON orders (tracking_number) WHERE tracking_number IS NOT NULL;
CREATE INDEX orders_held ON orders (open_command_id) WHERE open_command_id IS NOT NULL;

CREATE VIRTUAL TABLE orders_search USING fts5 (search, content = 'orders', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER orders_search_insert AFTER INSERT ON orders BEGIN
  INSERT INTO orders_search (rowid, search) VALUES (new.id, new.search);
END;
CREATE TRIGGER orders_search_delete AFTER DELETE ON orders BEGIN
  INSERT INTO orders_search (orders_search, rowid, search) VALUES ('delete', old.id, old.search);
END;
CREATE TRIGGER orders_search_update AFTER UPDATE OF search ON orders WHEN old.search <> new.search BEGIN
  INSERT INTO orders_search (orders_search, rowid, search) VALUES ('delete', old.id, old.search);
  INSERT INTO orders_search (rowid, search) VALUES (new.id, new.search);
END;

CREATE TABLE commands (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  kind TEXT NOT NULL CHECK (kind IN ('fulfill', 'modify_tracking', 'refund')),
  intent TEXT NOT NULL CHECK (json_valid(intent) AND json_extract(intent, '$.kind') = kind),
  tracking_number TEXT,
  -- What Joom had when the command was made: the state a read-back compares with.
  before TEXT NOT NULL CHECK (json_valid(before)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'due', 'sending', 'unknown', 'refused', 'conflict', 'done', 'undone', 'closed')),
  created_at INTEGER NOT NULL,
  leaves_at INTEGER NOT NULL,
  next_at INTEGER,
  sent_at INTEGER,
  unknown_since INTEGER,
  settled_at INTEGER,
  sends INTEGER NOT NULL DEFAULT 0,
  reads INTEGER NOT NULL DEFAULT 0,
  trouble_code TEXT, trouble_message TEXT, trouble_joom_code TEXT, trouble_request_id TEXT,
  observed TEXT CHECK (observed IS NULL OR json_valid(observed)),
  corrects INTEGER REFERENCES commands (id),
  actor TEXT,
  CHECK ((settled_at IS NOT NULL) = (state IN ('done', 'undone', 'closed'))),
  CHECK (state <> 'undone' OR sends = 0),
  CHECK (state <> 'sending' OR sends > 0)
) STRICT;
CREATE UNIQUE INDEX one_open_command_per_order ON commands (order_id) WHERE state IN ('waiting', 'due', 'sending', 'unknown', 'refused', 'conflict');
CREATE INDEX commands_by_time ON commands (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX commands_by_state ON commands (state, settled_at);
CREATE INDEX commands_by_tracking ON commands (tracking_number) WHERE tracking_number IS NOT NULL;

CREATE TABLE command_transitions (before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (before, after)) STRICT, WITHOUT ROWID;
INSERT INTO command_transitions VALUES
  ('waiting', 'due'), ('waiting', 'undone'), ('due', 'undone'), ('due', 'sending'),
  ('sending', 'done'), ('sending', 'refused'), ('sending', 'unknown'), ('sending', 'due'),
  ('unknown', 'done'), ('unknown', 'due'), ('unknown', 'conflict'), ('unknown', 'refused'),
  ('refused', 'closed'), ('conflict', 'closed'), ('conflict', 'due');
CREATE TRIGGER commands_follow_transitions BEFORE UPDATE OF state ON commands
WHEN old.state <> new.state AND NOT EXISTS (SELECT 1 FROM command_transitions t WHERE t.before = old.state AND t.after = new.state) BEGIN
  SELECT raise(ABORT, 'a command cannot go that way');
END;
CREATE TRIGGER commands_keep_their_intent BEFORE UPDATE OF order_id, kind, intent, created_at ON commands BEGIN
  SELECT raise(ABORT, 'a command is never rewritten');
END;
CREATE TRIGGER commands_stay BEFORE DELETE ON commands BEGIN
  SELECT raise(ABORT, 'a command is never deleted');
END;

-- Written before a request leaves, completed after: what is open after a crash may have reached Joom.
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id INTEGER NOT NULL REFERENCES commands (id),
  kind TEXT NOT NULL CHECK (kind IN ('send', 'read')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  detail TEXT,
  request_id TEXT
) STRICT;
CREATE UNIQUE INDEX one_open_attempt_per_command ON attempts (command_id) WHERE ended_at IS NULL;
CREATE INDEX attempts_of_command ON attempts (command_id);

CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  connection_id INTEGER REFERENCES connections (id),
  order_id INTEGER REFERENCES orders (id),
  command_id INTEGER REFERENCES commands (id),
  kind TEXT NOT NULL,
  params TEXT NOT NULL CHECK (json_valid(params)),
  actor TEXT
) STRICT;
CREATE INDEX history_of_order ON history (order_id, id);
CREATE INDEX history_of_command ON history (command_id, id);
CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN SELECT raise(ABORT, 'history is append-only'); END;

CREATE TABLE print_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at INTEGER NOT NULL,
  paper TEXT NOT NULL CHECK (paper IN ('a4', 'letter', '100x150')),
  run TEXT NOT NULL CHECK (json_valid(run)),
  printed_at INTEGER, printed_via TEXT CHECK (printed_via IN ('spooler', 'file')), printer TEXT, job TEXT
) STRICT;
CREATE TABLE print_sheets (
  run_id INTEGER NOT NULL REFERENCES print_runs (id),
  position INTEGER NOT NULL,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  content_hash TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX print_sheets_of_order ON print_sheets (order_id);
`
