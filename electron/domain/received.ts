/** Something as Joom sent it: its facts, and the JSON they were read from. */
export interface Received<Facts> {
  readonly facts: Facts
  /** The JSON text of the whole entity, unknown keys included. */
  readonly raw: string
}

/** What an entity that could not be read still tells. It is listed, so that it does not vanish. */
export interface Unreadable {
  readonly joomId: string | null
  readonly raw: string
  /** Which part was not understood, in plain words. */
  readonly reason: string
}
