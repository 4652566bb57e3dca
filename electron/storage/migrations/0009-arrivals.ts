/**
 * When an order was first seen, and in which state, stands with the order: the history tells how many arrived together. Orders
 * that are here have that in the history, one entry each.
 */
export const arrivals = `
ALTER TABLE orders ADD COLUMN arrived_at INTEGER;
ALTER TABLE orders ADD COLUMN arrived_as TEXT;
`
