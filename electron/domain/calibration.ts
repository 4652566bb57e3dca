import type { Paper } from './sheet-kind.ts'

/** Dots in an inch that ladders are drawn for. */
export const ladderDpis = [203, 300, 600] as const
export type LadderDpi = (typeof ladderDpis)[number]

export const rungKinds = ['bars', 'qr', 'datamatrix'] as const
export type RungKind = (typeof rungKinds)[number]

/** A code of the ladder: its modules are so many dots wide, of so many in an inch. */
export interface Rung {
  readonly dpi: LadderDpi
  readonly kind: RungKind
  readonly dots: number
}

/** From wide to narrow: the first reads on anything, the last on little. */
const dotsOf: Readonly<Record<LadderDpi, Readonly<Record<RungKind, readonly number[]>>>> = {
  203: { bars: [6, 5, 4, 3, 2, 1], qr: [6, 5, 4, 3, 2], datamatrix: [6, 5, 4, 3, 2] },
  300: { bars: [8, 6, 5, 4, 3, 2, 1], qr: [9, 7, 5, 4, 3, 2], datamatrix: [9, 7, 5, 4, 3, 2] },
  600: { bars: [16, 12, 10, 8, 6, 4, 3], qr: [18, 14, 10, 8, 6, 4], datamatrix: [18, 14, 10, 8, 6, 4] }
}

/** The codes of a ladder, from wide to narrow. */
export const ladderOf = (dpi: LadderDpi, kind: RungKind): Rung[] => dotsOf[dpi][kind].map((dots) => ({ dpi, kind, dots }))

/** Which ladders a sheet has for a printer that is set to so many dots. A printer that draws codes itself has its own only: its dots are known, or the ruler shows that they are others. */
export const laddersFor = (dpi: LadderDpi, drawsCodes: boolean): readonly LadderDpi[] => (drawsCodes ? [dpi] : ladderDpis.filter((one) => one !== 600 || dpi === 600))

/** How wide a module is, in millimetres. */
export const widthOf = ({ dpi, dots }: Pick<Rung, 'dpi' | 'dots'>): number => (dots * 25.4) / dpi

const letters: Readonly<Record<RungKind, string>> = { bars: 'B', qr: 'Q', datamatrix: 'D' }

/** What a code of the ladder says: `L203B3`, the narrowest code that still says its dots and their size. */
export const rungText = ({ dpi, kind, dots }: Rung): string => `L${String(dpi)}${letters[kind]}${String(dots)}`

/** The code of the ladder that stands in what arrived, with what the scanner put around it; `null` where none does. */
export function readRung(text: string): { readonly rung: Rung; readonly prefix: string; readonly suffix: string } | null {
  for (const dpi of ladderDpis) {
    for (const kind of rungKinds) {
      // The wider number first: what ends with 16 does not end with 1.
      for (const rung of ladderOf(dpi, kind)) {
        const at = text.toUpperCase().indexOf(rungText(rung))
        if (at >= 0 && !/^\d/u.test(text.slice(at + rungText(rung).length))) return { rung, prefix: text.slice(0, at), suffix: text.slice(at + rungText(rung).length) }
      }
    }
  }
  return null
}

/** The narrowest that was read, in dots, by how many are in an inch. Of QR codes and Data Matrix the coarser counts: both are on paper. */
export interface Narrowest {
  readonly bars: Partial<Readonly<Record<LadderDpi, number>>>
  readonly squares: Partial<Readonly<Record<LadderDpi, number>>>
}

const least = (read: readonly Rung[], dpi: LadderDpi, kind: RungKind): number | null => {
  const dots = read.filter((one) => one.dpi === dpi && one.kind === kind).map((one) => one.dots)
  return dots.length === 0 ? null : Math.min(...dots)
}

/** What is concluded from the codes of a ladder that were read. */
export function narrowestOf(read: readonly Rung[]): Narrowest {
  const by = (of: (dpi: LadderDpi) => number | null): Partial<Record<LadderDpi, number>> => Object.fromEntries(ladderDpis.flatMap((dpi) => {
    const dots = of(dpi)
    return dots === null ? [] : [[dpi, dots]]
  }))
  return {
    bars: by((dpi) => least(read, dpi, 'bars')),
    squares: by((dpi) => {
      const both = [least(read, dpi, 'qr'), least(read, dpi, 'datamatrix')].filter((dots) => dots !== null)
      return both.length === 0 ? null : Math.max(...both)
    })
  }
}

/** Which of the two fields of stripes a person sees as even. */
export type Stripes = 'a' | 'b' | 'both'

const finestOf300 = 2

/**
 * The printer's dots, as far as they are certain; `null` for either. Where of one ladder narrower bars were read than of the
 * other the next ones are that were not, the other's dots are not the printer's. Else the stripes tell, if somebody looked. A
 * printer of 600 counts as one of 300: its dots are halves of those.
 */
