import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../electron/contract/result.ts'
import type { Calibration, Paper, ScannerKnown } from '../../electron/contract/schemas.ts'
import { dpiOf, isLikely, judge, ladderOf, narrowestOf, readRung, rulersOn, rungKinds, rungText, type LadderDpi, type Measured, type Rulers, type Rung, type RungKind, type Stripes } from '../../electron/domain/calibration.ts'
import { labelPrinterMark } from '../../electron/domain/label-printer-name.ts'
import { asMeant, joinedKeys, keyboardBars, keyboardSquare, learnKeys, type ScannerKeys } from '../../electron/domain/scanner-keys.ts'
import { printersApi } from '../api/printers.ts'
import type { Scan } from '../composables/use-scans.ts'
import { useSettings } from './settings.ts'

/** What the last scan was. `alike`: of the keys two arrive as one. `strange`: nothing of a calibration sheet. */
export type ScanSaid = { readonly kind: 'rung'; readonly rung: Rung; readonly again: boolean } | { readonly kind: 'keys'; readonly part: number } | { readonly kind: 'alike'; readonly characters: readonly [string, string] } | { readonly kind: 'strange'; readonly text: string }

const texts = [keyboardSquare, ...keyboardBars]
const fields = ['across', 'down', 'left', 'top'] as const
const nothingTyped: Readonly<Record<keyof Rulers, string>> = { across: '', down: '', left: '', top: '' }

