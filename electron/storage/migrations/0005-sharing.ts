/**
 * Who else gets a parcel matters among the orders that are to ship. The others take no part in that index, and stand in the one
 * for counting one behind the other: otherwise each page of orders that is taken in rewrites all of it.
 */
export const sharing = `
ALTER TABLE orders ADD COLUMN sharing_key TEXT GENERATED ALWAYS AS (CASE WHEN state = 'APPROVED' AND recipient_key <> '' THEN recipient_key END) VIRTUAL;
DROP INDEX orders_by_recipient;
CREATE INDEX orders_by_recipient ON orders (connection_id, sharing_key) WHERE sharing_key IS NOT NULL;
DROP INDEX orders_to_count;
CREATE INDEX orders_to_count ON orders (connection_id, lane, state, readable, due_at, printed_at, open_command_id, sharing_key, changed_at);
`
