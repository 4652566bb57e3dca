import type { Paper } from '../../contract/schemas.ts'
import { papersOfSizes, sizeOf } from '../printer-media.ts'
import type { Abilities, Form, Sheet, Size } from './spooler.ts'

/** How far a form may be from a size that it stands for, in tenths of a millimetre: drivers round inches. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 10

/** On which papers a driver says that it can print; `null` where it names no size. */
export function papersOfDriver({ forms, least, most }: Abilities): Paper[] | null {
  const millimetres = ({ width, height }: Size) => ({ width: width / 10, height: height / 10 })
  return papersOfSizes(forms.map(millimetres), least === null || most === null ? null : { least: millimetres(least), most: millimetres(most) })
}

/** The dots in an inch that a driver names, where they are as many across as down; each once. */
export function dotsOfDriver({ dots }: Abilities): number[] {
  return [...new Set(dots.flatMap(({ across, down }) => (across === down && across > 0 ? [across] : [])))]
}

/** `DMPAPER_USER`: the form that stands for a size of one's own. */
const ownSize = 256

/** A page, or the highest of several, in points. */
interface Page {
  readonly width: number
  readonly height: number
}

/** A paper in tenths of a millimetre; a roll is as high as the highest page. */
function sizeWanted(paper: Paper, highest: number): Size & { readonly isRoll: boolean } {
  const { width, height } = sizeOf(paper)
  return { width: Math.round(width * 10), height: Math.ceil(height === null ? (highest * 254) / 72 : height * 10), isRoll: height === null }
}

/**
 * The paper of a job as its driver is asked for it, the best way first: by a form of its own of that size, by the size, and by the
 * size under the number that some drivers want with it. A roll is cut as its form says, and a job has one form: it is at least as
 * high as the highest of its pages.
 * @param highest of the job's pages, in points
 */
export function formsFor(paper: Paper, highest: number, { forms, least }: Pick<Abilities, 'forms' | 'least'>): Form[] {
  const { isRoll, ...wanted } = sizeWanted(paper, highest)
  const own = forms.filter((form) => form.form !== ownSize && near(form.width, wanted.width))
  const same = own.filter((form) => near(form.height, wanted.height))
  const longer = isRoll ? own.filter((form) => form.height >= wanted.height).sort((a, b) => a.height - b.height) : []
  const size = { width: wanted.width, height: Math.max(wanted.height, isRoll ? least?.height ?? 0 : 0) }
  return [...same.slice(0, 1).map(({ form }) => ({ form })), size, { ...size, form: ownSize }, ...longer.slice(0, 1).map(({ form }) => ({ form }))]
}

/** A sheet may be smaller than a page by this much, in millimetres: there is no ink so near its edge. */
const spare = 1
/** It may be larger by this much: the paper of a label reaches a little over it. */
const over = 10

/**
 * Whether a sheet that a driver has laid out is the paper that was asked for: no page is cut off, and none lands in the corner of a
 * sheet that is another one. Of a roll the length is free.
 */
export function isPaper(paper: Paper, pages: readonly Page[], { width, height, across, down }: Sheet): boolean {
  const sheet = { width: (width / across) * 25.4, height: (height / down) * 25.4 }
  const wanted = sizeOf(paper)
  return pages.every((page) => (page.width / 72) * 25.4 <= sheet.width + spare && (page.height / 72) * 25.4 <= sheet.height + spare)
    && sheet.width <= wanted.width + over && (wanted.height === null || sheet.height <= wanted.height + over)
}
