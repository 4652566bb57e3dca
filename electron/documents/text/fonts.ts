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
  /** One of four: Han is drawn in as many ways. */
  readonly id: number
  readonly regular: readonly Face[]
  readonly bold: readonly Face[]
}
const stacks = new Map<readonly FontKey[], Stack>()

function stackFor(text: string, country: string | null): Stack {
  const order = fontOrder(text, country)
  let stack = stacks.get(order)
  if (stack === undefined) {
    const facesIn = (weight: Weight): Face[] => order.map((name) => faceOf(name, weight))
    stack = { id: stacks.size, regular: facesIn('regular'), bold: facesIn('bold') }
    stacks.set(order, stack)
  }
  return stack
}

/** Paragraphs by how they are set, then by their text: most texts are told apart by what they are, not by what they say. */
const kept = new Map<number, Map<string, Paragraph>>()
let keptCount = 0
const mostKept = 2000
const directions = ['ltr', 'rtl', 'auto'] as const

/**
 * Sets a paragraph in the fonts of the country it goes to.
 * @param width in points
 */
export function typeset(text: string, style: Pick<Style, 'size' | 'weight'>, width: number, country: string | null, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
  const stack = stackFor(text, country)
  const room = Math.round((width * 1000) / style.size)
  const how = ((room * 2 + (style.weight === 'bold' ? 1 : 0)) * 3 + directions.indexOf(direction)) * 4 + stack.id
  let those = kept.get(how)
  if (those === undefined) {
    those = new Map()
    kept.set(how, those)
  }
  let paragraph = those.get(text)
  if (paragraph === undefined) {
    paragraph = setParagraph(text, stack[style.weight], room, direction)
    if (keptCount >= mostKept) {
      kept.clear()
      those = new Map()
      kept.set(how, those)
      keptCount = 0
    }
    those.set(text, paragraph)
    keptCount += 1
  }
  return paragraph
}
