/** A part of drawn dots. */
export interface DotBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly rows: number
}

/** How far two colours of a dot may be apart that still counts as grey. */
const grey = 24
/** Between these a dot is neither black nor white. */
const [dark, light] = [32, 224]

/**
 * Where pictures and colours lie in drawn dots: what is coloured, or grey over more than the edge of a letter. Everything else is
 * black on white, and is sharper so.
 * @param shades `0xffRRGGBB` for each dot
 * @returns `null` where there is none
 */
export function pictureBox(shades: Uint32Array, width: number, rows: number): DotBox | null {
  const isBetween = (at: number): boolean => {
    const green = ((shades[at] ?? 0) >>> 8) & 0xff
    return green > dark && green < light
  }
  let [left, right, top, bottom] = [width, -1, rows, -1]
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < width; column++, at++) {
      const shade = shades[at] ?? 0xffffffff
      if (shade === 0xffffffff || shade === 0xff000000) continue
      const [red, green, blue] = [(shade >>> 16) & 0xff, (shade >>> 8) & 0xff, shade & 0xff]
      const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > grey
      const area = column + 2 < width && row + 2 < rows && isBetween(at) && isBetween(at + 2) && isBetween(at + width + 1) && isBetween(at + 2 * width) && isBetween(at + 2 * width + 2)
      if (!coloured && !area) continue
      const reach = coloured ? 0 : 2
      left = Math.min(left, column)
      right = Math.max(right, column + reach)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row + reach)
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, rows: bottom - top + 1 }
}

/**
 * Dots of a part in their colours, blue, green and red, three bytes each; rows fill whole words of four bytes.
 * @param width of the whole
 */
export function colouredRows(shades: Uint32Array, width: number, box: DotBox): Uint8Array {
  const stride = Math.ceil((box.width * 3) / 4) * 4
  const rows = new Uint8Array(stride * box.rows)
  for (let row = 0; row < box.rows; row++) {
    for (let column = 0, to = row * stride; column < box.width; column++) {
      const shade = shades[(box.top + row) * width + box.left + column] ?? 0xffffffff
      rows[to++] = shade & 0xff
      rows[to++] = (shade >>> 8) & 0xff
      rows[to++] = (shade >>> 16) & 0xff
    }
  }
  return rows
}
