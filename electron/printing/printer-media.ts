import { papers, type Paper } from '../domain/sheet-kind.ts'

/** Sides in millimetres; of a roll the width alone counts. */
const sizes: Readonly<Record<Paper, { readonly width: number; readonly height: number | null }>> = {
  a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 }, a5: { width: 148, height: 210 }, a6: { width: 105, height: 148 }, '100x150': { width: 100, height: 150 }, '4x6': { width: 101.6, height: 152.4 },
  '62mm': { width: 62, height: null }, '80mm': { width: 80, height: null }, 'a4-4up': { width: 210, height: 297 }, 'letter-4up': { width: 215.9, height: 279.4 }
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Medium extends Size {
  readonly name: string
}

/** A medium as IPP names it (PWG 5101.1): `iso_a4_210x297mm`, `na_index-4x6_4x6in`, `custom_max_8.5x14in`. */
function mediumOf(name: string): Medium | null {
  const [, width, height, unit] = /_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/u.exec(name) ?? []
  if (width === undefined || height === undefined) return null
  const factor = unit === 'in' ? 25.4 : 1
  return { name, width: Number(width) * factor, height: Number(height) * factor }
}

/** How far sizes that are the same may be apart: names are rounded. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1

/**
 * On which papers a printer says that it can print, by the media that it names, or a range of sizes that it takes.
 * @param media as IPP's `media-supported` names them
 * @returns `null` where it names no size: then nothing is known
 */
export function papersOnMedia(media: readonly string[]): Paper[] | null {
  const known = media.flatMap((name) => mediumOf(name) ?? [])
  const [least, most] = ['custom_min_', 'custom_max_'].map((mark) => known.find(({ name }) => name.startsWith(mark)))
  return papersOfSizes(known.filter((one) => one !== least && one !== most), least === undefined || most === undefined ? null : { least, most })
}

/**
 * The same by sizes, in millimetres.
 * @param fixed sizes by themselves
 * @param range from the least to the largest that it takes; `null` where it says none
 */
export function papersOfSizes(fixed: readonly Size[], range: { readonly least: Size; readonly most: Size } | null): Paper[] | null {
  if (fixed.length === 0 && range === null) return null
  const inRange = (side: 'width' | 'height', length: number): boolean => range !== null && length >= range.least[side] - 0.5 && length <= range.most[side] + 0.5
  return papers.filter((paper) => {
    const { width, height } = sizes[paper]
    if (height === null) return fixed.some((one) => near(one.width, width)) || inRange('width', width)
    return fixed.some((one) => near(one.width, width) && near(one.height, height)) || (inRange('width', width) && inRange('height', height))
  })
}

/** The size of a paper in millimetres; of a roll the width alone is known. */
export const sizeOf = (paper: Paper): { readonly width: number; readonly height: number | null } => sizes[paper]

/** The papers whose pages lie within a label; a page of a roll is as high as what stands on it. In millimetres. */
export function papersWithin(label: { readonly width: number; readonly height: number }): Paper[] {
  return papers.filter((paper) => {
    const { width, height } = sizes[paper]
    return width <= label.width + 0.05 && (height ?? 0) <= label.height + 0.05
  })
}
