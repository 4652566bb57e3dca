/** What a removed store leaves behind is a person's decision; and an answer that was trouble is remembered with its request-id. */
export const access = `
ALTER TABLE connections ADD COLUMN trouble_request_id TEXT;
-- Of a removed store: whether its orders are still shown, as a record with which nothing is done.
ALTER TABLE connections ADD COLUMN keeps_orders INTEGER NOT NULL DEFAULT 0 CHECK (keeps_orders IN (0, 1));
-- When what its orders told of people was erased.
ALTER TABLE connections ADD COLUMN erased_at INTEGER;
`
