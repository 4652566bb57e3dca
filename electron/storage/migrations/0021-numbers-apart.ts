/** Signs that stand between the parts of a number, and those that are written in their place; all that is of them when a number is compared. */
const between = ['-./\\_', '\u00ad', '\u2010\u2011\u2012\u2013\u2014\u2015', '\u2024\u2025\u2026', '\u207b\u208b\u2212', '\ufe19', '\ufe30\ufe31\ufe32\ufe33\ufe34', '\ufe4d\ufe4e\ufe4f', '\ufe52', '\ufe58', '\ufe63', '\ufe68', '\uff0d\uff0e\uff0f', '\uff3c', '\uff3f'].flatMap((signs) => [...signs])

const apart = between.reduce((number, sign) => `replace(${number}, '${sign}', '')`, 'number')
const isOdd = "number GLOB '*[^A-Z0-9]*'"

/**
 * Numbers are compared without dashes, dots and slashes too. The triggers that keep what was seen read `number_signs`; what they
 * have kept with such signs is written anew without them.
 */
export const numbersApart = `
INSERT OR IGNORE INTO number_signs (sign, plain) VALUES ${between.map((sign) => `('${sign}', '')`).join(', ')};
DROP TRIGGER numbers_seen_are_not_rewritten;
DROP TRIGGER numbers_seen_stay;
INSERT OR IGNORE INTO numbers_seen (number, order_id) SELECT ${apart} AS plain, order_id FROM numbers_seen WHERE ${isOdd} AND plain <> '';
DELETE FROM numbers_seen WHERE ${isOdd} AND ${apart} <> number;
CREATE TRIGGER numbers_seen_are_not_rewritten BEFORE UPDATE ON numbers_seen BEGIN SELECT raise(ABORT, 'a number that was seen stays'); END;
CREATE TRIGGER numbers_seen_stay BEFORE DELETE ON numbers_seen BEGIN SELECT raise(ABORT, 'a number that was seen stays'); END;
`
