/** A run may be on any paper: which ones there are is not for the table to say. */
export const morePapers = `
ALTER TABLE print_runs ADD COLUMN on_paper TEXT NOT NULL DEFAULT '';
UPDATE print_runs SET on_paper = paper;
ALTER TABLE print_runs DROP COLUMN paper;
ALTER TABLE print_runs RENAME COLUMN on_paper TO paper;
`

/** What customs wants to know of goods, by store and SKU: Joom's orders say none of it. */
export const customsOfGoods = `
CREATE TABLE customs (
  connection_id INTEGER NOT NULL REFERENCES connections (id),
  sku TEXT NOT NULL,
  description TEXT NOT NULL,
  hs_code TEXT NOT NULL,
  origin TEXT NOT NULL,
  net_grams INTEGER NOT NULL CHECK (net_grams > 0),
  value TEXT NOT NULL,
  currency TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, sku)
) STRICT, WITHOUT ROWID;
`
