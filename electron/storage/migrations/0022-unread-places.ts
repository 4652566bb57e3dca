/** Places of the lists whose orders could not be read, beside how far the readings got: a list of `UnreadPlace`. */
export const unreadPlaces = `
ALTER TABLE readings ADD COLUMN unread TEXT NOT NULL DEFAULT '[]' CHECK (json_type(unread) = 'array');
`
