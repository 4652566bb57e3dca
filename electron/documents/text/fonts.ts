import { Face } from './face.ts'
import { fontOrder, type FontKey, type Weight } from './font-files.ts'
import { setParagraph, type Paragraph } from './typesetter.ts'

/** How text stands on the page. */
export interface Style {
  /** Points. */
  readonly size: number
  readonly weight: Weight
  /** Distance of baselines, in sizes. */
  readonly leading: number
  /** 0 is black. */
  readonly gray: number
}

const faces = new Map<string, Face>()

/** Each font file is opened once in a process: opening one for Chinese takes 20 to 50 ms. */
export function faceOf(key: FontKey, weight: Weight): Face {
  const name = `${key}-${weight}`
  let face = faces.get(name)
  if (face === undefined) {
    face = new Face(key, weight)
    faces.set(name, face)
  }
  return face
}

/** The fonts that a text is asked of, in their order: one and the same list for the same text, so that what is known of it is found again. */
interface Stack {
  readonly id: string
  readonly regular: readonly Face[]
  readonly bold: readonly Face[]
}
const stacks = new Map<readonly FontKey[], Stack>()

function stackFor(text: string, country: string | null): Stack {
  const order = fontOrder(text, country)
  let stack = stacks.get(order)
  if (stack === undefined) {
    const facesIn = (weight: Weight): Face[] => order.map((name) => faceOf(name, weight))
    stack = { id: String(stacks.size), regular: facesIn('regular'), bold: facesIn('bold') }
    stacks.set(order, stack)
  }
  return stack
}

const kept = new Map<string, Paragraph>()
const mostKept = 5000

/**
 * Sets a paragraph in the fonts of the country it goes to.
 * @param width in points
 */
export function typeset(text: string, style: Pick<Style, 'size' | 'weight'>, width: number, country: string | null, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
  const stack = stackFor(text, country)
  const room = Math.round((width * 1000) / style.size)
  const key = `${stack.id} ${style.weight} ${room} ${direction} ${text}`
  let paragraph = kept.get(key)
  if (paragraph === undefined) {
    paragraph = setParagraph(text, stack[style.weight], room, direction)
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, paragraph)
  }
  return paragraph
}
