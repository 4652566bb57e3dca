/** What is wrong with a tracking number, before it is sent. */
export type TrackingProblem = 'empty' | 'characters' | 'spreadsheet' | 'length'

/** The most characters that a number has. */
export const trackingMaxLength = 50

/** A number as it is sent: without the blanks around and inside it that people type and scanners add, in capitals. */
export function normaliseTracking(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\u200b\u200e\u200f\ufeff]+/gu, '').toUpperCase()
}

/** Dashes (also those that nobody sees), dots, slashes and lines: people put them between the parts of a number. */
const between = /[-\u00ad\u2010-\u2015\u2212._/\\]+/gu

/** A number as it is compared with others, and never sent: as `normaliseTracking` has it, and without what stands between its parts. */
export function comparedTracking(written: string): string {
  return normaliseTracking(written).replace(between, '')
}

/**
 * Joom takes letters and digits only, no spaces (reference: "Fulfill an Order", tracking_number).
 * @param number a normalised number
 * @returns the first problem, or `null` where the number can be sent
 */
export function trackingProblem(number: string): TrackingProblem | null {
  if (number === '') return 'empty'
  // 9.40E+21: a spreadsheet has eaten the number; its digits are gone and no trimming brings them back.
  if (/^\d([.,]\d+)?E\+\d+$/.test(number)) return 'spreadsheet'
  if (!/^[A-Z0-9]+$/.test(number)) return 'characters'
  return number.length > trackingMaxLength ? 'length' : null
}
