import listed from './data/sizes.json' with { type: 'json' }

const named = new Set(listed.named.map(({ name }) => name))

const number = String.raw`\d{1,9}(?:\.\d{1,9})?`
/** Units of the reference's list, and the short forms that its examples show. */
const length = String.raw`(?:cm|mm|m|in|inch|inches|ft|foot|feet|"|')`
const amounts = [
  length, '(?:ml|l|oz|ounce|ounces|gal|gallon|gallons|qt|quart|quarts|cup|cups|pt|pint|pints)', '(?:g|kg|lb|lbs|pound|pounds|oz|ounce|ounces)', 'v', 'w'
]
const measure = new RegExp(`^(?:${number}|${amounts.map((unit) => `${number} ?${unit}`).join('|')}|${number}' ?${number}"|${number} ?${length}?(?: ?(?:x|\\*|by) ?${number} ?${length}?){1,2})$`, 'i')

/** Whether a variation may have this size (reference: "List of Accepted Sizes"): a number, a measure with its unit, or a name of the list, whose capitals count. */
export function acceptedSize(size: string): boolean {
  return named.has(size) || measure.test(size)
}
