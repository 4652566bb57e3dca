/** A color that `color` of a variant takes, with its value where the list gives one. */
export interface AcceptedColor { readonly name: string; readonly hex: string | null }

/** What `size` of a variant takes: any number with one of these units, and these names. */
export interface AcceptedSizes {
  readonly measures: readonly { readonly kind: string; readonly units: readonly string[]; readonly examples: readonly string[] }[]
  readonly named: readonly { readonly group: string; readonly name: string }[]
}

/** A carrier that `tracking_provider` takes, with the Chinese name beside it where there is one. */
export interface AcceptedProvider { readonly name: string; readonly chinese: string | null }

/**
 * An example of the reference, in its order. A request is what its curl line means, a path without the prefix of the version;
 * an answer is its text letter by letter. `section` is the heading it stands under.
 */
export type Example =
  | { readonly kind: 'request'; readonly line: number; readonly section: string; readonly method: 'GET' | 'POST'; readonly path: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'answer'; readonly line: number; readonly section: string; readonly text: string }

export interface Reference { readonly colors: readonly AcceptedColor[]; readonly sizes: AcceptedSizes; readonly providers: readonly AcceptedProvider[]; readonly examples: readonly Example[] }

/**
 * Takes the lists and the examples out of the text of the reference.
 * @throws where a heading is missing, a list is empty, or an example is not understood: nothing is left out silently
 */
export function readReference(text: string): Reference {
  const lines = text.replaceAll('\u00a0', ' ').split(/\r?\n/)
  return { colors: colorsOf(lines), sizes: sizesOf(lines), providers: providersOf(lines), examples: examplesOf(lines) }
}

function after(lines: readonly string[], heading: string): readonly string[] {
  const start = lines.indexOf(heading)
  if (start < 0) throw new Error(`The reference has no heading "${heading}"`)
  return lines.slice(start + 1)
}

function filled<T>(list: readonly T[], what: string): readonly T[] {
  if (list.length === 0) throw new Error(`The reference's list of ${what} is empty`)
  return list
}

function colorsOf(lines: readonly string[]): readonly AcceptedColor[] {
  const rest = after(lines, 'List of Accepted Colors').slice(1)
  return filled(rest.slice(0, rest.indexOf('')).map((line) => {
    const [, name = line, hex = null] = /^(.*) (#[0-9a-f]{6})$/i.exec(line) ?? []
    return { name, hex: hex?.toLowerCase() ?? null }
  }), 'colors')
}

const bullet = /^\s*•\s*(.*)$/

/** Paragraphs of a heading and what stands under it, until the first heading of a call. */
function sizesOf(lines: readonly string[]): AcceptedSizes {
  const rest = after(lines, 'List of Accepted Sizes')
  const paragraphs = rest.slice(0, rest.indexOf('Create a Product')).join('\n').split(/\n{2,}/).map((paragraph) => paragraph.split('\n').filter((line) => line !== '')).filter((paragraph) => paragraph.length > 0)
  const measures: AcceptedSizes['measures'][number][] = []
  const named: AcceptedSizes['named'][number][] = []
  for (let i = 0; i + 1 < paragraphs.length; i += 2) {
    const [group = ''] = paragraphs[i] ?? []
    const entries = (paragraphs[i + 1] ?? []).map((line) => bullet.exec(line)?.[1] ?? line)
    const any = entries.find((entry) => entry.startsWith('Any valid '))
    if (any === undefined) {
      named.push(...entries.flatMap((entry) => entry.split(/,\s*/)).map((name) => ({ group, name })))
    } else {
      const [, list = ''] = / in ([^(]*)/.exec(any) ?? []
      measures.push({ kind: group, units: list.split(/,\s*/).map((unit) => unit.trim()).filter((unit) => unit !== ''), examples: entries.filter((entry) => entry !== any && !entry.includes('...')) })
    }
  }
  return { measures: filled(measures, 'measures'), named: filled(named, 'sizes') }
}

function providersOf(lines: readonly string[]): readonly AcceptedProvider[] {
  return filled(after(lines, 'Accepted Shipping Providers').flatMap((line) => {
    const [, entry] = bullet.exec(line) ?? []
    if (entry === undefined) return []
    const [, name = entry, chinese = null] = /^(.*?) \((.*)\)$/.exec(entry.trim()) ?? []
    return [{ name: name.trim(), chinese }]
  }), 'providers')
}

const notHeadings = new Set(['Example', 'Example Request', 'Example Request 2', 'Example Response', 'Example Response 2', 'Returns', 'GET', 'POST', 'Parameters'])

function examplesOf(lines: readonly string[]): readonly Example[] {
  const examples: Example[] = []
  let section = ''
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line.startsWith('> ')) examples.push({ kind: 'request', line: i + 1, section, ...requestOf(line) })
    else if (line === '{') {
      const end = lines.indexOf('}', i)
      if (end < 0) throw new Error(`Line ${String(i + 1)}: this example answer has no end`)
      examples.push({ kind: 'answer', line: i + 1, section, text: lines.slice(i, end + 1).join('\n') })
      i = end
    } else if (/^[A-Z][^=:.,{}"•]{2,60}\??$/.test(line) && lines[i - 1] === '' && lines[i + 1] === '' && !notHeadings.has(line)) section = line
  }
  const curls = lines.filter((line) => line.includes('curl http') || line.includes('curl "http')).length
  const asked = examples.filter(({ kind }) => kind === 'request').length
  if (asked !== curls) throw new Error(`The reference has ${String(curls)} lines with curl, ${String(asked)} were understood`)
  return filled(examples, 'examples')
}

/** What a line of curl sends: `-d` and `--data-urlencode` make it a POST; without them the fields stand in the address. */
function requestOf(line: string): { readonly method: 'GET' | 'POST'; readonly path: string; readonly fields: Readonly<Record<string, string>> } {
  const [, address] = /^> curl "?(https:\/\/[^\s"]+)"?/.exec(line) ?? []
  if (address === undefined) throw new Error(`This is not understood: ${line}`)
  const url = new URL(address)
  const forms = [...line.matchAll(/ (?:-d|--data-urlencode) "([^"]*)"/g)].map(([, form = '']) => form)
  const fields = new URLSearchParams(forms.length > 0 ? forms.join('&') : url.searchParams)
  const path = url.pathname.replace(/^\/api\/v2\//, '')
  if (path === url.pathname) throw new Error(`This is no call of version 2: ${line}`)
  return { method: forms.length > 0 ? 'POST' : 'GET', path, fields: Object.fromEntries(fields) }
}
