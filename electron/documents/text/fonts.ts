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
function faceOf(key: FontKey, weight: Weight): Face {
  const name = `${key}-${weight}`
  let face = faces.get(name)
  if (face === undefined) {
    face = new Face(key, weight)
    faces.set(name, face)
  }
  return face
}

const kept = new Map<string, Paragraph>()
const mostKept = 5000

/**
 * Sets a paragraph in the fonts of the country it goes to.
 * @param width in points
 */
export function typeset(text: string, style: Pick<Style, 'size' | 'weight'>, width: number, country: string | null, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
  const order = fontOrder(text, country)
  const room = Math.round((width * 1000) / style.size)
  const key = [order.join(), style.weight, room, direction, text].join('\u0000')
  let paragraph = kept.get(key)
  if (paragraph === undefined) {
    paragraph = setParagraph(text, order.map((name) => faceOf(name, style.weight)), room, direction)
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, paragraph)
  }
  return paragraph
}
