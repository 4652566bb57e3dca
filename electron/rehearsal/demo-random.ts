import { createHash } from 'node:crypto'

/** Numbers in [0, 1) that look random and are the same for a seed every time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** 24 hexadecimal digits that are the same for a name in a demo store every time, and others in another store. @param store its number */
export function hexId(name: string, store: number): string {
  return createHash('sha256').update(`packbench demo store${store === 1 ? '' : ` ${store}`}: ${name}`).digest('hex').slice(0, 24)
}
