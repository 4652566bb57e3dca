import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeatureApp, happened, openFeatureApp } from './feature-app.ts'

let app: FeatureApp
beforeAll(async () => { app = await openFeatureApp() })
afterAll(async () => { await app.close() })

describe('the preload', () => {
  it('lives in a world of its own: nothing of it reaches the page but what it exposes', async () => {
    const reached = await app.page.evaluate(() => ['leaked', 'require', 'process', 'module', 'ipcRenderer', '__toMain', '__fromMain', '__preload'].filter((name) => name in globalThis))
    expect(reached).toEqual([])
    expect(await app.page.evaluate(() => 'leaked' in [])).toBe(false)
  })

  it('requires nothing but electron, and knows that it is sandboxed', async () => {
    expect(await app.page.evaluate(() => bridge.world)).toEqual({ type: 'renderer', sandboxed: true, fs: 'module not found: fs' })
  })

  it('is there before the first script of the page, also after a reload', async () => {
    expect(await app.page.innerText('#ran')).toBe('ran with object')
    await app.page.reload()
    expect(await app.page.innerText('#ran')).toBe('ran with object')
  })

  it('exposes copies that the page cannot change, and cannot replace', async () => {
    expect(await app.page.evaluate(() => [Object.isFrozen(bridge), Object.isFrozen(bridge.nested), Object.getOwnPropertyDescriptor(globalThis, 'bridge')?.configurable])).toEqual([true, true, false])
    expect(await app.page.evaluate(() => [bridge.nested.when.getTime(), bridge.nested.list])).toEqual([7, [1, { two: 2 }]])
  })

  it('carries functions, promises and errors across, both ways', async () => {
    expect(await app.page.evaluate(() => bridge.add(1, 2))).toBe(3)
    expect(await app.page.evaluate(() => bridge.call((n) => n * 2))).toBe(41)
    expect(await app.page.evaluate(() => bridge.later((n) => Promise.resolve(n + 1)))).toBe(10)
    expect(await app.page.evaluate(() => { try { return bridge.throws() } catch (error) { return [String(error), error instanceof Error, 'code' in (error as object)] } })).toEqual(['Error: too far', true, false])
    expect(await app.page.evaluate(() => bridge.rejects().catch((error: unknown) => String(error)))).toBe('Error: no')
  })

  it('refuses what cannot be cloned, such as a reactive object', async () => {
    expect(await app.page.evaluate(() => { try { bridge.note(new Proxy({ a: 1 }, {})); return 'sent' } catch (error) { return String(error) } })).toBe('Error: An object could not be cloned.')
  })
})

describe('messages', () => {
  it('ask the main process and bring its answer back, whatever it is', async () => {
    const kinds = await app.page.evaluate(async () => {
      const sent = { day: new Date(86_400_000), many: new Map([[1, { deep: 'ü\u0000😀' }]]), some: new Set(['a']), big: 2n ** 70n, odd: [undefined, null, Number.NaN, -0, Infinity], bytes: new Uint8Array([0, 255, 128]), $: 'dollar', ['__proto__x']: 1 }
      const back = (await bridge.invoke('echo', sent)) as typeof sent
      return [back.day.getTime(), back.many.get(1)?.deep, back.some.has('a'), String(back.big), back.odd[0] === undefined && back.odd[1] === null && Number.isNaN(back.odd[2]) && Object.is(back.odd[3], -0) && back.odd[4] === Infinity, [...back.bytes], back.$]
    })
    expect(kinds).toEqual([86_400_000, 'ü\u0000😀', true, String(2n ** 70n), true, [0, 255, 128], 'dollar'])
  })

  it('carry megabytes', async () => {
    expect(await app.page.evaluate(async () => {
      const bytes = Uint8Array.from({ length: 2_000_000 }, (_, i) => i & 255)
      const back = (await bridge.invoke('echo', bytes)) as Uint8Array
      return back.length === bytes.length && back.every((byte, i) => byte === (i & 255))
    })).toBe(true)
  })

  it('tell of a failure in the words of Electron', async () => {
    const words = (channel: string): Promise<string> => app.page.evaluate((name) => bridge.invoke(name).then(() => 'answered', (error: unknown) => (error as Error).message), channel)
    expect(await words('fails')).toBe("Error invoking remote method 'fails': TypeError: on purpose")
    expect(await words('nobody')).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'")
  })

  it('say who sent them, as the browser knows it', async () => {
    expect(await app.page.evaluate(() => bridge.invoke('who'))).toEqual({ url: 'app://bundle/index.html', origin: 'app://bundle', own: true, window: 1 })
    await app.page.evaluate(() => { location.hash = '#/orders' })
    await expect.poll(() => app.page.evaluate(() => bridge.invoke('who'))).toMatchObject({ url: 'app://bundle/index.html#/orders' })
  })

  it('go from main to page for as long as the page listens', async () => {
    await app.page.evaluate(() => {
      const heard: unknown[] = []
      const stop = bridge.on('news', (...args) => { heard.push(args) })
      Object.assign(globalThis, { heard, stop })
    })
    const tell = (text: string): Promise<void> => app.electron.evaluate(({ BrowserWindow }, it) => { BrowserWindow.getAllWindows()[0]?.webContents.send('news', it, new Date(5)) }, text)
    const heard = (): Promise<unknown> => app.page.evaluate(() => JSON.stringify((globalThis as unknown as { heard: unknown[] }).heard))
    await tell('one')
    await expect.poll(heard).toBe('[["one","1970-01-01T00:00:00.005Z"]]')
    await app.page.evaluate(() => { (globalThis as unknown as { stop(): void }).stop() })
    await tell('two')
    await app.page.evaluate(() => bridge.invoke('echo', 'after it')) // messages arrive in order
    expect(await heard()).toBe('[["one","1970-01-01T00:00:00.005Z"]]')
  })

  it('are answered where the main process replies to the sender', async () => {
    const count = app.page.evaluate(() => new Promise((resolve) => { bridge.on('noted', resolve); bridge.note('a', { b: 1 }) }))
    expect(await count).toBe(2)
    expect((await happened(app)).messages.at(-1)).toEqual(['a', { b: 1 }])
  })
})
