/** A place of one of a store's lists whose order could not be read even alone, counted from 0, and why. */
export interface UnreadPlace {
  readonly list: 'whole' | 'changes' | 'check'
  readonly place: number
  readonly message: string
  readonly requestId: string | null
}
