import type { Printer } from '../../electron/contract/schemas.ts'

type Named = Pick<Printer, 'name' | 'description'>

/** As what a person knows a printer. */
export const printerLabel = ({ name, description }: Named): string => (description === '' ? name : description)

/** The same by its name; one that is not among them is called by that. */
export function printerNamed(printers: readonly Named[] | null | undefined, name: string): string {
  const found = printers?.find((one) => one.name === name)
  return found === undefined ? name : printerLabel(found)
}
