/** What Joom says beside the words of its no: the details of a refusal. */
export const refusalDetails = `
ALTER TABLE commands ADD COLUMN trouble_data TEXT;
`
