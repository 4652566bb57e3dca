import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { standIn } from '../../../scripts/find-electron.mjs'

/** The folder of the small app that the stand-in's tests drive. */
export const fixture = join(import.meta.dirname, 'fixture')

/** What the fixture's preload puts on the page, and what its main process remembers. */
declare global {
  const bridge: {
    invoke(channel: string, value?: unknown): Promise<unknown>
    note(...args: unknown[]): void
    on(channel: string, listener: (...args: unknown[]) => void): () => void
    add(a: number, b: number): number
    call(listener: (n: number) => number): number
    later(listener: (n: number) => Promise<number>): Promise<number>
    throws(): never
    rejects(): Promise<never>
    nested: { when: Date; list: unknown[] }
    world: { type: string; sandboxed: boolean; fs: string }
  }
  var seen: { events: string[]; messages: unknown[][]; starts: { argv: string[]; cwd: string; data: unknown }[]; keys: number; veto: boolean; requests: string[] }
}

export interface FeatureApp {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Quits, waits for the end, removes the data folder. @returns the exit code */
  close(): Promise<number | null>
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'electron-host-test-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
export const environment = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({ ...Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)), ...extra })

export async function openFeatureApp(extra: Readonly<Record<string, string>> = {}): Promise<FeatureApp> {
  const userData = newFolder()
  const electron = await _electron.launch({ executablePath: standIn, args: [fixture, `--user-data-dir=${userData}`, '--headless'], env: environment(extra), colorScheme: null, timeout: 60_000 })
  const page = await electron.firstWindow()
  page.setDefaultTimeout(10_000)
  await page.waitForURL(/^https:/)
  await page.waitForLoadState()
  const child = electron.process()
  return {
    electron, page, userData,
    close: async () => {
      await electron.close()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      removeFolder(userData)
      return child.exitCode
    }
  }
}

/** What has happened in the fixture's main process. */
export const happened = (app: FeatureApp): Promise<typeof globalThis.seen> => app.electron.evaluate(() => globalThis.seen)
