import { contentTokens, type Token } from './pdf-content.ts'
import { pdfObjects, type PdfObject } from './pdf-objects.ts'
import { readCff } from './read-cff.ts'

/** A glyph on a page: where its left end stands (points from the left), and the characters the PDF's table gives for it. */
export interface SeenGlyph {
  readonly x: number
  readonly y: number
  readonly code: number
  readonly says: string
  readonly font: string
}

/** One text object of a page, in the order it was drawn. */
export interface Said {
  /** What it says in reading order: its own text where the PDF gives one beside the glyphs, else what the glyphs say. */
  readonly text: string
  readonly glyphs: readonly SeenGlyph[]
  readonly x: number
  readonly y: number
  readonly size: number
  readonly gray: number
}

export interface ReadPage {
  readonly width: number
  readonly height: number
  readonly said: readonly Said[]
}

export interface ReadPdf {
  readonly pages: readonly ReadPage[]
  /** The embedded font files by the name of their font (without the tag of the subset). */
  readonly fontFiles: ReadonlyMap<string, Buffer>
  readonly catalog: string
  readonly info: string
}

interface PdfFont {
  readonly name: string
  readonly widths: ReadonlyMap<number, number>
  readonly says: ReadonlyMap<number, string>
  /** How many bytes a code has. */
  readonly bytes: 1 | 2
  /** The glyph in the font file of a code. */
  readonly glyphOf: (code: number) => number
}

/** What the table of codes in a symbolic TrueType file says of one byte: (3, 0), format 4. */
function symbolGlyph(file: Buffer, code: number): number {
  for (let i = 0; i < file.readUInt16BE(4); i++) {
    const entry = 12 + i * 16
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue
    const cmap = file.subarray(file.readUInt32BE(entry + 8))
    const table = cmap.subarray(cmap.readUInt32BE(8))
    if (cmap.readUInt32BE(4) !== 0x30000 || table.readUInt16BE(0) !== 4) throw new Error('Not the table of a symbolic font')
    const segments = table.readUInt16BE(6)
    for (let at = 14; at < 14 + segments; at += 2) {
      const [end, start, delta] = [table.readUInt16BE(at), table.readUInt16BE(at + 2 + segments), table.readUInt16BE(at + 2 + segments * 2)]
      if (0xf000 + code <= end) return 0xf000 + code < start ? 0 : (0xf000 + code + delta) & 0xffff
    }
  }
  throw new Error('A font without a table of codes')
}

const fromUtf16 = (bytes: Buffer): string => Buffer.from(bytes).swap16().toString('utf16le')

/**
 * Reads back what a slip's PDF says, by the rules of the PDF format and by nothing of the code that wrote it: objects, page
 * tree, `ToUnicode` tables, widths, text operators and `ActualText`.
 */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const { objects, root: rootId, info } = pdfObjects(pdf)
  const object = (id: string | number | undefined): PdfObject => {
    const found = objects.get(Number(id))
    if (found === undefined) throw new Error(`No object ${String(id)}`)
    return found
  }
  const reference = (dictionary: string, name: string): string | undefined => new RegExp(`/${name} ?\\[?(\\d+) 0 R`, 'u').exec(dictionary)?.[1]
  const references = (dictionary: string, name: string): string[] => [...(new RegExp(`/${name} ?\\[([^\\]]*)\\]`, 'u').exec(dictionary)?.[1] ?? '').matchAll(/(\d+) 0 R/gu)].map(([, id]) => id ?? '')

  const fontFiles = new Map<string, Buffer>()
  const fonts = new Map<string, PdfFont>()
  const fontOf = (id: string): PdfFont => {
    let font = fonts.get(id)
    if (font !== undefined) return font
    const { dictionary } = object(id)
    const simple = /\/Subtype ?\/(?:TrueType|Type1)\b/u.test(dictionary)
    const descendant = simple ? dictionary : object(reference(dictionary, 'DescendantFonts')).dictionary
    const name = /\/BaseFont ?\/[A-Z]{6}\+([^\s/]+)/u.exec(dictionary)?.[1] ?? ''
    const descriptor = object(reference(descendant, 'FontDescriptor')).dictionary
    const compact = reference(descriptor, 'FontFile3')
    const file = object(compact ?? reference(descriptor, 'FontFile2')).stream
    if (file !== null) fontFiles.set(name, file)
    const widths = new Map<number, number>()
    for (const [, first, list] of (/\/W ?\[((?:\s*\d+\s*\[[^\]]*\])*)\]/u.exec(descendant)?.[1] ?? '').matchAll(/(\d+)\s*\[([^\]]*)\]/gu)) {
      ;(list ?? '').trim().split(/\s+/u).forEach((width, i) => widths.set(Number(first) + i, Number(width)))
    }
    if (simple) (/\/Widths ?\[([^\]]*)\]/u.exec(dictionary)?.[1] ?? '').trim().split(/\s+/u).forEach((width, i) => widths.set(Number(/\/FirstChar (\d+)/u.exec(dictionary)?.[1]) + i, Number(width)))
    const table = object(reference(dictionary, 'ToUnicode')).stream?.toString('latin1') ?? ''
    const says = new Map<number, string>()
    for (const [, block] of table.matchAll(/beginbfrange\n([^]*?)endbfrange/gu)) {
      for (const [, first, last, text, row] of (block ?? '').matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]*)>|\[((?:<[0-9a-f]*>\s*)*)\])/gu)) {
        if (row !== undefined) {
          ;[...row.matchAll(/<([0-9a-f]*)>/gu)].forEach(([, one], i) => says.set(Number.parseInt(first ?? '', 16) + i, fromUtf16(Buffer.from(one ?? '', 'hex'))))
          continue
        }
        const [from, to] = [first, last].map((code) => Number.parseInt(code ?? '', 16)) as [number, number] // two were given
        const characters = Buffer.from(text ?? '', 'hex')
        // The last byte counts on: ISO 32000, 9.10.3.
        for (let code = from; code <= to; code++) says.set(code, fromUtf16(Buffer.concat([characters.subarray(0, -1), Buffer.from([(characters.at(-1) ?? 0) + code - from])])))
      }
    }
    const map = reference(descendant, 'CIDToGIDMap')
    const numbers = map === undefined ? null : object(map).stream
    const built = compact === undefined || file === null ? null : readCff(file)
    font = { name, widths, says, bytes: simple ? 1 : 2, glyphOf: (code) => (built !== null ? built.glyphOf(code) : simple && file !== null ? symbolGlyph(file, code) : (numbers?.readUInt16BE(code * 2) ?? code)) }
    fonts.set(id, font)
    return font
  }

  const root = object(rootId)
  const pagesUnder = (id: string | undefined): PdfObject[] => {
    const node = object(id)
    return /\/Type ?\/Pages/u.test(node.dictionary) ? references(node.dictionary, 'Kids').flatMap(pagesUnder) : [node]
  }
  const pages = pagesUnder(reference(root.dictionary, 'Pages')).map(({ dictionary: page }) => {
    const [, , width, height] = (/\/MediaBox ?\[([^\]]*)\]/u.exec(page)?.[1] ?? '').split(/\s+/u).map(Number)
    const resources = object(reference(page, 'Resources')).dictionary
    const named = new Map([...(/\/Font ?<<([^>]*)>>/u.exec(resources)?.[1] ?? '').matchAll(/\/(\S+) (\d+) 0 R/gu)].map((font) => [font[1], font[2]] as const))
    const several = references(page, 'Contents')
    const content = (several.length > 0 ? several : [reference(page, 'Contents') ?? '']).map((id) => object(id).stream?.toString('latin1') ?? '').join('\n')
    return { width: width ?? 0, height: height ?? 0, said: readContent(content, height ?? 0, (name) => fontOf(named.get(name) ?? '')) }
  })
  return {
    pages, fontFiles, catalog: root.dictionary + (objects.get(Number(reference(root.dictionary, 'ViewerPreferences')))?.dictionary ?? ''),
    info: `${object(info).dictionary} ${[...objects.values()].map(({ dictionary }) => dictionary).join('\n')}`
  }
}

