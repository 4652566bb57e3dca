/** Seeds that once failed, and what each found. They are run with every test, so that it stays mended. */
export const keptSeeds: ReadonlyArray<{ readonly seed: number; readonly found: string }> = [
  { seed: 33, found: 'A wait of broken milliseconds, told by the gate, could not be kept, and its command stood as being sent until the next start' }
]