/** A printer and the scanner being calibrated: what was scanned and measured of the sheet so far, and what follows from it. */
export const useCalibration = defineStore('calibration', () => {
  const preferences = useSettings()
  const printer = ref('')
  /** The printer that somebody wants to calibrate, before it is known to be here; empty for any. */
  const wanted = ref('')
  const paper = ref<Paper>('100x150')
  /** Dots in an inch that the sheet has ladders for. */
  const dpis = shallowRef<readonly LadderDpi[]>([203, 300])
  const read = shallowRef<readonly Rung[]>([])
  /** Ladders of which somebody said that the next code is not read. */
  const ended = shallowRef<ReadonlySet<string>>(new Set())
  /** What was learned of the keys: from the square (0) or its three parts (1 to 3). */
  const parts = shallowRef<ReadonlyMap<number, ScannerKeys>>(new Map())
  const habits = shallowRef<Pick<ScannerKnown, 'prefix' | 'suffix' | 'ends' | 'gap'> | null>(null)
  const last = shallowRef<ScanSaid | null>(null)
  const stripes = ref<Stripes | null>(null)
  const typed = ref({ ...nothingTyped })
  const busy = ref(false)
  const error = shallowRef<AppError | null>(null)

  const learned = computed(() => joinedKeys([...parts.value.values()]))
  /** `none`: nothing was scanned of them. `some`: not all parts. `plain`: they arrive as they are. `turned`: they are turned back. `unclear`: they cannot be. */
  const keys = computed((): 'none' | 'some' | 'plain' | 'turned' | 'unclear' => {
    if (learned.value === null || last.value?.kind === 'alike') return 'unclear'
    if (parts.value.size === 0) return 'none'
    if (!parts.value.has(0) && ![1, 2, 3].every((part) => parts.value.has(part))) return 'some'
    return Object.keys(learned.value).length === 0 ? 'plain' : 'turned'
  })
  const rulers = computed(() => rulersOn(paper.value))
  const numberOf = (text: string): number | null => (/^\d{1,3}(?:[.,]\d{1,2})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null)
  const wrong = computed(() => fields.filter((field) => {
    const [text, value] = [typed.value[field].trim(), numberOf(typed.value[field])]
    return text !== '' && (value === null || !isLikely(field, value, rulers.value))
  }))
  const measured = computed((): Measured => ({ across: null, down: null, left: null, top: null, ...Object.fromEntries(fields.map((field) => [field, wrong.value.includes(field) ? null : numberOf(typed.value[field])])) }))
  const [x, y] = [computed(() => judge(measured.value, rulers.value, 'across')), computed(() => judge(measured.value, rulers.value, 'down'))]
  /** A ladder tells something once it is known where it ends: its next code was tried and not read, or there is none. */
  const ladders = computed(() => dpis.value.flatMap((dots) => rungKinds.map((kind) => {
    const rungs = ladderOf(dots, kind)
    const of = read.value.filter((rung) => rung.dpi === dots && rung.kind === kind)
    const lastRung = rungs.at(-1)
    return { dpi: dots, kind, rungs, isBegun: of.length > 0, isEnded: of.length > 0 && (ended.value.has(`${String(dots)} ${kind}`) || of.some(({ dots: n }) => n === lastRung?.dots)) }
  })))
  const isEnded = (rung: Rung): boolean => ladders.value.some((one) => one.dpi === rung.dpi && one.kind === rung.kind && one.isEnded)
  const narrowest = computed(() => narrowestOf(read.value.filter(isEnded)))
  const isLabelPrinter = computed(() => printer.value.startsWith(labelPrinterMark))
  const dpi = computed(() => (isLabelPrinter.value ? dpis.value[0] ?? null : dpiOf(narrowest.value, stripes.value)))
  const isAnythingKnown = computed(() => wrong.value.length === 0 && (read.value.some(isEnded) || keys.value === 'plain' || keys.value === 'turned' || Object.values(measured.value).some((value) => value !== null)))

  function hear(scan: Scan): void {
    for (const [part, said] of texts.entries()) {
      const found = learnKeys(said, scan.text)
      if (found.kind === 'other') continue
      if (found.kind === 'same_keys') { last.value = { kind: 'alike', characters: found.characters }; return }
      parts.value = new Map([...parts.value, [part, found.keys]])
      habits.value = { prefix: found.prefix, suffix: found.suffix, ends: scan.ends, gap: Math.max(scan.gap, habits.value?.gap ?? 0) }
      last.value = { kind: 'keys', part }
      return
    }
    const found = readRung(scan.text) ?? readRung(asMeant(scan.text, learned.value ?? {}))
    if (found === null) { last.value = { kind: 'strange', text: scan.text }; return }
    const { rung } = found
    const again = read.value.some((one) => rungText(one) === rungText(rung))
    if (!again) read.value = [...read.value, rung]
    habits.value = { prefix: found.prefix, suffix: found.suffix, ends: scan.ends, gap: Math.max(scan.gap, habits.value?.gap ?? 0) }
    last.value = { kind: 'rung', rung, again }
  }

  async function keep(): Promise<boolean> {
    const at = Date.now()
    const { bars, squares } = narrowest.value
    const calibration: Calibration = { printer: printer.value, at, paper: paper.value, dpi: dpi.value, bars, squares, scaleX: x.value.scale, scaleY: y.value.scale, movedX: x.value.moved, movedY: y.value.moved }
    const isKnown = keys.value === 'plain' || keys.value === 'turned'
    const scanner = habits.value === null || !isKnown ? null : { at, keys: { ...learned.value }, ...habits.value }
    busy.value = true
    const answer = await printersApi().calibrate(calibration, scanner)
    busy.value = false
    error.value = answer.ok ? null : answer.error
    if (answer.ok) preferences.settings = answer.value
    return answer.ok
  }

  return {
    printer, wanted, paper, dpis, read, last, keys, habits, stripes, typed, wrong, x, y, narrowest, dpi, rulers, isLabelPrinter, isAnythingKnown, busy, error, hear, keep,
    ladders,
    /** The next narrower code of a ladder was tried and not read. */
    end(dots: LadderDpi, kind: RungKind): void {
      ended.value = new Set([...ended.value, `${String(dots)} ${kind}`])
    },
    /** Begins anew, with this printer or any. */
    open(name: string | null): void {
      this.begin({ printer: '', paper: paper.value, dpis: dpis.value })
      wanted.value = name ?? ''
    },
    /** Begins with another printer or paper: what was scanned and measured before is of another sheet. */
    begin(what: { readonly printer: string; readonly paper: Paper; readonly dpis: readonly LadderDpi[] }): void {
      printer.value = what.printer
      paper.value = what.paper
      dpis.value = what.dpis
      read.value = []
      ended.value = new Set()
      last.value = null
      stripes.value = null
      typed.value = { ...nothingTyped }
      error.value = null
    },
    async forget(name: string): Promise<void> {
      const answer = await printersApi().forgetCalibration(name)
      error.value = answer.ok ? null : answer.error
      if (answer.ok) preferences.settings = answer.value
    }
  }
})
