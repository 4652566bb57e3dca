/** What happened, counted. */
export type Figures = Record<string, number>

export function count(figures: Figures, what: string, by = 1): void {
  figures[what] = (figures[what] ?? 0) + by
}

export function sum(into: Figures, from: Figures): void {
  for (const [what, number] of Object.entries(from)) count(into, what, number)
}
