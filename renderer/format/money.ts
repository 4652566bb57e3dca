import { isDecimal } from './decimal.ts'
import { remembered } from './remembered.ts'

const most = 20
const style = remembered((locale: string) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: most }))

/**
 * An amount as people read it. Joom's v2 names no currency and sellers treat every amount as US dollars, so it carries "$".
 * At least two decimals, never fewer than the amount has: nothing is rounded. What is no decimal number is shown as it came.
 */
export function formatMoney(locale: string, amount: string): string {
  const text = amount.trim()
  if (!isDecimal(text)) return amount
  // A decimal text is what `StringNumericLiteral` means; the compiler cannot see that it was checked.
  return style(locale).format(text as Intl.StringNumericLiteral)
}
