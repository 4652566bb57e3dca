import type { settings } from '../contract/schemas.ts'

type Schema = (typeof settings.shape)[keyof typeof settings.shape]

/** `value`: what can be read; left out where nothing can. `misread`: where the rest stands within it, `[0].masks[2]`; empty for all of it. */
export interface Readable {
  readonly value?: unknown
  readonly misread: readonly string[]
}

/** Where an entry of a list is to go that an issue is about, and all that a list has too many of; none where it is about no list. */
function entriesBehind(issue: NonNullable<ReturnType<Schema['safeParse']>['error']>['issues'][number], value: unknown): PropertyKey[][] {
  const found = issue.path.reduce<unknown>((within, key) => (typeof within === 'object' && within !== null ? Reflect.get(within, key) : undefined), value)
  if (issue.code === 'too_big' && Array.isArray(found)) return found.slice(Number(issue.maximum)).map((_, i) => [...issue.path, Number(issue.maximum) + i])
  const last = issue.path.findLastIndex((key) => typeof key === 'number')
  return last < 0 ? [] : [issue.path.slice(0, last + 1)]
}

const nameOf = (path: readonly PropertyKey[]): string => path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`)).join('')

/** A value without the entries of its lists at these places. */
function without(value: unknown, gone: ReadonlySet<string>, at: readonly PropertyKey[] = []): unknown {
  if (Array.isArray(value)) return value.flatMap((one: unknown, i) => (gone.has(nameOf([...at, i])) ? [] : [without(one, gone, [...at, i])]))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one, gone, [...at, key])])) : value
}

/** What can be read of a setting: of a list all entries but those that cannot, so that one does not take the others with it. */
export function readable(schema: Schema, kept: unknown): Readable {
  const misread: string[] = []
  for (let value = kept; ;) {
    const read = schema.safeParse(value)
    if (read.success) return { value: read.data, misread }
    const bad = new Set(read.error.issues.flatMap((issue) => entriesBehind(issue, value)).map(nameOf))
    if (bad.size === 0) return { misread: [''] }
    // What is left of an entry may be too little for it: that is said of what it lost already.
    if (value === kept) misread.push(...bad)
    value = without(value, bad)
  }
}
