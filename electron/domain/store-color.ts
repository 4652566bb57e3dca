/** The colours a store can have, by name. What each looks like is the window's: a token for light, dark and high contrast. */
export const storeColors = ['blue', 'teal', 'green', 'olive', 'amber', 'red', 'rose', 'violet'] as const
export type StoreColor = (typeof storeColors)[number]

/** The colour that fewest stores have; of several, the one named first. */
export function leastUsedColor(taken: readonly StoreColor[]): StoreColor {
  const uses = (color: StoreColor): number => taken.filter((one) => one === color).length
  return storeColors.reduce((least, color) => (uses(color) < uses(least) ? color : least))
}
