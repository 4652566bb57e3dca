import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../../scripts/project.mjs'
import { ask, begin, freshUserData } from '../support/journey.ts'
import { launch, newUserData, program, remove } from './driver.ts'

/** Starts the program without a driver and waits for its end. */
async function run(userData: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(program.path, [root, `--user-data-dir=${userData}`, '--headless'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { output += text.toString() })
  const [code] = await once(child, 'exit') as [number | null] // what 'exit' is emitted with
  return { code, output }
}

describe('starting Packbench', () => {
  it('a second time only raises the window that is there', async () => {
    const app = await begin()
    onTestFinished(async () => {
      await app.close()
      remove(app.userData)
    })
    await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      Object.assign(globalThis, { raised: 0 })
      const show = window?.focus.bind(window)
      if (window && show) window.focus = () => {
        Object.assign(globalThis, { raised: 1 })
        show()
      }
    })
    const second = await run(app.userData)
    expect(second.code).toBe(0)
    await expect.poll(() => app.electron.evaluate(() => (globalThis as unknown as { raised: number }).raised)).toBe(1)
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(app.complaints).toEqual([])
  })

  it('with settings that cannot be read sets them aside and begins', async () => {
    const userData = await freshUserData()
    writeFileSync(join(userData, 'settings.json'), '{"theme": "dark", ')
    const app = await launch({ userData })
    onTestFinished(async () => {
      await app.close()
      remove(userData)
    })
    await app.page.getByRole('button', { name: 'Open the demo store' }).waitFor()
    expect(readFileSync(join(userData, 'settings.unreadable.json'), 'utf8')).toBe('{"theme": "dark", ')
    expect(app.complaints).toEqual([])
  })

  it('with data of a newer Packbench says so, ends, and touches nothing', async () => {
    const userData = newUserData()
    onTestFinished(() => { remove(userData) })
    mkdirSync(userData, { recursive: true })
    const file = join(userData, 'packbench.db')
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 99; CREATE TABLE future (kept TEXT); INSERT INTO future VALUES (\'all of it\')')
    newer.close()
    const { code, output } = await run(userData)
    expect(code).toBe(1)
    expect(output).toContain('This data was written by a newer Packbench. Nothing was changed.')
    const again = new DatabaseSync(file)
    expect(again.prepare('SELECT kept FROM future').get()).toEqual({ kept: 'all of it' })
    expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
    again.close()
  })

  it('with a file that is no database says so, ends, and touches nothing', async () => {
    const userData = newUserData()
    onTestFinished(() => { remove(userData) })
    const file = join(userData, 'packbench.db')
    writeFileSync(file, 'what somebody may want back '.repeat(200))
    const { code, output } = await run(userData)
    expect(code).toBe(1)
    expect(output).toContain('The data file is damaged, and no backup of it is good. It was left as it is.')
    expect(readFileSync(file, 'utf8')).toBe('what somebody may want back '.repeat(200))
    expect(existsSync(join(userData, 'packbench.db-wal'))).toBe(false)
  })
})

it('a part that keeps the data and stops is opened anew by itself, with the window', async () => {
  const app = await begin()
  onTestFinished(async () => {
    await app.close()
    remove(app.userData)
  })
  await app.page.getByRole('button', { name: 'Open the demo store' }).waitFor()
  await app.page.evaluate(() => { Object.assign(window, { before: true }) })
  // The thread of the database ends with the next question to it, as where it runs out of memory.
  await app.electron.evaluate(() => {
    const { prototype } = process.getBuiltinModule('node:worker_threads').Worker
    const own = Object.getOwnPropertyDescriptor(prototype, 'postMessage')
    prototype.postMessage = function (this: typeof prototype, ...message: Parameters<typeof prototype.postMessage>) {
      Reflect.apply(own?.value as () => void, this, message) // the method that stood there
      if (this.resourceLimits?.maxYoungGenerationSizeMb !== 16) return
      Object.defineProperty(prototype, 'postMessage', own ?? {})
      void this.terminate()
    }
  })
  await ask(app.page, 'outbox.summary', undefined).catch(() => undefined)
  await expect.poll(() => app.page.evaluate(() => 'before' in window).catch(() => true)).toBe(false)
  await app.page.getByRole('button', { name: 'Open the demo store' }).waitFor()
  await expect.poll(() => ask(app.page, 'outbox.summary', undefined).then(({ all }) => all, () => 'stopped')).toBe(0)
})
