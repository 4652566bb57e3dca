/** Stores get a colour, a return address and a logo; what is searched of rehearsal orders gets the mark that their codes carry. */
export const stores = `
ALTER TABLE connections ADD COLUMN color TEXT NOT NULL DEFAULT 'blue' CHECK (color IN ('blue', 'teal', 'green', 'olive', 'amber', 'red', 'rose', 'violet'));
ALTER TABLE connections ADD COLUMN return_address TEXT NOT NULL DEFAULT '';
UPDATE connections SET color = (
  SELECT CASE (place - 1) % 8 WHEN 0 THEN 'blue' WHEN 1 THEN 'teal' WHEN 2 THEN 'green' WHEN 3 THEN 'olive' WHEN 4 THEN 'amber' WHEN 5 THEN 'red' WHEN 6 THEN 'rose' ELSE 'violet' END
  FROM (SELECT id, row_number() OVER (ORDER BY removed_at IS NOT NULL, id) AS place FROM connections) AS numbered WHERE numbered.id = connections.id
);

-- Apart from the stores, which are read often and whole.
CREATE TABLE logos (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id),
  -- Names these bytes: other ones have another name.
  name TEXT NOT NULL,
  png BLOB NOT NULL
) STRICT;

-- The id of an order is the first line of what is searched. Its code on paper says that it is of the rehearsal.
UPDATE orders SET search = 'r-' || search WHERE connection_id IN (SELECT id FROM connections WHERE environment = 'rehearsal');
`
