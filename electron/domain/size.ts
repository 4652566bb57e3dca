import accepted from './data/sizes.json' with { type: 'json' }

/** The names that Joom accepts as sizes (reference: "List of Accepted Sizes"), in the list's groups. */
export const namedSizes: ReadonlyArray<{ readonly group: string; readonly name: string }> = accepted.named

/** Other ways to write the list's units, most of them from its own examples (`1.1" * 1.2"`, `1.213pt`, `1.3oz`, `6' 7"`). */
const spellings: Readonly<Record<string, readonly string[]>> = {
  inches: ['"', '”', '″', 'in', 'inch'], feet: ["'", '’', '′', 'ft', 'foot'], ounces: ['oz', 'ounce', 'fl oz'], pounds: ['pound', 'lbs'],
  gallons: ['gallon', 'gal'], quarts: ['quart', 'qt'], cups: ['cup'], pints: ['pint', 'pt']
}

const unitsOf = (kind: string): ReadonlySet<string> => {
  const listed = accepted.measures.filter((measure) => measure.kind === kind).flatMap(({ units }) => units)
  return new Set(listed.flatMap((unit) => [unit, ...(spellings[unit] ?? [])]).map((unit) => unit.toLowerCase()))
}
const lengths = unitsOf('Length Size')
const areas = unitsOf('Area Size')
const anyMeasure = new Set(accepted.measures.flatMap(({ kind }) => [...unitsOf(kind)]))

const names = new Map(namedSizes.map(({ name }) => [name.toLowerCase(), name]))

const numberThenUnit = /^(\d{1,9}(?:\.\d{1,9})?)\s*(\D*)$/

/** Whether a text is a number with one of the units. `bare`: a number alone will do. */
function isMeasure(text: string, units: ReadonlySet<string>, bare: boolean): boolean {
  const [, number, unit = ''] = numberThenUnit.exec(text.trim()) ?? []
  return number !== undefined && (unit === '' ? bare : units.has(unit.trim().toLowerCase()))
}

/** Two or three lengths, with x, ×, * or "by" between them; a unit may stand after the last one only. */
function isArea(text: string): boolean {
  const sides = text.split(/\s*[x×*]\s*|\s+by\s+/i)
  return (sides.length === 2 || sides.length === 3) && sides.every((side, i) => isMeasure(side, areas, i < sides.length - 1))
}

/** Feet and inches: `6' 7"`. */
function isFeetAndInches(text: string): boolean {
  const [, feet = '', inches = ''] = /^(\d+\s*\D+?)\s*(\d[\d.]*\s*\D+)$/.exec(text) ?? []
  const unit = (part: string): string => part.replace(/^[\d.\s]+/, '').trim().toLowerCase()
  return isMeasure(feet, lengths, false) && isMeasure(inches, lengths, false) && ["'", '’', '′', 'ft', 'feet', 'foot'].includes(unit(feet)) && ['"', '”', '″', 'in', 'inch', 'inches'].includes(unit(inches))
}

/**
 * A size that Joom accepts (reference: "List of Accepted Sizes"): any number, a measure with one of the listed units, or a
 * name of the list. Capitals do not matter, as in the list's own `1.3ml` and `5v`.
 * @returns a name as the list writes it, a number or measure as it was typed; `null` where it is no such size
 */
export function acceptedSize(typed: string): string | null {
  const text = typed.trim().replace(/\s+/g, ' ')
  const name = names.get(text.toLowerCase())
  if (name !== undefined) return name
  return isMeasure(text, anyMeasure, true) || isArea(text) || isFeetAndInches(text) ? text : null
}
