/** Between which whole numbers a setting lies; the same as the contract's. */
export const limits = {
  undoSeconds: { least: 0, most: 600 }, refreshMinutes: { least: 1, most: 120 }, redirectPort: { least: 1024, most: 65_535 }, requestsPerMinute: { least: 20, most: 10_000 }, listsPerMinute: { least: 2, most: 1000 }, copies: { least: 1, most: 9 }, eraseAfterDays: { least: 30, most: 3650 }, cn22Most: { least: 1, most: 10_000 }
} as const
export type LimitedSetting = keyof typeof limits

/** @returns the number that was typed, or `null` where it is none or lies outside */
export function wholeWithin(setting: LimitedSetting, typed: string): number | null {
  const { least, most } = limits[setting]
  const n = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : NaN
  return n >= least && n <= most ? n : null
}
