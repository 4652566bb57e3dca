import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { standIn } from '../../../scripts/find-electron.mjs'
import { environment, type FeatureApp, fixture, happened, newFolder, openFeatureApp, removeFolder } from './feature-app.ts'

const onLinux = process.platform === 'linux'
let app: FeatureApp | undefined
const folders: string[] = []
afterEach(async () => {
  await app?.close().catch(() => undefined)
  app = undefined
  for (const folder of folders.splice(0)) removeFolder(folder)
})
const folder = (): string => {
  const made = newFolder()
  folders.push(made)
  return made
}

/** Starts it without Playwright. */
function start(userData: string, ...args: string[]): { child: ChildProcess; output: () => string; exit: Promise<unknown[]> } {
  const child = spawn(standIn, [fixture, `--user-data-dir=${userData}`, '--headless', ...args], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const hear = (text: Buffer): void => { output += text.toString() }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return { child, output: () => output, exit: once(child, 'exit') }
}

/** The processes whose command line names this folder. */
const processesOf = (userData: string): number[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      return readFileSync(join('/proc', name, 'cmdline'), 'utf8').includes(userData) ? [Number(name)] : []
    } catch {
      return [] // gone meanwhile
    }
  })
const isUp = (userData: string): boolean => existsSync(join(userData, 'electron-host', 'profile', 'Default', 'Local Storage')) || existsSync(join(userData, 'electron-host', 'profile', 'Local State'))

describe('the process', () => {
  it('keeps everything in the folder that --user-data-dir names', async () => {
    app = await openFeatureApp()
    expect(await app.electron.evaluate(({ app: it }) => [it.getPath('userData'), it.getName(), it.getVersion(), it.isPackaged])).toEqual([app.userData, 'Feature App', '1.2.3', false])
    expect(existsSync(join(app.userData, 'electron-host', 'profile', 'Default'))).toBe(true)
  })

  it('runs once for each data folder: a later start is told to the first, and ends well', async () => {
    app = await openFeatureApp()
    const second = start(app.userData, 'order.pdf')
    expect(await second.exit).toEqual([0, null])
    const running = app
    await expect.poll(async () => (await happened(running)).starts.length).toBe(1)
    const [told] = (await happened(app)).starts
    expect(told?.argv).toContain('order.pdf')
    expect(told?.data).toEqual({ from: 'later' })
    expect(told?.cwd).toBe(process.cwd())
  })

  it('takes over the lock of a process that died', async () => {
    const userData = folder()
    const first = start(userData)
    await expect.poll(() => isUp(userData), { timeout: 20_000 }).toBe(true)
    first.child.kill('SIGKILL')
    await first.exit
    const second = start(userData)
    await expect.poll(() => existsSync(join(userData, 'electron-host', 'instances', 'lock')) && readFileSync(join(userData, 'electron-host', 'instances', 'lock'), 'utf8') === String(second.child.pid), { timeout: 20_000 }).toBe(true)
    second.child.kill('SIGTERM')
    expect(await second.exit).toEqual([0, null])
  })

  it('opens outside addresses with $BROWSER', async () => {
    const place = folder()
    const browser = join(place, 'browser')
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${place}/opened"\n`)
    chmodSync(browser, 0o755)
    app = await openFeatureApp({ BROWSER: `${join(place, 'not-there')}:${browser} --new %s last` })
    await app.electron.evaluate(({ shell }) => shell.openExternal('https://example.org/authorize?state=a b&x=%25'))
    expect(readFileSync(join(place, 'opened'), 'utf8')).toBe('--new\nhttps://example.org/authorize?state=a%20b&x=%25\nlast\n')
  })

  it('says so where no browser can be opened', async () => {
    app = await openFeatureApp({ BROWSER: '/not/there' })
    expect(await app.electron.evaluate(({ shell }) => shell.openExternal('https://example.org/').then(() => 'opened', (error: unknown) => String(error)))).toBe('Error: Failed to open: https://example.org/ (/not/there is not here)')
  })

  it('saves without a dialog where none can be shown: in the folder for downloads, over nothing', async () => {
    const home = folder()
    app = await openFeatureApp({ HOME: home, DISPLAY: '' })
    const save = (): Promise<string> => app!.electron.evaluate(async ({ dialog }) => (await dialog.showSaveDialog({ defaultPath: 'slips.pdf' })).filePath)
    const first = await save()
    expect(first).toBe(join(home, 'Downloads', 'slips.pdf'))
    writeFileSync(first, 'x')
    expect(await save()).toBe(join(home, 'Downloads', 'slips (2).pdf'))
  })

  it.runIf(onLinux)('quits on SIGTERM as on a wish of the person: listeners are asked, the code is 0, Chromium is gone', async () => {
    const userData = folder()
    const running = start(userData)
    await expect.poll(() => isUp(userData), { timeout: 20_000 }).toBe(true)
    running.child.kill('SIGTERM')
    expect(await running.exit).toEqual([0, null])
    await expect.poll(() => processesOf(userData), { timeout: 10_000 }).toEqual([])
    expect(running.output()).not.toMatch(/ended by itself|Error/)
  })

  it.runIf(onLinux)('leaves no Chromium behind when it is killed', async () => {
    const userData = folder()
    const running = start(userData)
    await expect.poll(() => processesOf(userData).length, { timeout: 20_000 }).toBeGreaterThan(2)
    running.child.kill('SIGKILL')
    await running.exit
    await expect.poll(() => processesOf(userData), { timeout: 10_000 }).toEqual([])
  })

  it.runIf(onLinux)('ends with 1, and says why, when Chromium is killed', async () => {
    const userData = folder()
    const running = start(userData)
    await expect.poll(() => isUp(userData), { timeout: 20_000 }).toBe(true)
    const browser = processesOf(userData).find((id) => id !== running.child.pid && readFileSync(`/proc/${String(id)}/cmdline`, 'utf8').includes('--remote-debugging-pipe'))
    process.kill(browser!, 'SIGKILL')
    expect(await running.exit).toEqual([1, null])
    expect(running.output()).toMatch(/Chromium ended by itself/)
  })

  it('says what to do where the browser is missing', async () => {
    const child = spawn(standIn, [fixture, `--user-data-dir=${folder()}`], { env: environment({ CHROMIUM_PATH: '/not/there' }), stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', (text: Buffer) => { words += text.toString() })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(words).toBe('CHROMIUM_PATH names /not/there, which is not there.\n')
  })

  it('needs no display', async () => {
    const userData = folder()
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = environment()
    const child = spawn(standIn, [fixture, `--user-data-dir=${userData}`], { env, stdio: 'ignore' })
    await expect.poll(() => isUp(userData), { timeout: 20_000 }).toBe(true)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
