/** What some work throws; `null` where it throws nothing. */
export function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return null
}