export function dpiOf({ bars }: Narrowest, stripes: Stripes | null): LadderDpi | null {
  const proves = (one: 203 | 300, other: 203 | 300): boolean => {
    const [mine, theirs] = [bars[one], bars[other]]
    if (mine === undefined || theirs === undefined) return false
    const failed = dotsOf[other].bars.find((dots) => dots < theirs)
    return failed !== undefined && widthOf({ dpi: other, dots: failed }) > widthOf({ dpi: one, dots: mine }) * 1.05
  }
  if (proves(203, 300)) return 203
  // Two of 300 dots are so narrow that a printer of 203 cannot keep them apart.
  if (proves(300, 203) || (bars[300] ?? Infinity) <= finestOf300) return 300
  return stripes === 'a' ? 203 : stripes === 'b' ? 300 : null
}

/** How many dots a module needs at least, of so many in an inch: as its own ladder says, else as wide as the narrowest of another; 0 where none was read. */
export function leastDots(of: Partial<Readonly<Record<LadderDpi, number>>>, dpi: LadderDpi): number {
  const own = of[dpi]
  if (own !== undefined) return own
  const widths = ladderDpis.flatMap((one) => (of[one] === undefined ? [] : [widthOf({ dpi: one, dots: of[one] })]))
  return widths.length === 0 ? 0 : Math.ceil((Math.min(...widths) * dpi) / 25.4 - 0.01)
}

/**
 * How many dots a module of bars, and of a QR code or a Data Matrix, has at least on any printer, by how many are in an inch. At
 * 203 dpi a bar of 3 dots (0.375 mm) survives a printer that bleeds half a dot, one of 2 does not; squares of a QR code need 4.
 */
export const usualDots: Readonly<Record<'bars' | 'squares', Readonly<Record<LadderDpi, number>>>> = {
  bars: { 203: 3, 300: 4, 600: 8 },
  squares: { 203: 4, 300: 5, 600: 10 }
}

/** Where the rulers of a calibration sheet stand and how long they are, in millimetres from the left top corner of the paper. */
export interface Rulers {
  readonly left: number
  readonly top: number
  readonly across: number
  readonly down: number
}

/** The papers that a calibration sheet is made for, and their rulers. */
export const rulersOn = (paper: Paper): Rulers => {
  const at = { left: 10, top: 12 }
  switch (paper) {
    case '62mm': return { ...at, across: 40, down: 40 }
    case '80mm': return { ...at, across: 50, down: 40 }
    case 'a5': return { ...at, across: 120, down: 150 }
    case 'a4': case 'letter': case 'a4-4up': case 'letter-4up': return { ...at, across: 150, down: 200 }
    default: return { ...at, across: 80, down: 100 }
  }
}

/** What a person measures with a ruler of his own: both rulers of the sheet, and how far their corner is from the edges of the paper. `null`: not measured. In millimetres. */
export type Measured = Readonly<Record<keyof Rulers, number | null>>

/** One direction, measured. `scale`: printed length to meant length, 1 where the difference is within what the eye can tell. `moved`: how far too far right or down it stands. */
export interface Judged {
  readonly scale: number | null
  readonly moved: number | null
}

/** No printer is off by more; what is beyond was measured wrong. */
const mostMoved = 15
/** What a person reads off a ruler is right to this, in millimetres. */
const eye = 0.5

/** Whether a measure can be right at all. */
export function isLikely(field: keyof Rulers, value: number, rulers: Rulers): boolean {
  const meant = rulers[field]
  return field === 'across' || field === 'down' ? value >= meant * 0.3 && value <= meant * 3.2 : value >= 0 && Math.abs(value - meant) <= mostMoved
}

/** @param lengthField which ruler lies in this direction */
export function judge(measured: Measured, rulers: Rulers, lengthField: 'across' | 'down'): Judged {
  const startField = lengthField === 'across' ? 'left' : 'top'
  const [length, start] = [measured[lengthField], measured[startField]]
  const ratio = length === null ? null : length / rulers[lengthField]
  const scale = ratio === null ? null : Math.abs(ratio - 1) * rulers[lengthField] <= eye * 1.5 ? 1 : Math.round(ratio * 1000) / 1000
  // A page that is stretched lies elsewhere for that reason alone.
  const moved = start === null || (scale !== null && scale !== 1) ? null : Math.abs(start - rulers[startField]) < eye ? 0 : Math.round((start - rulers[startField]) * 10) / 10
  return { scale, moved }
}

/** A label printer that prints so much larger or smaller than it was told has other dots than were entered; `null` where that does not explain it. */
export function dotsBehind(scale: number, entered: LadderDpi): LadderDpi | null {
  return ladderDpis.find((dpi) => dpi !== entered && Math.abs(entered / dpi / scale - 1) < 0.02) ?? null
}

/** Labels keep three millimetres free at their edges: moved by this much at most, nothing of them is cut off. */
export const safeShift = 2

/** How far labels are moved, in millimetres, so that they come out where they belong; 0 where that would not be safe, or is not known. */
export const shiftFor = (moved: number | null): number => (moved === null || Math.abs(moved) > safeShift ? 0 : -moved || 0)
