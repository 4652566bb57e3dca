import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeatureApp, happened, openFeatureApp } from './feature-app.ts'

let app: FeatureApp
beforeAll(async () => { app = await openFeatureApp() })
afterAll(async () => { await app.close() })

describe("a scheme of the app's own", () => {
  it('is answered by the main process, which sees its own addresses', async () => {
    expect(await app.page.title()).toBe('Feature page')
    expect((await happened(app)).requests.slice(0, 3).sort()).toEqual(['GET app://bundle/app.css', 'GET app://bundle/app.js', 'GET app://bundle/index.html'])
    expect(await app.page.evaluate(() => isSecureContext)).toBe(true)
  })

  it('brings a large file whole: every byte of three megabytes', async () => {
    expect(await app.page.evaluate(async () => {
      const answer = await fetch('/big')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return [answer.status, answer.headers.get('content-type'), bytes.length, bytes.every((byte, i) => byte === ((i * 31 + (i >> 8)) & 255))]
    })).toEqual([200, 'application/pdf', 3_000_000, true])
  })

  it('brings a body that is written bit by bit', async () => {
    expect(await app.page.evaluate(async () => (await fetch('/streamed')).text())).toBe('one two three')
  })

  it('gets the body, the method and the headers of what the page sends', async () => {
    const sent = app.page.evaluate(async () => (await fetch('/echo', { method: 'POST', body: new Uint8Array([0, 1, 254, 255]), headers: { 'x-kind': 'bytes' } })).json() as Promise<unknown>)
    expect(await sent).toEqual({ method: 'POST', body: [0, 1, 254, 255], kind: 'bytes' })
  })

  it('may say no, or fail', async () => {
    expect(await app.page.evaluate(async () => (await fetch('/nothing-here')).status)).toBe(404)
    expect(await app.page.evaluate(() => fetch('/broken').then(() => 'answered', (error: unknown) => (error as Error).name))).toBe('TypeError')
  })
})

describe('the content policy that the answers carry', () => {
  const blocked = (work: string): Promise<string> =>
    app.page.evaluate((text) => new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => { resolve(`${event.violatedDirective} ${event.blockedURI}`) }, { once: true })
      const steps: Record<string, () => void> = {
        'another server': () => { fetch('https://example.org/').catch(() => undefined) },
        'a script in the page': () => { document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.injected = 1' })) },
        'a style in the page': () => { document.body.append(Object.assign(document.createElement('style'), { textContent: 'h1 { color: red }' })) },
        'a foreign picture': () => { document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' })) }
      }
      steps[text]?.()
    }), work)

  it.each([
    ['another server', 'connect-src https://example.org/'],
    ['a script in the page', 'script-src-elem inline'],
    ['a style in the page', 'style-src-elem inline'],
    ['a foreign picture', 'img-src https://example.org/x.png']
  ])('is enforced against %s', async (work, verdict) => {
    expect(await blocked(work)).toBe(verdict)
    expect(await app.page.evaluate(() => 'injected' in globalThis)).toBe(false)
  })

  it('may name the scheme itself', async () => {
    const outcome = app.page.evaluate(() => new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', () => { resolve('blocked') })
      const image = Object.assign(document.createElement('img'), { src: 'https://pictures.app.electron-host.invalid/nothing.svg' })
      image.addEventListener('error', () => { resolve('asked for') })
      document.body.append(image)
    }))
    expect(await outcome).toBe('asked for')
    expect((await happened(app)).requests).toContain('GET app://pictures/nothing.svg')
  })
})

describe('a scheme that was not asked for as Electron needs it', () => {
  it('is refused, where Electron would quietly give a page without rights', async () => {
    const words = app.electron.evaluate(({ protocol }) => { try { protocol.handle('other', () => new Response('')); return 'handled' } catch (error) { return String(error) } })
    expect(await words).toMatch(/protocol.handle for 'other', which was not registered as privileged, is not covered/)
    const late = app.electron.evaluate(({ protocol }) => { try { protocol.registerSchemesAsPrivileged([]); return 'registered' } catch (error) { return String(error) } })
    expect(await late).toBe('Error: protocol.registerSchemesAsPrivileged should be called before app is ready')
  })
})
