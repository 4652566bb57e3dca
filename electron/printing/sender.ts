import type { Sender } from '../documents/desk-input.ts'
import { returnLines } from '../documents/sheet-heading.ts'
import type { SlipOrder } from './run-store.ts'

/** Who sends an order: its store under its name, at its own address or else at the general one. @param general of the settings */
export function senderOf({ storeName, returnAddress }: Pick<SlipOrder, 'storeName' | 'returnAddress'>, general: string): Sender {
  return { store: storeName, lines: returnLines({ storeName, returnAddress: returnAddress.trim() === '' ? general : returnAddress }) }
}