interface State {
  readonly font: PdfFont | null
  readonly size: number
  readonly gray: number
}

/** Lengths come out as they are on paper: from the top down. */
function readContent(content: string, height: number, fontOf: (name: string) => PdfFont): Said[] {
  const said: Said[] = []
  const kept: State[] = []
  let stack: Token[] = []
  let actual: string | null = null
  let state: State = { font: null, size: 0, gray: 0 }
  let [rise, tracking, x, y] = [0, 0, 0, 0]
  let line = { x: 0, y: 0 }
  let current: { glyphs: SeenGlyph[]; x: number; y: number; size: number; gray: number; actual: string | null } | null = null
  const number = (back: number): number => { const token = stack.at(-back); return token?.kind === 'number' ? token.value : NaN }
  const end = (): void => {
    if (current !== null && current.glyphs.length > 0) said.push({ glyphs: current.glyphs, x: current.x, y: current.y, size: current.size, gray: current.gray, text: current.actual ?? current.glyphs.map((glyph) => glyph.says).join('') })
    current = null
  }
  const show = (bytes: Buffer): void => {
    const { font, size, gray } = state
    const step = font?.bytes ?? 2
    for (let i = 0; i + step <= bytes.length; i += step) {
      const code = bytes.readUIntBE(i, step)
      current ??= { glyphs: [], x: line.x, y: height - line.y, size, gray, actual: null }
      current.size = size
      current.gray = gray
      if (actual !== null) current.actual = actual
      current.glyphs.push({ x, y: height - (y + rise), code: font?.glyphOf(code) ?? code, says: font?.says.get(code) ?? '', font: font?.name ?? '' })
      x += ((font?.widths.get(code) ?? 0) * size) / 1000 + tracking
    }
  }
  for (const token of contentTokens(content)) {
    if (token.kind !== 'operator') {
      stack.push(token)
      continue
    }
    const last = stack.at(-1)
    switch (token.text) {
      case 'q': kept.push(state); break
      case 'Q': state = kept.pop() ?? state; break
      case 'BDC': {
        const given = last?.kind === 'dictionary' ? last.entries.get('ActualText') : undefined
        if (given?.kind === 'string') actual = fromUtf16(given.bytes.subarray(2))
        break
      }
      case 'EMC': actual = null; break
      case 'g': state = { ...state, gray: number(1) }; break
      case 'BT':
        line = { x: 0, y: 0 }
        break
      case 'Td':
        end()
        line = { x: line.x + number(2), y: line.y + number(1) }
        ;({ x, y } = line)
        break
      case 'Tc': tracking = number(1); break
      case 'Tf': {
        const name = stack.at(-2)
        state = { ...state, font: fontOf(name?.kind === 'name' ? name.text : ''), size: number(1) }
        break
      }
      case 'Ts': rise = number(1); break
      case 'Tj': if (last?.kind === 'string') show(last.bytes); break
      case 'TJ':
        for (const part of last?.kind === 'array' ? last.items : []) {
          if (part.kind === 'string') show(part.bytes)
          else if (part.kind === 'number') x -= (part.value * state.size) / 1000
        }
        break
      case 'ET': end(); break
    }
    stack = []
  }
  return said
}
