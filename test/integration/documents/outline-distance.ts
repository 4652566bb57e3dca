import type { Font } from 'fontkit'

type Place = readonly [x: number, y: number]

const between = (a: Place, b: Place, t: number): Place => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
/** Into how many straight parts a curve is cut, by how long it may be. A line is cut once: a place in its middle may be far from another outline too. */
function cutsOf(from: Place, places: readonly Place[]): number {
  if (places.length === 1) return 2
  const length = places.reduce((sum, [x, y], i) => { const [beforeX, beforeY] = i === 0 ? from : (places[i - 1] ?? from); return sum + Math.hypot(x - beforeX, y - beforeY) }, 0)
  return Math.max(10, Math.min(96, Math.ceil(length / 6)))
}

/** A glyph's outline as polygons, in thousandths of the type size. */
export function polygonsOf(font: Font, id: number, unitsPerEm: number): Place[][] {
  const polygons: Place[][] = []
  let at: Place = [0, 0]
  for (const { command, args } of font.getGlyph(id).path.commands) {
    const places: Place[] = []
    for (let i = 0; i + 1 < args.length; i += 2) places.push([((args[i] ?? 0) * 1000) / unitsPerEm, ((args[i + 1] ?? 0) * 1000) / unitsPerEm])
    const end = places.at(-1)
    if (end === undefined) continue
    if (command === 'moveTo') polygons.push([end])
    else {
      const cuts = cutsOf(at, places)
      for (let i = 1; i <= cuts; i++) {
        // De Casteljau: whatever the number of places that bend it.
        let row: Place[] = [at, ...places]
        while (row.length > 1) row = row.slice(1).map((place, k) => between(row[k] ?? place, place, i / cuts))
        polygons.at(-1)?.push(row[0] ?? end)
      }
    }
    at = end
  }
  return polygons
}

function toSegment([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [bx - ax, by - ay]
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}

/** How far any place of one outline is from the other at most, seen from both. */
export function outlineDistance(one: readonly Place[][], other: readonly Place[][]): number {
  const oneWay = (from: readonly Place[][], to: readonly Place[][]): number => {
    let most = 0
    const segments = to.flatMap((polygon) => polygon.map((end, i) => [polygon.at(i - 1) ?? end, end] as const))
    for (const place of from.flat()) {
      let least = Infinity
      for (const [begin, end] of segments) {
        least = Math.min(least, toSegment(place, begin, end))
        // What is nearer than another place was does not count.
        if (least <= most) break
      }
      most = Math.max(most, least)
    }
    return most
  }
  return Math.max(oneWay(one, other), oneWay(other, one))
}
