/** A length of the design's tokens in pixels, as it is at this moment (density and width change some). @param otherwise where there are no styles */
export function tokenSize(name: string, otherwise: number): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name))
  return Number.isFinite(size) ? size : otherwise
}
