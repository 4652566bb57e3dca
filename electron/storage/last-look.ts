import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { day, hour } from '../domain/deadline.ts'
import type { Millis } from '../domain/ids.ts'
import { besides, syncFile, syncName } from './safe-files.ts'
import type { Depth } from './wholeness.ts'

/** Without a look at every page for longer than this, a start waits for one. */
const longest = 7 * day
/** While the program runs, every page is looked at so often. */
const usual = 6 * hour

interface AsItWas { readonly bytes: string; readonly changed: string }

/** What is remembered of a database, beside it: of no use for what it holds, but for how much of it has to be looked at. */
interface Remembered {
  /** When every page was looked at last and was whole; `null` where nobody knows. */
  readonly lookedAt: Millis | null
  /** The file as it was when the program last ended in order; its time is in billionths of a second, as a text. */
  readonly left: AsItWas | null
  /** The file as it was when it was opened, with something in its log that it did not have; `null` where it was closed since, or nobody knows. */
  readonly opened: AsItWas | null
}

const lookOf = (file: string): string => `${file}-look`
/** A file of its own, so that nothing that is remembered meanwhile can undo it. */
const suspicionOf = (file: string): string => `${file}-suspect`

const nothing: Remembered = { lookedAt: null, left: null, opened: null }

function remembered(file: string): Remembered {
  try {
    // `remember` wrote it; what a crash left half written is no JSON.
    return { ...nothing, ...JSON.parse(readFileSync(lookOf(file), 'utf8')) as Partial<Remembered> }
  } catch {
    return nothing
  }
}

/** Where it cannot be kept, nothing is known: the next start looks at more. */
function remember(file: string, what: Partial<Remembered>): void {
  const part = `${lookOf(file)}.part`
  try {
    writeFileSync(part, JSON.stringify({ ...remembered(file), ...what }))
    renameSync(part, lookOf(file))
  } catch {
    remove(lookOf(file))
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // In a folder that cannot be written nothing of the data is written either; what stays has the next start look at more, or says what held before.
  }
}

/** Whether there has ever been a database of this name. */
export const isKnown = (file: string): boolean => existsSync(lookOf(file))

function asItIs(file: string): AsItWas | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? null : { bytes: String(found.size), changed: String(found.mtimeNs) }
}

const isSame = (found: AsItWas | null, before: AsItWas | null): boolean => found !== null && before !== null && found.bytes === before.bytes && found.changed === before.changed

const isFresh = (at: Millis | null, now: Millis, within: number): boolean => at !== null && at <= now && now - at < within

/**
 * How deeply a database has to be looked at before it is used: everything where something was found damaged; every page
 * where the program did not end in order (a log stands beside the file), where the file is not as it was left, or nobody
 * has looked for a week; else the ends of its tables.
 */
export function depthOf(file: string, now: Millis): Depth {
  if (existsSync(suspicionOf(file))) return 'everything'
  const { left, lookedAt } = remembered(file)
  if (besides(file).some((one) => !one.endsWith('-shm') && (statSync(one, { throwIfNoEntry: false })?.size ?? 0) > 0)) return 'pages'
  return isSame(asItIs(file), left) && isFresh(lookedAt, now, longest) ? 'ends' : 'pages'
}

/** Whether it is time to look at every page, while the program runs. */
export const isLookDue = (file: string, now: Millis): boolean => !isFresh(remembered(file).lookedAt, now, usual)

/** A look has found the database whole. Only one at everything clears it of a suspicion. */
export function wasWhole(file: string, depth: Depth, now: Millis): void {
  if (depth !== 'ends') remember(file, { lookedAt: now })
  if (depth === 'everything') remove(suspicionOf(file))
}

/** The database is closed in order, and nobody else has it open. */
export function wasLeft(file: string): void {
  remember(file, { left: asItIs(file), opened: null })
}

/** The database is open, and something stands in its log that the file itself does not have. */
export function wasOpened(file: string): void {
  remember(file, { opened: asItIs(file) })
}

/** Whether a database that was not closed is as it was when it was opened: then nothing of its log has come into it since. */
export const isAsOpened = (file: string): boolean => isSame(asItIs(file), remembered(file).opened)

/** Something in the database is damaged: from now on, also after a power cut, it is not opened without a look at everything. */
export function suspect(file: string): void {
  try {
    writeFileSync(suspicionOf(file), '')
    syncFile(suspicionOf(file))
    syncName(file)
  } catch {
    // A full disk: every page at least.
    remove(lookOf(file))
  }
}
