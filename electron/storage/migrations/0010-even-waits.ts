/**
 * How long a command waits in all is kept beside the moment at which that ends, since a clock may be set while nobody looks; and
 * of the times that an order was read back those are counted that showed it. What was counted before does not say which.
 */
export const evenWaits = `
ALTER TABLE commands ADD COLUMN wait_for INTEGER NOT NULL DEFAULT 0 CHECK (wait_for >= 0);
UPDATE commands SET wait_for = min(max(leaves_at - created_at, 0), 600000) WHERE state = 'waiting';
ALTER TABLE commands ADD COLUMN seen INTEGER NOT NULL DEFAULT 0 CHECK (seen >= 0);
`
