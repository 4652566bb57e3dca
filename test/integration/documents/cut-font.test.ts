import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { embedFont, embedMeanings } from '../../../electron/documents/embed-font.ts'
import { PdfContainer, Verbatim } from '../../../electron/documents/pdf-container.ts'
import type { Face } from '../../../electron/documents/text/face.ts'
import { fontFile, fontKeys } from '../../../electron/documents/text/font-files.ts'
import { faceOf } from '../../../electron/documents/text/fonts.ts'
import { readPdf, type ReadPdf } from './read-pdf.ts'
import { renderPages, type Raster } from './render-pdf.ts'

/** Of every script what stands at both ends of its font's table, what is put together of parts, and some of what is in between. */
const samples: Readonly<Record<(typeof fontKeys)[number], string>> = {
  base: 'Aä09ŁőŞỆЖйΩώअ', arabic: 'عبدلشارعپچ٣', hebrew: 'אבגשלץם', thai: 'กรุงเทพฯ๙', georgian: 'თბილისი', armenian: 'Երևանֆ', bengali: 'ঢাকামহানগর', tamil: 'சென்னை', lao: 'ວຽງຈັນ', khmer: 'ភ្នំពេញ',
  sc: '北京市一龠A9', jp: '東京都ぁヶ龍A9', kr: '서울특별시가힣A9', tc: '臺北市一龜A9', emoji: '🎁🌸🐱', symbols: '♻⚓ⓐ', math: '∀∮𝐀'
}
const fonts = fontKeys.map((key) => [key, faceOf(key, 'regular'), [...new Set(samples[key])].map((character) => [faceOf(key, 'regular').glyphOf(character.codePointAt(0) ?? 0), character] as const)] as const)
type Glyphs = (typeof fonts)[number][2]

const hex = (id: number, bytes: number): string => id.toString(16).padStart(bytes * 2, '0')

/** A line in the cut font. @returns the page's content and its fonts */
function cutLine(container: PdfContainer, face: Face, glyphs: Glyphs): readonly [content: string, fonts: string] {
  const isNarrow = ([id]: Glyphs[number]): boolean => face.glyph(id).narrow !== null
  const used = (those: Glyphs, bytes: 1 | 2): Parameters<typeof embedFont>[1]['narrow'] => (those.length === 0 ? null : { glyphs: new Map(those), table: embedMeanings(container, new Map(those), bytes) })
  const { narrow, wide } = embedFont(container, { face, narrow: used(glyphs.filter(isNarrow), 1), wide: used(glyphs.filter((glyph) => !isNarrow(glyph)), 2) })
  const shown = glyphs.map((glyph) => (isNarrow(glyph) ? `/n 24 Tf <${hex(glyph[0], 1)}> Tj` : `/w 24 Tf <${hex(glyph[0], 2)}> Tj`)).join(' ')
  return [shown, `${narrow === null ? '' : `/n ${String(narrow)} 0 R`}${wide === null ? '' : `/w ${String(wide)} 0 R`}`]
}

/** The same in the whole file, by the glyphs' numbers in it. */
function wholeLine(container: PdfContainer, face: Face, glyphs: Glyphs): readonly [content: string, fonts: string] {
  const file = readFileSync(fontFile(face.key, 'regular'))
  const program = container.take()
  container.stream(program, `/Length1 ${String(file.length)}`, deflateSync(file, { level: 1 }))
  const descriptor = container.add(`<</Type/FontDescriptor/FontName/Whole/Flags 4/FontBBox[-1000 -1000 3000 1500]/ItalicAngle 0/Ascent 1000/Descent -300/CapHeight 700/StemV 80/FontFile2 ${String(program)} 0 R>>`)
  const widths = glyphs.map(([id]) => `${String(id)}[${String(Math.round(face.glyph(id).advance * 100) / 100)}]`).join(' ')
  const descendant = container.add(`<</Type/Font/Subtype/CIDFontType2/BaseFont/Whole/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${String(descriptor)} 0 R/CIDToGIDMap/Identity/W[${widths}]>>`)
  const font = container.add(`<</Type/Font/Subtype/Type0/BaseFont/Whole/Encoding/Identity-H/DescendantFonts[${String(descendant)} 0 R]>>`)
  return [`/F 24 Tf <${glyphs.map(([id]) => hex(id, 2)).join('')}> Tj`, `/F ${String(font)} 0 R`]
}

function documentOf(lines: ReadonlyArray<typeof cutLine>): Buffer {
  const chunks: Uint8Array[] = []
  const container = new PdfContainer({ title: 'Fonts', createdAt: 0, language: 'en' }, (chunk) => { chunks.push(chunk) })
  const root = container.pages.id
  const pages = fonts.flatMap(([, face, glyphs]) => lines.map((line) => {
    const [shown, named] = line(container, face, glyphs)
    const content = container.addStream('', Buffer.from(`BT 12 18 Td ${shown} ET`))
    const resources = container.add(`<</Font<<${named}>>>>`)
    return container.add(`<</Type/Page/Parent ${String(root)} 0 R/MediaBox[0 0 360 48]/Contents ${String(content)} 0 R/Resources ${String(resources)} 0 R>>`)
  }))
  Object.assign(container.pages.data, { Count: pages.length, Kids: new Verbatim(`[${pages.map((page) => `${String(page)} 0 R`).join(' ')}]`) })
  container.end(false)
  return Buffer.concat(chunks)
}

describe('a font cut for a document', () => {
  let read: ReadPdf
  let rasters: readonly Raster[]

  beforeAll(async () => {
    read = readPdf(documentOf([cutLine]))
    rasters = await renderPages(documentOf([cutLine, wholeLine]), 203)
  }, 60_000)

  it.each(fonts.map(([key], i) => [key, i] as const))('says its characters and looks like the whole font: %s', (key, i) => {
    expect(read.pages[i]?.said[0]?.text).toBe([...new Set(samples[key])].join(''))
    const [cut, whole] = [rasters[i * 2]?.dots ?? new Uint8Array(), rasters[i * 2 + 1]?.dots ?? new Uint8Array()]
    const ink = whole.reduce((sum, dot) => sum + 255 - dot, 0)
    const other = whole.reduce((sum, dot, at) => sum + Math.abs(dot - (cut[at] ?? 255)), 0)
    expect(ink).toBeGreaterThan(50_000)
    // Two of the files have hints, which a document goes without: their edges move by less than a dot.
    expect(other / ink).toBeLessThanOrEqual(key === 'hebrew' || key === 'math' ? 0.15 : 0.0001)
  })
})
