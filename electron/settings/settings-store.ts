import { renameSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import { settings, type Settings } from '../contract/schemas.ts'
import { completedTemplate, standardTemplate, templateLimits } from '../domain/slip-template.ts'
import { readable } from './readable.ts'

/** What a new installation starts with. */
export const defaultSettings: Settings = {
  language: 'en', theme: 'system', contrast: 'system', density: 'dense', operator: '', undoSeconds: 30, refreshMinutes: 5, provider: 'China Post', shippingTime: '7-21', paper: '100x150', printer: '', dpi: 203, copies: 1, documents: {}, calibrations: [], scanner: null, folders: [], redirectPort: 41_917, requestsPerMinute: 2000, listsPerMinute: 50, sender: '', labelPrinters: [], shownStores: 'all', eraseAfterDays: null, cn22Most: 350, slipLanguage: 'buyer', slipTemplate: standardTemplate, together: false, numberMasks: []
}

/**
 * The preferences of this computer, in a file of the data folder. A value that this version does not understand falls back
 * to its default, of a list only the entries that it does not are left out; a file that cannot be read at all is set aside, not thrown away.
 */
export class SettingsStore {
  readonly #store: Store<Partial<Settings>>
  readonly #changed: (now: Settings) => void

  /**
   * @param folder where the file lives
   * @param misread told once of what stands in it and is not understood: where, never what
   */
  constructor(folder: string, changed: (now: Settings) => void, misread: (where: readonly string[]) => void = () => undefined) {
    this.#changed = changed
    this.#store = open(folder)
    const { where } = this.#read()
    if (where.length > 0) misread(where)
  }

  get(): Settings { return this.#read().now }

  #read(): { readonly now: Settings; readonly where: readonly string[] } {
    const kept = withTemplate(this.#store.store)
    const where: string[] = []
    // Each value is checked on its own, so that one bad one does not take the others with it.
    const entries = Object.entries(settings.shape).map(([name, schema]) => {
      if (kept[name] === undefined) return [name, defaultSettings[name as keyof Settings]] as const
      const { value = defaultSettings[name as keyof Settings], misread } = readable(schema, kept[name])
      where.push(...misread.map((entry) => name + entry))
      return [name, value] as const
    })
    return { now: settings.parse(Object.fromEntries(entries)), where }
  }

  /** Keeps what is given and leaves the rest. @returns all of them */
  change(patch: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    this.#store.set(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)))
    const now = this.get()
    this.#changed(now)
    return now
  }
}

/** Before there were templates, the owner's text stood alone: it goes on standing on the slips. */
function withTemplate(kept: Partial<Settings> & { readonly slipText?: unknown }): Readonly<Record<string, unknown>> {
  if (kept.slipTemplate !== undefined) return { ...kept, slipTemplate: completedTemplate(kept.slipTemplate) }
  return typeof kept.slipText === 'string' ? { ...kept, slipTemplate: { ...standardTemplate, text: kept.slipText.slice(0, templateLimits.text) } } : { ...kept }
}

function open(folder: string): Store<Partial<Settings>> {
  const options = { cwd: folder, name: 'settings', configFileMode: 0o600 }
  try {
    return new Store<Partial<Settings>>(options)
  } catch {
    renameSync(join(folder, 'settings.json'), join(folder, 'settings.unreadable.json'))
    return new Store<Partial<Settings>>(options)
  }
}
