/** Modules row by row: 1 dark, 0 light. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly dark: Uint8Array
}
