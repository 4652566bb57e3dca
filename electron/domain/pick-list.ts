/** One order's goods, as a pick list counts them. */
export interface Wanted {
  /** The order's place in its run. */
  readonly position: number
  readonly store: string
  readonly sku: string | null
  readonly name: string | null
  readonly color: string | null
  readonly size: string | null
  readonly productId: string | null
  /** `null` where Joom gave none: it is counted apart, never as 1. */
  readonly quantity: number | null
}

/** Goods of one kind: how many are to be fetched, and for which places of the run. */
export interface PickLine<T extends Wanted = Wanted> {
  readonly store: string
  readonly sku: string | null
  readonly name: string | null
  readonly color: string | null
  readonly size: string | null
  readonly count: number
  /** How many orders have no quantity that is known. */
  readonly uncounted: number
  readonly places: readonly T[]
}

/** `SKU-9` stands before `SKU-10`, capitals do not count. */
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base', ignorePunctuation: false })

/**
 * Goods by store and SKU, in natural order. Goods without a SKU are told apart by product, colour and size, and stand at the
 * end. The same SKU with another name is the same goods; of two stores it is not, and in another colour or size it is not either:
 * who gives all variants one SKU has them fetched apart.
 */
export function pickLines<T extends Wanted>(wanted: readonly T[]): PickLine<T>[] {
  const groups = Map.groupBy(wanted, (one) => JSON.stringify([one.store, one.sku ?? ['', one.productId, one.name], one.color, one.size]))
  const lines = [...groups.values()].flatMap((group): PickLine<T>[] => {
    const [first] = group
    if (first === undefined) return []
    const { store, sku, name, color, size } = first
    return [{ store, sku, name, color, size, count: group.reduce((sum, one) => sum + (one.quantity ?? 0), 0), uncounted: group.filter((one) => one.quantity === null).length, places: [...group].sort((a, b) => a.position - b.position) }]
  })
  return lines.sort((a, b) => natural.compare(a.store, b.store) || Number(a.sku === null) - Number(b.sku === null) || natural.compare(a.sku ?? a.name ?? '', b.sku ?? b.name ?? '') || natural.compare(a.color ?? '', b.color ?? '') || natural.compare(a.size ?? '', b.size ?? ''))
}

/** The places of a line: `1, 4 (2×), 7 to 9`; places in a row that take one each are told as a span. */
export function placesText(places: readonly { readonly position: number; readonly quantity: number | null }[]): string {
  const parts: string[] = []
  for (let i = 0; i < places.length;) {
    const from = places[i]
    if (from === undefined) break
    let to = i
    while (from.quantity === 1 && places[to + 1]?.quantity === 1 && places[to + 1]?.position === (places[to]?.position ?? 0) + 1) to++
    const last = places[to]?.position ?? from.position
    if (to - i >= 2) parts.push(`${String(from.position)}–${String(last)}`)
    else for (let k = i; k <= to; k++) parts.push(one(places[k]))
    i = to + 1
  }
  return parts.join(', ')
}

function one(place: { readonly position: number; readonly quantity: number | null } | undefined): string {
  if (place === undefined) return ''
  return place.quantity === 1 ? String(place.position) : `${String(place.position)} (${place.quantity === null ? '?' : String(place.quantity)}×)`
}
