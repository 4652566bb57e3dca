import { inflateSync } from 'node:zlib'

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
  readonly widths: readonly number[]
  readonly says: ReadonlyMap<number, string>
}

const fromUtf16 = (hex: string): string => Buffer.from(hex.replace(/\s/gu, ''), 'hex').swap16().toString('utf16le')

/**
 * Reads back what a slip's PDF says, by the rules of the PDF format and by nothing of the code that wrote it: objects, page
 * tree, `ToUnicode` tables, widths, text operators and `ActualText`.
 */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const bytes = Buffer.from(pdf)
  const all = bytes.toString('latin1')
  const objects = new Map<number, { readonly dictionary: string; readonly stream: Buffer | null }>()
  for (const match of all.matchAll(/^(\d+) 0 obj\n/gmu)) {
    const from = match.index + match[0].length
    const rest = all.slice(from, from + 200_000)
    const streamAt = rest.indexOf('\nstream\n')
    const endAt = rest.indexOf('\nendobj')
    if (streamAt >= 0 && streamAt < endAt) {
      const dictionary = rest.slice(0, streamAt)
      const length = Number(/\/Length (\d+)/u.exec(dictionary)?.[1])
      const data = bytes.subarray(from + streamAt + 8, from + streamAt + 8 + length)
      objects.set(Number(match[1]), { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(data) : data })
    } else objects.set(Number(match[1]), { dictionary: all.slice(from, all.indexOf('\nendobj', from)), stream: null })
  }
  const object = (id: string | undefined): { readonly dictionary: string; readonly stream: Buffer | null } => {
    const found = objects.get(Number(id))
    if (found === undefined) throw new Error(`No object ${id}`)
    return found
  }
  const reference = (dictionary: string, name: string): string | undefined => new RegExp(`/${name} \\[?(\\d+) 0 R`, 'u').exec(dictionary)?.[1]

  const fontFiles = new Map<string, Buffer>()
  const fonts = new Map<string, PdfFont>()
  const fontOf = (id: string): PdfFont => {
    let font = fonts.get(id)
    if (font !== undefined) return font
    const { dictionary } = object(id)
    const descendant = object(reference(dictionary, 'DescendantFonts')).dictionary
    const name = /\/BaseFont \/[A-Z]{6}\+(\S+)/u.exec(dictionary)?.[1] ?? ''
    const descriptor = object(reference(descendant, 'FontDescriptor')).dictionary
    const file = object(reference(descriptor, 'FontFile2')).stream
    if (file !== null) fontFiles.set(name, file)
    const widths = (/\/W \[0 \[([^\]]*)\]/u.exec(descendant)?.[1] ?? '').trim().split(/\s+/u).map(Number)
    const table = object(reference(dictionary, 'ToUnicode')).stream?.toString('latin1') ?? ''
    const says = new Map<number, string>()
    for (const [, first, , list] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gu)) {
      ;[...(list ?? '').matchAll(/<([^>]*)>/gu)].forEach((entry, i) => says.set(Number.parseInt(first ?? '0', 16) + i, fromUtf16(entry[1] ?? '')))
    }
    font = { name, widths, says }
    fonts.set(id, font)
    return font
  }

  const root = object(/\/Root (\d+) 0 R/u.exec(all)?.[1])
  const tree = object(reference(root.dictionary, 'Pages'))
  const pages = [...(/\/Kids \[([^\]]*)\]/u.exec(tree.dictionary)?.[1] ?? '').matchAll(/(\d+) 0 R/gu)].map((kid) => {
    const page = object(kid[1]).dictionary
    const [, , width, height] = (/\/MediaBox \[([^\]]*)\]/u.exec(page)?.[1] ?? '').split(/\s+/u).map(Number)
    const resources = object(reference(page, 'Resources')).dictionary
    const named = new Map([...(/\/Font <<([^>]*)>>/u.exec(resources)?.[1] ?? '').matchAll(/\/(\S+) (\d+) 0 R/gu)].map((font) => [font[1], font[2]] as const))
    const content = object(reference(page, 'Contents')).stream?.toString('latin1') ?? ''
    return { width: width ?? 0, height: height ?? 0, said: readContent(content, (name) => fontOf(named.get(name) ?? '')) }
  })
  return { pages, fontFiles, catalog: root.dictionary + (objects.get(Number(reference(root.dictionary, 'ViewerPreferences')))?.dictionary ?? ''), info: all }
}

function readContent(content: string, fontOf: (name: string) => PdfFont): Said[] {
  const said: Said[] = []
  const stack: string[] = []
  let actual: string | null = null
  let font: PdfFont | null = null
  let [size, rise, tracking, gray, x, y] = [0, 0, 0, 0, 0, 0]
  let current: { glyphs: SeenGlyph[]; x: number; y: number; size: number; gray: number } | null = null
  // Inline images are skipped: their bytes are no operators.
  const tokens = content.replace(/\nBI [\s\S]*?\nEI Q/gu, '').match(/<<[^]*?>>|<[0-9a-f]*>|\[[^\]]*\]|[^\s[\]<>]+/gu) ?? []
  for (const token of tokens) {
    switch (token) {
      case 'BDC': {
        const given = /\/ActualText <feff([0-9a-f]*)>/u.exec(stack.at(-1) ?? '')?.[1]
        actual = given === undefined ? null : fromUtf16(given)
        break
      }
      case 'EMC': actual = null; break
      case 'g': gray = Number(stack.at(-1)); break
      case 'BT': current = null; break
      case 'Tm':
        x = Number(stack.at(-2))
        y = Number(stack.at(-1))
        current = { glyphs: [], x, y, size: 0, gray }
        break
      case 'Tc': tracking = Number(stack.at(-1)); break
      case 'Tf':
        font = fontOf((stack.at(-2) ?? '').slice(1))
        size = Number(stack.at(-1))
        break
      case 'Ts': rise = Number(stack.at(-1)); break
      case 'TJ':
        for (const [part] of (stack.at(-1) ?? '').matchAll(/<[0-9a-f]*>|-?[0-9.]+/gu)) {
          if (!part.startsWith('<')) x -= (Number(part) * size) / 1000
          else {
            for (const [hex] of part.matchAll(/[0-9a-f]{4}/gu)) {
              const code = Number.parseInt(hex, 16)
              current?.glyphs.push({ x, y: y - rise, code, says: font?.says.get(code) ?? '', font: font?.name ?? '' })
              x += ((font?.widths[code] ?? 0) * size) / 1000 + tracking
            }
          }
        }
        if (current !== null) current.size = size
        break
      case 'ET':
        if (current !== null) said.push({ ...current, text: actual ?? current.glyphs.map((glyph) => glyph.says).join('') })
        current = null
        break
      default: stack.push(token)
    }
    if (token.length <= 3 && /^[A-Za-z]+$/u.test(token)) stack.length = 0
  }
  return said
}
