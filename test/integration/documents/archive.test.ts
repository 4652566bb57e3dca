import { beforeAll, describe, expect, it } from 'vitest'
import { create } from 'fontkit'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { pdfObjects } from './pdf-objects.ts'
import { readCff } from './read-cff.ts'
import { readPdf } from './read-pdf.ts'

/** What PDF/A-2b (ISO 19005-2) asks of a document like ours, clause by clause. */
describe.each([['100x150', 9], ['a4', 9], ['letter', 9], ['100x150', 1000]] as const)('a document for the archive, on %s, every %sth address', (paper, every) => {
  let pdf: Buffer
  let text: string
  let objects: ReturnType<typeof pdfObjects>['objects']
  let xmp: string

  beforeAll(async () => {
    const logo = readLogo(pngOf(320, 120))
    const sheets = addresses.filter((_, i) => i % every === 0).map((address, i) => slipFor(address, i, 9, { logo: 'any', returnAddress: 'Hafenstraße 12' }))
    pdf = Buffer.from((await makeSlips(slipsInput(sheets, { paper, title: 'Packbench 47 & more', logos: logo.kind === 'logo' ? { any: logo.png } : {} }))).pdf)
    text = pdf.toString('latin1')
    objects = pdfObjects(pdf).objects
    xmp = [...objects.values()].find(({ dictionary }) => /\/Type ?\/Metadata/u.test(dictionary))?.stream?.toString('utf8') ?? ''
  })

  it('begins and ends as files do that are no text (6.1.2, 6.1.3)', () => {
    expect(text.startsWith('%PDF-1.7\n%')).toBe(true)
    expect([...pdf.subarray(10, 14)].every((byte) => byte > 127)).toBe(true)
    expect(text).toMatch(/%%EOF\n?$/u)
    expect(text).toMatch(/\/ID ?\[<[0-9a-f]{32}><[0-9a-f]{32}>\]/u)
    expect(text).not.toContain('/Encrypt')
  })

  it('has streams of the length that they say, between lines of their own (6.1.7)', () => {
    let count = 0
    for (const found of text.matchAll(/\/Length (\d+)[^]{0,80}?>>\s*stream\n/gu)) {
      expect(text.slice(found.index + found[0].length + Number(found[1])).replace(/^\n/u, '')).toMatch(/^\n?endstream\n/u)
      count += 1
    }
    expect(count).toBeGreaterThan(6)
  })

  it('says what it is, and the same of itself in both places (6.6.2, 6.6.4, 6.1.3)', () => {
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(xmp).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(/<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>/u.test(xmp)).toBe(true)
    expect(xmp).toContain('<rdf:li xml:lang="x-default">Packbench 47 &amp; more</rdf:li>')
    expect(xmp).toContain('<xmp:CreateDate>2026-11-22T08:02:00Z</xmp:CreateDate>')
    expect(xmp).toContain('<pdf:Producer>Packbench</pdf:Producer>')
    const dictionaries = [...objects.values()].map(({ dictionary }) => dictionary).join('\n')
    for (const said of ['(Packbench 47 & more)', '(D:20261122080200Z)']) expect(dictionaries).toContain(said)
    expect(readPdf(pdf).catalog).toMatch(/\/Lang ?\(en/u)
  })

  it('says what its colours are meant to be, by a profile (6.2.3)', () => {
    // The logo of a label is black dots: it has no colours.
    const isGrey = paper === '100x150'
    const intent = /\/OutputIntents ?\[<<\/Type\/OutputIntent\/S\/GTS_PDFA1\/OutputConditionIdentifier\((sRGB|grey)\)\/DestOutputProfile (\d+) 0 R>>\]/u.exec(readPdf(pdf).catalog)
    expect(intent?.[1]).toBe(isGrey ? 'grey' : 'sRGB')
    expect([...objects.values()].some(({ dictionary }) => dictionary.includes('/DeviceRGB'))).toBe(!isGrey)
    const profile = objects.get(Number(intent?.[2]))
    expect(profile?.dictionary).toMatch(isGrey ? /\/N 1\b/u : /\/N 3\b/u)
    const icc = profile?.stream ?? Buffer.alloc(0)
    expect(icc.readUInt32BE(0)).toBe(icc.length)
    expect([icc.toString('latin1', 12, 20), icc.toString('latin1', 36, 40), icc[8]]).toEqual([isGrey ? 'mntrGRAY' : 'mntrRGB ', 'acsp', 4])
    const tags = Array.from({ length: icc.readUInt32BE(128) }, (_, i) => 132 + i * 12).map((at) => [icc.toString('latin1', at, at + 4), icc.readUInt32BE(at + 4), icc.readUInt32BE(at + 8)] as const)
    expect(tags.map(([name]) => name)).toEqual(isGrey ? ['desc', 'cprt', 'wtpt', 'kTRC'] : ['desc', 'cprt', 'wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'chad', 'rTRC', 'gTRC', 'bTRC'])
    for (const [, from, length] of tags) expect(from % 4 === 0 && from + length <= icc.length).toBe(true)
    if (isGrey) return
    // The three colours together are white.
    for (let axis = 0; axis < 3; axis++) {
      const of = (name: string): number => icc.readInt32BE((tags.find(([tag]) => tag === name)?.[1] ?? 0) + 8 + axis * 4) / 65_536
      expect(of('rXYZ') + of('gXYZ') + of('bXYZ')).toBeCloseTo(of('wtpt'), 3)
    }
  })

  it('has nothing that is transparent, runs, or lies elsewhere (6.2.10, 6.5, 6.7)', () => {
    const all = [...objects.values()].map(({ dictionary }) => dictionary).join('\n')
    for (const name of ['/SMask', '/ExtGState', '/CA', '/ca', '/BM', '/JavaScript', '/JS', '/Launch', '/URI', '/EmbeddedFiles', '/Annots', '/OCProperties', '/Interpolate', '/LZWDecode', '/DeviceCMYK', '/AA']) expect(new RegExp(`${name}(?![A-Za-z])`, 'u').test(all), name).toBe(false)
  })

  it('draws no glyph that stands for none (6.2.11.8)', () => {
    const drawn = readPdf(pdf).pages.flatMap((page) => page.said.flatMap(({ glyphs }) => glyphs.map(({ code }) => code)))
    expect(drawn.length).toBeGreaterThan(100)
    expect(drawn).not.toContain(0)
  })

  it('has every font in it, as wide as the document says its glyphs are (6.2.11)', () => {
    const stream = (id: string | undefined): Buffer => objects.get(Number(id))?.stream ?? Buffer.alloc(0)
    // A page by itself has one font.
    const compact = [...objects.values()].find(({ dictionary }) => /\/Subtype ?\/Type1\b/u.test(dictionary))?.dictionary
    expect(compact === undefined).toBe(every === 9)
    if (compact !== undefined) {
      const descriptor = objects.get(Number(/\/FontDescriptor (\d+) 0 R/u.exec(compact)?.[1]))?.dictionary ?? ''
      expect(descriptor).toMatch(/\/Flags 4\b/u)
      expect(/\/BaseFont ?(\/[A-Z]{6}\+\S+?)\//u.exec(compact)?.[1]).toBe(/\/FontName ?(\/[A-Z]{6}\+\S+?)\//u.exec(descriptor)?.[1])
      const file = Number(/\/FontFile3 (\d+) 0 R/u.exec(descriptor)?.[1])
      expect(objects.get(file)?.dictionary).toMatch(/\/Subtype ?\/Type1C\b/u)
      const cff = readCff(stream(String(file)))
      const first = Number(/\/FirstChar (\d+)/u.exec(compact)?.[1])
      const widths = (/\/Widths ?\[([^\]]*)\]/u.exec(compact)?.[1] ?? '').split(' ').map(Number)
      expect(widths.length).toBe(cff.glyphs - 1)
      widths.forEach((width, i) => { expect(Math.abs(cff.widthOf(cff.glyphOf(first + i)) - width)).toBeLessThan(0.01) })
      return
    }
    const fonts = [...objects.values()].filter(({ dictionary }) => /\/Subtype ?\/(?:TrueType|CIDFontType2)/u.test(dictionary))
    expect(fonts.length).toBeGreaterThan(5)
    for (const { dictionary } of fonts) {
      const descriptor = objects.get(Number(/\/FontDescriptor (\d+) 0 R/u.exec(dictionary)?.[1]))?.dictionary ?? ''
      const file = stream(/\/FontFile2 (\d+) 0 R/u.exec(descriptor)?.[1])
      const font = create(file)
      if (!('unitsPerEm' in font)) throw new Error('not a font')
      const simple = /\/Subtype ?\/TrueType/u.test(dictionary)
      expect(simple ? /\/Flags 4/u.test(descriptor) && !dictionary.includes('/Encoding') : /\/CIDToGIDMap ?(?:\/Identity|\d+ 0 R)/u.test(dictionary)).toBe(true)
      const map = simple || /\/CIDToGIDMap ?\/Identity/u.test(dictionary) ? null : stream(/\/CIDToGIDMap (\d+) 0 R/u.exec(dictionary)?.[1])
      const first = Number(/\/FirstChar (\d+)/u.exec(dictionary)?.[1])
      const widths = simple
        ? (/\/Widths ?\[([^\]]*)\]/u.exec(dictionary)?.[1] ?? '').split(' ').map((width, i) => [first + i, Number(width)] as const).filter(([, width]) => width !== 0)
        : [...(/\/W ?\[((?:\d+\[[^\]]*\])*)\]/u.exec(dictionary)?.[1] ?? '').matchAll(/(\d+)\[([^\]]*)\]/gu)].flatMap(([, from, list]) => (list ?? '').split(' ').map((width, i) => [Number(from) + i, Number(width)] as const))
      expect(widths.length).toBeGreaterThan(0)
      // Glyphs keep their numbers in fonts that have simple codes, so a code is a glyph there.
      for (const [code, width] of widths) expect(Math.abs(font.getGlyph(map === null ? code : map.readUInt16BE(code * 2)).advanceWidth * 1000 / font.unitsPerEm - width), dictionary.slice(0, 80)).toBeLessThan(1)
    }
  })
})
