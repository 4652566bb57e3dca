import { cleanLine } from './clean-text.ts'
import { Face } from './face.ts'
import { fontOrder, hanIn, type FontKey, type Han, type Weight } from './font-files.ts'
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
type Stack = Readonly<Record<Weight, readonly Face[]>>
const stacks = new Map<readonly FontKey[], Stack>()

function stackFor(text: string, country: string | null): Stack {
  const order = fontOrder(text, country)
  let stack = stacks.get(order)
  if (stack === undefined) {
    const facesIn = (weight: Weight): Face[] => order.map((name) => faceOf(name, weight))
    stack = { regular: facesIn('regular'), bold: facesIn('bold') }
    stacks.set(order, stack)
  }
  return stack
}

type Direction = 'ltr' | 'rtl' | 'auto'
const numberOf: Readonly<Record<Han | Direction | Weight, number>> = { sc: 0, tc: 1, jp: 2, kr: 3, auto: 0, ltr: 1, rtl: 2, regular: 0, bold: 1 }

/** Paragraphs by how they are set, then by their text: most texts are told apart by what they are, not by what they say. */
const kept = new Map<number, Map<string, Paragraph>>()
let keptCount = 0
const mostKept = 2000

/** Those that were set once, lately: names and addresses do not come again, and to keep them all would take as long as to set them. */
const once = new Map<string, { readonly how: number; readonly paragraph: Paragraph }>()
const mostOnce = 400

function keep(how: number, text: string, paragraph: Paragraph): void {
  if (keptCount >= mostKept) {
    kept.clear()
    keptCount = 0
  }
  let those = kept.get(how)
  if (those === undefined) {
    those = new Map()
    kept.set(how, those)
  }
  those.set(text, paragraph)
  keptCount += 1
}

/**
 * Sets a paragraph in the fonts of the country it goes to, as `cleanLine` has it.
 * @param width in points
 */
export function typeset(text: string, style: Pick<Style, 'size' | 'weight'>, width: number, country: string | null, direction: Direction = 'auto'): Paragraph {
  const room = Math.round((width * 1000) / style.size)
  const how = ((room * 2 + numberOf[style.weight]) * 3 + numberOf[direction]) * 4 + numberOf[hanIn(country)]
  const known = kept.get(how)?.get(text)
  if (known !== undefined) return known
  const before = once.get(text)
  let paragraph = before?.how === how ? before.paragraph : undefined
  if (paragraph === undefined) {
    const clean = cleanLine(text)
    paragraph = setParagraph(clean, stackFor(clean, country)[style.weight], room, direction)
  }
  if (before === undefined) {
    if (once.size >= mostOnce) once.clear()
    once.set(text, { how, paragraph })
  } else keep(how, text, paragraph)
  return paragraph
}
