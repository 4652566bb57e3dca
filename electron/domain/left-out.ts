/**
 * Whether a value of an answer says nothing of its key: missing, `null`, an empty object or list. Servers write "left out" in each
 * of these ways, in one answer and not in the next. An empty text is said: who writes one for what is not there does so every time.
 */
export const isUnsaid = (value: unknown): boolean => value == null || (typeof value === 'object' && Object.keys(value).length === 0)
