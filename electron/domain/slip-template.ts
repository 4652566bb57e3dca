/** How large a part of a slip is set where there is room; what does not fit is set smaller, as without a template. */
export const templateSizes = ['small', 'normal', 'large'] as const
export type TemplateSize = (typeof templateSizes)[number]

/** The parts of a slip whose size can be chosen. */
export const sizedParts = ['recipient', 'goods', 'words'] as const
export type SizedPart = (typeof sizedParts)[number]

/** What can be left out of a slip. */
export const templateFields = ['logo', 'returnAddress', 'dates', 'note'] as const
/** What tells goods apart, besides their name and quantity, which are always there. */
export const templateColumns = ['sku', 'color', 'size', 'product', 'price', 'picture'] as const
export type TemplateSwitch = (typeof templateFields)[number] | (typeof templateColumns)[number]

/** What is on every slip, whatever its template: the parcel does not arrive, or is packed wrong, without it. */
export const alwaysPrinted = ['recipient', 'phone', 'order', 'codes', 'quantity', 'warnings', 'store'] as const

/** The most characters of the owner's own words. */
export const templateLimits = { heading: 120, text: 1000 } as const

/** How the slips of a store look, apart from what they say of the order. It is no part of what makes paper stale. */
export interface SlipTemplate {
  readonly show: Readonly<Record<TemplateSwitch, boolean>>
  readonly sizes: Readonly<Record<SizedPart, TemplateSize>>
  /** A line of the owner's over the goods; empty for none. */
  readonly heading: string
  /** The owner's text at the end, its line breaks kept; empty for none. */
  readonly text: string
  /** Whether the address label says who sends. */
  readonly labelSender: boolean
}

/** How slips look before anybody chose. */
export const standardTemplate: SlipTemplate = {
  show: { logo: true, returnAddress: true, dates: true, note: true, sku: true, color: true, size: true, product: true, price: false, picture: false },
  sizes: { recipient: 'normal', goods: 'normal', words: 'normal' },
  heading: '', text: '', labelSender: true
}

const factors: Readonly<Record<TemplateSize, number>> = { small: 0.85, normal: 1, large: 1.2 }

/**
 * By how much a part is set larger or smaller than usual.
 * @param scale by how much all of the sheet is set smaller so that it fits
 * @param least what the smallest steps of the sheet are: no part is set smaller than without a template
 */
export function sizeOf(template: SlipTemplate, part: SizedPart, scale: number, least: number): number {
  return Math.max(factors[template.sizes[part]] * scale, least)
}

/** The steps in which a sheet is set smaller: where a part begins larger, as many more as bring it down to where it would end. */
export function stepsFor(template: SlipTemplate, scales: readonly number[]): readonly number[] {
  const last = scales.at(-1) ?? 1
  return sizedParts.some((part) => template.sizes[part] === 'large') ? [...scales, last / 1.1, last / factors.large] : scales
}

/** Whether two templates make the same sheet. */
export function isSameTemplate(a: SlipTemplate, b: SlipTemplate): boolean {
  return a.heading === b.heading && a.text === b.text && a.labelSender === b.labelSender && sizedParts.every((part) => a.sizes[part] === b.sizes[part]) && [...templateFields, ...templateColumns].every((one) => a.show[one] === b.show[one])
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** A template that an older version kept, with what it did not know yet as the standard has it. Whether the rest is one is still to be checked. */
export function completedTemplate(kept: unknown): unknown {
  if (!isRecord(kept)) return kept
  return { ...standardTemplate, ...kept, show: { ...standardTemplate.show, ...(isRecord(kept['show']) ? kept['show'] : {}) }, sizes: { ...standardTemplate.sizes, ...(isRecord(kept['sizes']) ? kept['sizes'] : {}) } }
}
