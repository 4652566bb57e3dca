import { isPickCode, joomIdOf, orderCodeOf } from './pick-code.ts'
import type { World } from './world.ts'

/** The first character says what a code is of, as on pick codes: an order of a real store, or one of the rehearsal. */
const kinds: Readonly<Record<World, string>> = { real: 'O', rehearsal: 'R' }
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const size = alphabet.length

/** How Joom's ids look as far as is known. Such an id is written in capitals: a code of capitals and digits is smaller, and no keyboard layout garbles it. */
const usualId = /^[0-9a-f]{24}$/
const capitals = /^[0-9A-F]{24}$/

const valueOf = (point: number): number => (point >= 0x30 && point <= 0x39 ? point - 0x30 : point >= 0x41 && point <= 0x5a ? point - 0x41 + 10 : point % size)

/** ISO/IEC 7064, MOD 37,36: shows any single wrong character, and nearly any two that changed places. */
export function checkCharacter(text: string): string {
  let product = size
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0
    if (point > 0xffff) i++
    if (point === 0x2d) continue
    const sum = (product + valueOf(point)) % size || size
    product = (sum * 2) % (size + 1)
  }
  return alphabet.charAt((size + 1 - product) % size)
}

/** What a sheet's code says of its order. `hash`: of what the sheet says (eight digits, small letters); `null` on older paper, which says its id only. */
export interface SheetCode {
  readonly world: World
  readonly joomId: string
  readonly hash: string | null
}

/**
 * What the QR code and the Data Matrix of a sheet say: the kind, the order's id, the hash of what the sheet says of it, and a
 * check character: `O-5C3D…-9F3A21C07`. An id that is all capitals already cannot be told from one that was made so, and stands alone.
 */
export function sheetCodeOf({ world, joomId, hash }: SheetCode): string {
  if (hash === null || capitals.test(joomId) && !usualId.test(joomId)) return orderCodeOf(joomId, world)
  const said = `${kinds[world]}-${usualId.test(joomId) ? joomId.toUpperCase() : joomId}-${hash.toUpperCase()}`
  return said + checkCharacter(said)
}

/** Reads such a code, whatever its capitals; `null` for any other text, and for one whose check character does not fit. */
export function readSheetCode(text: string): (SheetCode & { readonly hash: string }) | null {
  const [, kind = '', id = '', tail = ''] = /^([ORor])-([\s\S]+)-([0-9A-Fa-f]{8}[0-9A-Za-z])$/u.exec(text.trim()) ?? []
  if (id === '') return null
  const usual = capitals.test(id.toUpperCase())
  const said = `${kind.toUpperCase()}-${usual ? id.toUpperCase() : id}-${tail.slice(0, 8).toUpperCase()}`
  if (checkCharacter(said) !== tail.slice(8).toUpperCase()) return null
  return { world: kind.toUpperCase() === kinds.rehearsal ? 'rehearsal' : 'real', joomId: usual ? id.toLowerCase() : id, hash: tail.slice(0, 8).toLowerCase() }
}

/** The same without what is of the sheet and not of the order: what is searched for when a code is scanned. Any other text is as it stands. */
export function searchedFor(text: string): string {
  const code = readSheetCode(text)
  return code === null ? text : orderCodeOf(code.joomId, code.world)
}

/** What a code of paper names its order by: a sheet's square code says a hash besides, a pick code and the id alone, as on older paper, do not. */
export type OrderNamed =
  | { readonly by: 'sheet'; readonly code: SheetCode & { readonly hash: string } }
  | { readonly by: 'pick_code'; readonly pickCode: string }
  | { readonly by: 'id'; readonly code: string }

const idAlone = /^(?:R-)?[0-9a-f]{24}$/iu

/** Reads a code that names an order, whatever its capitals; `null` for any other text: a name, a tracking number, half a code. */
export function orderNamedBy(text: string): OrderNamed | null {
  const said = text.trim()
  const code = readSheetCode(said)
  if (code !== null) return { by: 'sheet', code }
  const pickCode = said.toUpperCase()
  if (isPickCode(pickCode)) return { by: 'pick_code', pickCode }
  return idAlone.test(said) ? { by: 'id', code: said } : null
}

/** The id at Joom that a code of paper says in this world; any other text is an id as it stands. */
export function idOnPaper(text: string, world: World): string {
  return joomIdOf(searchedFor(text), world)
}

/**
 * What a scanned sheet is worth in a store's world. `not_ours`: no code of a sheet. `rehearsal`: practice paper at a real store,
 * `real`: the other way round; neither is taken. `current`: the order still is as the sheet says. `stale`: it is not.
 * `unhashed`: older paper that does not say. `never_printed`: the code names an order of which nothing was printed or saved.
 */
export type PaperVerdict = 'not_ours' | 'rehearsal' | 'real' | 'current' | 'stale' | 'unhashed' | 'never_printed'

/**
 * Judges a scanned code.
 * @param world of the stores that are worked with
 * @param currentHash of what a sheet of this order would say now; `null` where no such order is here
 */
export function judgePaper(code: SheetCode | null, world: World, currentHash: string | null): PaperVerdict {
  if (code === null || (code.world === world && currentHash === null)) return 'not_ours'
  if (code.world !== world) return code.world
  if (code.hash === null) return 'unhashed'
  return code.hash === currentHash?.toLowerCase() ? 'current' : 'stale'
}
