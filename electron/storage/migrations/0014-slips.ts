/** How the slips of a store look, where they look otherwise than those of all stores: JSON, as the program that wrote it knew it. */
export const slipTemplates = `
CREATE TABLE slip_templates (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id),
  template TEXT NOT NULL CHECK (json_valid(template))
) STRICT;
`

/** Several orders may stand on one slip: the place of the first of them names it. */
export const sharedSlips = `
ALTER TABLE print_sheets ADD COLUMN slip INTEGER CHECK (slip IS NULL OR slip <= position);
`
