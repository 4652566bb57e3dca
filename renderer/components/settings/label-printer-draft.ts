import type { LabelPrinter, LabelPrinterForm } from '../../../electron/contract/schemas.ts'

/** What stands in the form, as it was typed. */
export interface LabelPrinterDraft {
  readonly name: string
  readonly kind: 'network' | 'queue'
  readonly host: string
  readonly port: string
  readonly queue: string
  readonly dpi: LabelPrinter['dpi']
  readonly width: string
  readonly height: string
  readonly shiftX: string
  readonly shiftY: string
}

/** Fields in which something does not fit. */
export type DraftField = 'name' | 'host' | 'port' | 'queue' | 'width' | 'height' | 'shiftX' | 'shiftY'

/** Between which millimetres a length lies; the same as the contract's. */
export const lengths = { width: { least: 20, most: 220 }, height: { least: 10, most: 1000 }, shiftX: { least: -20, most: 20 }, shiftY: { least: -20, most: 20 } } as const

/** What the form begins with: the printer as it is, or a usual one (203 dots, 100 × 150 mm, port 9100) for a new one. */
export function draftOf(printer: LabelPrinter | null): LabelPrinterDraft {
  const way = printer?.way
  return {
    name: printer?.name ?? '', kind: way?.kind ?? 'network', host: way?.kind === 'network' ? way.host : '', port: String(way?.kind === 'network' ? way.port : 9100), queue: way?.kind === 'queue' ? way.queue : '',
    dpi: printer?.dpi ?? 203, width: String(printer?.width ?? 100), height: String(printer?.height ?? 150), shiftX: String(printer?.shiftX ?? 0), shiftY: String(printer?.shiftY ?? 0)
  }
}

/** @returns millimetres with at most one decimal, `null` where the text is none or lies outside */
function lengthOf(field: keyof typeof lengths, typed: string): number | null {
  const { least, most } = lengths[field]
  const n = /^[+-]?\d{1,4}(?:[.,]\d)?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : NaN
  return n >= least && n <= most ? n : null
}

/** What main is given, or the fields that keep it from being given. */
export function formOf(draft: LabelPrinterDraft): { readonly form: LabelPrinterForm } | { readonly wrong: readonly DraftField[] } {
  const name = draft.name.trim()
  const host = draft.host.trim()
  const port = /^\d{1,5}$/.test(draft.port.trim()) ? Number(draft.port) : 0
  const [width, height, shiftX, shiftY] = (['width', 'height', 'shiftX', 'shiftY'] as const).map((field) => lengthOf(field, draft[field])) as [number | null, number | null, number | null, number | null] // as many as there are fields
  const network = draft.kind === 'network'
  const wrong = ([
    ['name', name === ''], ['host', network && !/^[a-z0-9._:-]+$/i.test(host)], ['port', network && (port < 1 || port > 65_535)], ['queue', !network && draft.queue === ''],
    ['width', width === null], ['height', height === null], ['shiftX', shiftX === null], ['shiftY', shiftY === null]
  ] as const).flatMap(([field, is]) => (is ? [field] : []))
  if (wrong.length > 0 || width === null || height === null || shiftX === null || shiftY === null) return { wrong }
  return { form: { name, way: network ? { kind: 'network', host, port } : { kind: 'queue', queue: draft.queue }, dpi: draft.dpi, width, height, shiftX, shiftY } }
}
