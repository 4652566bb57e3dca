const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size as it is read: `3 kB`, `12 MB`, `1.4 GB`. Never less than 1 kB. */
export function formatBytes(locale: string, bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1))
  const amount = Math.max(1, bytes / 1000 ** (power + 1))
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[power] ?? 'kilobyte', unitDisplay: 'short', maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)
}
