/**
 * A trigger at the arrival of an order has SQLite set aside every page that the order touches, one by one, which takes longer than
 * writing it: who writes new orders hands them to the search and keeps odd numbers himself. Numbers that change are seen to by
 * triggers as before. When an order was told of again as it stands is kept beside the orders: each is rewritten whole otherwise.
 */
export const cheapPages = `
DROP TRIGGER orders_search_insert;
DROP TRIGGER orders_come_with_odd_numbers;
CREATE TABLE orders_told_again (
  order_id INTEGER PRIMARY KEY REFERENCES orders (id),
  at INTEGER NOT NULL
) STRICT;
`
