/** What of a database is needed here. */
interface Database {
  exec: (sql: string) => void
  prepare: (sql: string) => { run: (...values: string[]) => unknown }
}

/** Where signs stand that people and their keyboards put in the place of a digit or capital, or between them: blanks, small letters, wide forms. */
const spans = [[0x09, 0x20], [0x61, 0x7a], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200f], [0x2028, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xff5e]] as const

/** A sign as it stands in a number that is sent, nothing for a blank; `null` where it can stand in none. */
function plainOf(sign: string): string | null {
  const plain = sign.normalize('NFKC').replace(/[\s\u200b\u200e\u200f\ufeff]+/gu, '').toUpperCase()
  return /^[A-Z0-9]*$/.test(plain) ? plain : null
}

/** A number as it would be sent: sign by sign, where it holds anything but digits and capitals. `json_each` counts the signs. */
const asSent = (number: string): string => `CASE WHEN ${number} NOT GLOB '*[^A-Z0-9]*' THEN ${number} ELSE (
    SELECT group_concat(coalesce(plain, sign), '') FROM (
      SELECT substr(${number}, places.key + 1, 1) AS sign FROM json_each('[0' || replace(hex(zeroblob(length(${number}) - 1)), '00', ',0') || ']') AS places ORDER BY places.key
    ) LEFT JOIN number_signs USING (sign)) END`

/**
 * Numbers of orders at Joom that are not found by what the order shows: those that it had before somebody gave it another, here
 * or in Joom's panel, once and for all; and those that are written there with blanks or wide signs. They stand as they are sent.
 */
export function numbersSeen(database: Database): void {
  database.exec(`
CREATE TABLE number_signs (sign TEXT PRIMARY KEY, plain TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE numbers_seen (
  number TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  PRIMARY KEY (number, order_id)
) STRICT, WITHOUT ROWID`)
  const insert = database.prepare('INSERT INTO number_signs VALUES (?, ?)')
  for (const [from, to] of spans) {
    for (let code = from; code <= to; code++) {
      const sign = String.fromCodePoint(code)
      const plain = plainOf(sign)
      if (plain !== null) insert.run(sign, plain)
    }
  }
  const seen = (from: string): string => `INSERT OR IGNORE INTO numbers_seen (number, order_id) SELECT ${asSent('number')} AS plain, order_id FROM (${from}) WHERE number <> '' AND plain <> ''`
  const isOdd = (number: string): string => `${number} GLOB '*[^A-Za-z0-9]*'`
  database.exec(`
CREATE TRIGGER orders_come_with_odd_numbers AFTER INSERT ON orders WHEN ${isOdd('new.tracking_number')} BEGIN
  ${seen('SELECT new.tracking_number AS number, new.id AS order_id')};
END;
CREATE TRIGGER orders_get_odd_numbers AFTER UPDATE OF tracking_number ON orders WHEN ${isOdd('new.tracking_number')} AND new.tracking_number IS NOT old.tracking_number BEGIN
  ${seen('SELECT new.tracking_number AS number, new.id AS order_id')};
END;
CREATE TRIGGER orders_keep_former_numbers AFTER UPDATE OF tracking_number ON orders WHEN old.tracking_number <> '' AND new.tracking_number IS NOT old.tracking_number BEGIN
  ${seen('SELECT old.tracking_number AS number, old.id AS order_id')};
END;
CREATE TRIGGER numbers_seen_are_not_rewritten BEFORE UPDATE ON numbers_seen BEGIN SELECT raise(ABORT, 'a number that was seen stays'); END;
CREATE TRIGGER numbers_seen_stay BEFORE DELETE ON numbers_seen BEGIN SELECT raise(ABORT, 'a number that was seen stays'); END;
${seen(`
  SELECT tracking_number AS number, id AS order_id FROM orders WHERE ${isOdd('tracking_number')}
  UNION SELECT json_extract(before, '$.trackingNumber'), order_id FROM commands
  UNION SELECT json_extract(observed, '$.trackingNumber'), order_id FROM commands
  UNION SELECT value, order_id FROM history, json_each(json_array(json_extract(params, '$.before'), json_extract(params, '$.after'))) WHERE kind = 'tracking_changed_at_joom'`)}`)
}
