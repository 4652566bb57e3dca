import { remembered } from './remembered.ts'

const style = remembered((locale: string) => new Intl.NumberFormat(locale))

/** A count with its groups: `4,812`. */
export function formatCount(locale: string, count: number): string {
  return style(locale).format(count)
}
