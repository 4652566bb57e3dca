/**
 * How long a parcel takes, as Joom wants it: a range of days, the lower bound at least 2 (reference: "Fulfill an Order",
 * shipping_time).
 * @param typed such as `7-21` or `7 – 21`
 * @returns as it is sent, or `null` where it is no such time
 */
export function shippingTimeOf(typed: string): string | null {
  const [, from, to] = /^\s*(\d{1,3})\s*[-–]\s*(\d{1,3})\s*$/.exec(typed) ?? []
  if (from === undefined || to === undefined || Number(from) < 2 || Number(to) < Number(from)) return null
  return `${String(Number(from))}-${String(Number(to))}`
}
