import type { Printer } from '../../electron/contract/schemas.ts'

type Named = Pick<Printer, 'name' | 'description'>

/** As what a person knows a printer. */
export const printerLabel = ({ name, description }: Named): string => (description === '' ? name : description)

/** The same by its name; one that is not among them is called by that. */
export function printerNamed(printers: readonly Named[] | null | undefined, name: string): string {
  const found = printers?.find((one) => one.name === name)
  return found === undefined ? name : printerLabel(found)
}

/** Whether a name is one that Packbench gave: a person knows such a printer by another one, which goes with it. */
export const isOwnName = (name: string): boolean => /^(?:label-printer|folder):/u.test(name)
