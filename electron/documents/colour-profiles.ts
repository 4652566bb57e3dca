/** Numbers of a profile: 16 bits before the point and 16 behind it. */
const fixed = (...values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => { out.writeInt32BE(Math.round(value * 65_536), i * 4) })
  return out
}
const tagged = (type: string, data: Buffer): Buffer => Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), data])

/** A text in English, as profiles of version 4 have it. */
function said(text: string): Buffer {
  const words = Buffer.from(text, 'utf16le').swap16()
  const head = Buffer.alloc(20)
  ;[1, 12].forEach((value, i) => head.writeUInt32BE(value, i * 4))
  head.write('enUS', 8, 'latin1')
  head.writeUInt32BE(words.length, 12)
  head.writeUInt32BE(28, 16)
  return tagged('mluc', Buffer.concat([head, words]))
}

/** How light of the screen's colours grows with their numbers (IEC 61966-2-1): nearly a power of 2.4. */
const curve = tagged('para', Buffer.concat([Buffer.from([0, 3, 0, 0]), fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.040_45)]))
const xyz = (...values: readonly number[]): Buffer => tagged('XYZ ', fixed(...values))

/** @param space the colours that it is of, as profiles name them */
function profileOf(space: 'RGB ' | 'GRAY', named: ReadonlyArray<readonly [name: string, data: Buffer]>): Buffer {
  const table = Buffer.alloc(4 + named.length * 12)
  table.writeUInt32BE(named.length, 0)
  let end = 128 + table.length
  const placed = new Map<Buffer, number>()
  const bodies: Buffer[] = []
  named.forEach(([name, data], i) => {
    let at = placed.get(data)
    if (at === undefined) {
      at = end
      placed.set(data, at)
      const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)])
      bodies.push(padded)
      end += padded.length
    }
    table.write(name, 4 + i * 12, 'latin1')
    table.writeUInt32BE(at, 8 + i * 12)
    table.writeUInt32BE(data.length, 12 + i * 12)
  })
  const head = Buffer.alloc(128)
  head.writeUInt32BE(end, 0)
  head.writeUInt32BE(0x04_20_00_00, 8)
  head.write(`mntr${space}XYZ `, 12, 'latin1')
  // When it was made: a moment has to stand there.
  ;[2026, 1, 1].forEach((value, i) => head.writeUInt16BE(value, 24 + i * 2))
  head.write('acsp', 36, 'latin1')
  fixed(0.9642, 1, 0.8249).copy(head, 68)
  return Buffer.concat([head, table, ...bodies])
}

const white = xyz(0.9642, 1, 0.8249)
const free = said('CC0')

/** The usual colours of screens, as a profile of the International Color Consortium, version 4.2: what the colours of a document are meant to be. */
export function srgbProfile(): Buffer {
  return profileOf('RGB ', [
    ['desc', said('sRGB')], ['cprt', free], ['wtpt', white],
    ['rXYZ', xyz(0.436_07, 0.222_49, 0.013_92)], ['gXYZ', xyz(0.385_15, 0.716_87, 0.097_08)], ['bXYZ', xyz(0.143_07, 0.060_61, 0.714_1)],
    ['chad', tagged('sf32', fixed(1.047_88, 0.022_92, -0.050_22, 0.029_59, 0.990_48, -0.017_07, -0.009_25, 0.015_08, 0.751_68))],
    ['rTRC', curve], ['gTRC', curve], ['bTRC', curve]
  ])
}

/** The greys among them: for a document that has no colours. */
export function greyProfile(): Buffer {
  return profileOf('GRAY', [['desc', said('grey')], ['cprt', free], ['wtpt', white], ['kTRC', curve]])
}
