import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeatureApp, happened, openFeatureApp } from './feature-app.ts'

let app: FeatureApp
beforeAll(async () => { app = await openFeatureApp() })
afterAll(async () => { await app.close() })

const size = (): Promise<number[]> => app.page.evaluate(() => [innerWidth, innerHeight])

describe('a window', () => {
  it('has the size that was asked for, follows a change, and keeps its smallest', async () => {
    expect(await size()).toEqual([900, 600])
    await app.electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setSize(1280, 800) })
    await expect.poll(size).toEqual([1280, 800])
    await app.electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setSize(100, 100) })
    await expect.poll(size).toEqual([500, 400])
  })

  it('is shown once its page has painted', async () => {
    await expect.poll(async () => (await happened(app)).events).toContain('ready-to-show')
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  })

  it('follows the theme that the app sets', async () => {
    const colour = (): Promise<string> => app.page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color)
    await app.electron.evaluate(({ nativeTheme }) => { nativeTheme.themeSource = 'dark' })
    await expect.poll(colour).toBe('rgb(250, 251, 252)')
    expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
    await app.electron.evaluate(({ nativeTheme }) => { nativeTheme.themeSource = 'light' })
    await expect.poll(colour).toBe('rgb(1, 2, 3)')
  })

  it('gives its picture', async () => {
    const picture = await app.electron.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'))
    const png = Buffer.from(String(picture), 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(await size())
  })

  it('goes nowhere that the app refuses', async () => {
    await app.page.getByRole('button', { name: 'Elsewhere' }).click()
    await expect.poll(async () => (await happened(app)).events).toContain('will-navigate https://example.org/elsewhere')
    expect(app.page.url()).toMatch(/\/index\.html/)
    await app.page.reload()
    expect((await happened(app)).events).not.toContain('close') // it is not the window that goes
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toMatch(/^app:\/\/bundle\/index\.html/)
  })

  it('opens no second one where the app denies it', async () => {
    await app.page.getByText('New window').click()
    await expect.poll(async () => (await happened(app)).events).toContain('open https://example.org/new')
    expect(app.electron.windows()).toHaveLength(1)
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('answers null to window.open, as often as it is called, and loads nothing', async () => {
    const reached: string[] = []
    const outside = createHttpServer((request, response) => { reached.push(request.url ?? ''); response.end() }).listen(0, '127.0.0.1')
    await once(outside, 'listening')
    const address = `http://127.0.0.1:${String((outside.address() as AddressInfo).port)}` // a listening TCP server has a port
    for (let i = 0; i < 5; i++) expect(await app.page.evaluate(([to, n]) => window.open(`${to}/${String(n)}`), [address, i] as const)).toBeNull()
    await expect.poll(async () => (await happened(app)).events.filter((event) => event.startsWith(`open ${address}`))).toEqual([0, 1, 2, 3, 4].map((n) => `open ${address}/${String(n)}`))
    expect(app.electron.windows()).toHaveLength(1)
    expect(reached).toEqual([])
    outside.close()
  })

  it("hears the menu's keys", async () => {
    const before = (await happened(app)).keys
    await app.page.keyboard.press('Control+n')
    await expect.poll(async () => (await happened(app)).keys).toBe(before + 1)
    await app.page.keyboard.press('n')
    await app.page.evaluate(() => bridge.invoke('echo', 'after it'))
    expect((await happened(app)).keys).toBe(before + 1)
  })

  it('asks for permissions in vain', async () => {
    expect(await app.page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied')
  })

  it('fails to load what is not there, with the code', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => { closed.listen(0, '127.0.0.1', resolve) })
    const { port } = closed.address() as { port: number } // a TCP server's
    await new Promise((resolve) => { closed.close(resolve) })
    const url = `http://127.0.0.1:${String(port)}/`
    const failure = app.electron.evaluate(({ BrowserWindow }, address) => {
      const window = new BrowserWindow({ show: false })
      return window.loadURL(address).then(() => 'loaded', (error: unknown) => { window.destroy(); return (error as Error).message })
    }, url)
    expect(await failure).toBe(`ERR_CONNECTION_REFUSED (-102) loading '${url}'`)
  })

  it('refuses to open with less safety than every page has here', async () => {
    const words = app.electron.evaluate(({ BrowserWindow }) => { try { new BrowserWindow({ webPreferences: { nodeIntegration: true } }); return 'opened' } catch (error) { return String(error) } })
    expect(await words).toMatch(/webPreferences.nodeIntegration: true is not covered/)
  })

  it('stays where a listener refuses its closing, and so does the app', async () => {
    const left = (): Promise<number> => app.electron.evaluate(({ BrowserWindow, app: it }) => { it.quit(); return BrowserWindow.getAllWindows().length })
    await app.electron.evaluate(() => { globalThis.seen.veto = true })
    expect(await left()).toBe(1)
    expect(await app.page.innerText('h1')).toBe('Features')
    await app.electron.evaluate(() => { globalThis.seen.veto = false })
  })
})
