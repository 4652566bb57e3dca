/** Numbers are looked for as they are sent: who ships in Joom's panel may write small letters among the others. */
export const numbersInAnyCase = `
DROP INDEX orders_by_tracking;
CREATE INDEX orders_by_tracking ON orders (tracking_number COLLATE NOCASE) WHERE tracking_number IS NOT NULL;
`
