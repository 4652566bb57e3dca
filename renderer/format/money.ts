import { isDecimal } from './decimal.ts'
import { remembered } from './remembered.ts'

const most = 20
const exact = remembered((locale: string) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: most }))

const rounded = remembered((locale: string) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 2 }))

/**
 * An amount as people read it. Joom's v2 names no currency and sellers treat every amount as US dollars, so it carries "$".
 * What is no decimal number is shown as it came.
 * @param decimals `exact`: at least two, never fewer than the amount has; `cents`: two, for columns and buttons, with the exact amount close by
 */
export function formatMoney(locale: string, amount: string, decimals: 'exact' | 'cents'): string {
  const text = amount.trim()
  if (!isDecimal(text)) return amount
  // A decimal text is what `StringNumericLiteral` means; the compiler cannot see that it was checked.
  return (decimals === 'exact' ? exact : rounded)(locale).format(text as Intl.StringNumericLiteral)
}
