/** Whether a trouble of a store is that of its last sign-in; any other is that of its last reading. */
export function isSignInTrouble(code: string): boolean {
  return code.startsWith('signin_')
}

const outOfReach = new Set(['offline', 'unavailable', 'not_sent', 'network'])

/** Whether Joom was not reached, as opposed to an answer that was no, asked for a pause, or could not be used. */
export function isOutOfReach(code: string): boolean {
  return outOfReach.has(code)
}
