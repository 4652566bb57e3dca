const isObject = "json_valid(raw) AND json_type(raw) = 'object'"

/** What the sentence about a store's trouble needs beside its words, and Joom's own word for a state that its reference does not name. */
export const told = `
ALTER TABLE connections ADD COLUMN trouble_params TEXT CHECK (trouble_params IS NULL OR json_valid(trouble_params));
ALTER TABLE orders ADD COLUMN state_word TEXT;
UPDATE orders SET state_word = substr(CASE WHEN ${isObject} THEN coalesce(raw ->> '$.Order.state', raw ->> '$.state') END, 1, 60) WHERE state = 'OTHER' AND readable = 1;
UPDATE orders SET arrived_as = CASE WHEN readable = 1 THEN state_word ELSE 'UNREADABLE' END WHERE arrived_as = 'OTHER' AND (state_word IS NOT NULL OR readable = 0);
`
