import { createRequire } from 'node:module'

const req = createRequire(import.meta.url)

/** What names a picture: the same for the same bytes, no other has it. Few sheets have pictures: what reckons it is loaded with the first. */
export function pictureHash(bytes: Uint8Array | string): Buffer {
  const { createHash } = req('node:crypto') as typeof import('node:crypto') // what `require` gives for this name
  return createHash('sha256').update(bytes).digest()
}
