import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import * as hb from 'harfbuzzjs'
import { fontFile, fontKeys, type FontKey } from '../../../electron/documents/text/font-files.ts'
import type { ReadPdf, Said } from './read-pdf.ts'

/** A shape on paper: its outline in the font's units, and where its origin stands, in points; `rise` is its height over the line's baseline. */
export interface Shape {
  readonly x: number
  readonly rise: number
  readonly outline: string
  /** Its number: of HarfBuzz in the whole font, of a PDF in the font that it carries. */
  readonly id: number
}

interface Original {
  readonly hb: hb.Font
  readonly fontkit: Font
}

const originals = new Map<string, Original>()
/** A font file as HarfBuzz and fontkit read it. */
export function original(key: FontKey): Original {
  let found = originals.get(key)
  if (found === undefined) {
    const data = readFileSync(fontFile(key, 'regular'))
    const opened = create(data)
    if (!('createSubset' in opened)) throw new Error('a collection')
    found = { hb: new hb.Font(new hb.Face(new hb.Blob(data))), fontkit: opened }
    originals.set(key, found)
  }
  return found
}

/** Names by which PDF fonts say which file they were cut from. */
export const keyOfFont: ReadonlyMap<string, FontKey> = new Map(fontKeys.map((key) => [original(key).fontkit.postscriptName.replaceAll(' ', '_'), key]))

/** What HarfBuzz by itself makes of a text in one font and one direction, from left to right, beginning at `x`. */
export function shaped(key: FontKey, text: string, rtl: boolean, size: number, x = 0): { readonly shapes: Shape[]; readonly end: number } {
  const { hb: font, fontkit } = original(key)
  const buffer = new hb.Buffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  buffer.setDirection(rtl ? hb.Direction.RTL : hb.Direction.LTR)
  buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES)
  hb.shape(font, buffer)
  const positions = buffer.getGlyphPositions()
  const unit = size / fontkit.unitsPerEm
  let pen = x
  const shapes = buffer.getGlyphInfos().map((info, i) => {
    const at = positions[i]
    const shape = { x: pen + (at?.xOffset ?? 0) * unit, rise: (at?.yOffset ?? 0) * unit, outline: fontkit.getGlyph(info.codepoint).path.toSVG(), id: info.codepoint }
    pen += (at?.xAdvance ?? 0) * unit
    return shape
  })
  return { shapes, end: pen }
}

const subsets = new WeakMap<Buffer, Font>()

/** What a line of a PDF draws: the outlines of the subset that the PDF carries, where its operators put them. */
export function drawn(pdf: ReadPdf, line: Said): Shape[] {
  return line.glyphs.map((glyph) => {
    const file = pdf.fontFiles.get(glyph.font)
    if (file === undefined) throw new Error(`No font file of ${glyph.font}`)
    let subset = subsets.get(file)
    if (subset === undefined) {
      const opened = create(file)
      if (!('createSubset' in opened)) throw new Error('a collection')
      subset = opened
      subsets.set(file, subset)
    }
    return { x: glyph.x, rise: line.y - glyph.y, outline: subset.getGlyph(glyph.code).path.toSVG(), id: glyph.code }
  })
}

/** Shapes with ink, from left to right: what an eye compares. */
export function inOrder(shapes: readonly Shape[]): Shape[] {
  return shapes.filter((shape) => shape.outline !== '').sort((a, b) => Math.round(a.x * 4) - Math.round(b.x * 4) || (a.outline < b.outline ? -1 : 1))
}
