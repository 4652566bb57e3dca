/**
 * An error as the window is told of it: a code that the catalogue has a sentence for (`errors.<code>`), the values that
 * sentence needs, and what Joom or the system said, word for word. Never a secret, a token or a stack.
 */
export interface AppError {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>> | undefined
  /** Joom's or the system's own words. */
  readonly detail?: string | undefined
  readonly requestId?: string | undefined
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

/** Thrown inside main where a caller cannot go on; `ipc/` turns it into a `Result`, once. */
export class Trouble extends Error implements AppError {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>> | undefined
  readonly detail?: string | undefined
  readonly requestId?: string | undefined

  constructor(error: AppError, options?: ErrorOptions) {
    super(error.detail === undefined ? error.code : `${error.code}: ${error.detail}`, options)
    this.name = 'Trouble'
    this.code = error.code
    this.params = error.params
    this.detail = error.detail
    this.requestId = error.requestId
  }
}

/** An error as one that can be told and sent: a `Trouble` by what it says, any other under this code, in its own words. */
export function tellable(error: unknown, otherwise: string): AppError {
  if (error instanceof Trouble) return { code: error.code, params: error.params, detail: error.detail, requestId: error.requestId }
  return { code: otherwise, detail: error instanceof Error ? error.message : String(error) }
}
