import type { Environment } from './connection.ts'

/**
 * Two worlds that never mix: what is sent to a real store is done, what is sent to the rehearsal reaches nobody. A store at
 * another address counts as real: it may be Joom under another name, and only its server knows.
 */
export const worlds = ['real', 'rehearsal'] as const
export type World = (typeof worlds)[number]

/** The world of an environment: another address may be Joom under another name, so it is real. */
export const worldOf = (environment: Environment): World => (environment === 'rehearsal' ? 'rehearsal' : 'real')

/** Whether orders of both worlds are among these: nothing is done with such a batch. */
export function isMixed(environments: Iterable<Environment>): boolean {
  return new Set([...environments].map(worldOf)).size > 1
}
