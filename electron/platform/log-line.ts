/** What a terminal takes for its own, or shows in another order than it stands; JSON leaves it as it is. */
const unseen = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g

/** An entry as one line of JSON that is the same on every screen: whatever could steer one is written as an escape. */
export function logLine(entry: object): string {
  return JSON.stringify(entry).replace(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
