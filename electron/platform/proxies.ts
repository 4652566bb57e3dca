import { session } from 'electron'

/** How the system reaches an origin, in the words of a PAC script: its settings, a script of the company, or none at all. */
export function findProxy(origin: string): Promise<string> {
  return session.defaultSession.resolveProxy(origin)
}
