/**
 * Thrown by whoever hands out access tokens when there is none: because a person has to sign in again, or (`signInNeeded`
 * is false) because it cannot be renewed just now. The message is shown; it holds no token.
 */
export class NoAccessToken extends Error {
  readonly signInNeeded: boolean

  constructor(message: string, signInNeeded: boolean) {
    super(message)
    this.name = 'NoAccessToken'
    this.signInNeeded = signInNeeded
  }
}
