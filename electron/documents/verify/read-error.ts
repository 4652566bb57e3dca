/** Bars or squares that are no whole code. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
}
