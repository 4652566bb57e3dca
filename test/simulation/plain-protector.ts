import type { Protector } from '../../electron/connections/connection-store.ts'

const [text, bytes] = [new TextDecoder(), new TextEncoder()]

/** A key store of a system that seals nothing: what it keeps is the simulation's own. */
export const plainProtector: Protector = {
  available: () => Promise.resolve('protected'),
  seal: (given) => Promise.resolve(bytes.encode(given)),
  open: (sealed) => Promise.resolve({ text: text.decode(sealed), reseal: false })
}
