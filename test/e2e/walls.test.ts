import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { begin, openDemoStore, searchFor } from '../support/journey.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
/** A server outside: whoever reaches it has got through a wall. */
let outside: Server
let address: string
const reached: string[] = []
beforeAll(async () => {
  outside = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('document.title = "taken"')
  })
  await once(outside.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${String((outside.address() as AddressInfo).port)}` // a listening TCP server has a port
  app = await begin()
  ;({ page } = app)
  await openDemoStore(app)
})
afterAll(async () => {
  await app.close()
  remove(app.userData)
  await new Promise((resolve) => { outside.close(resolve) })
})

/** What the walls complained of since the last look. */
let heard = 0
const complaints = (): string => {
  const fresh = app.complaints.slice(heard).join('\n')
  heard = app.complaints.length
  return fresh
}

describe('the walls around the window', () => {
  it('shows hostile names of the demo store as text', async () => {
    const hostile = '"><script>alert(1)</script>'
    await searchFor(page, '<script>')
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: hostile })
    await row.first().click()
    await page.getByRole('region', { name: /^Order / }).getByText(hostile).waitFor()
    expect(await page.evaluate(() => [...document.scripts].filter((script) => script.src === '').length)).toBe(0)
    await page.keyboard.press('Escape')
    await searchFor(page, '')
    expect(app.complaints).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('keep orders, log, settings and pictures from other users of the computer', () => {
    const kept = ['packbench.db', 'packbench.db-wal', 'packbench.db-shm', 'settings.json', 'logs', 'rehearsal'].filter((name) => existsSync(join(app.userData, name)))
    expect(kept).toEqual(expect.arrayContaining(['packbench.db', 'packbench.db-wal', 'logs', 'rehearsal']))
    expect(kept.filter((name) => (statSync(join(app.userData, name)).mode & 0o077) !== 0)).toEqual([])
  })

  it('gives the page one door and nothing of Node', async () => {
    const globals = await page.evaluate(() => ({
      door: Object.keys(window.bridge).sort(), frozen: Object.isFrozen(window.bridge), node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter((name) => name in window)
    }))
    expect(globals).toEqual({ door: ['invoke', 'on'], frozen: true, node: [] })
  })

  it('opens no window and goes nowhere', async () => {
    const before = page.url()
    expect(await page.evaluate((to) => window.open(`${to}/window`) === null, address)).toBe(true)
    await page.evaluate((to) => {
      const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: to, target: '_blank', textContent: 'out' }))
      link.click()
      link.target = ''
      link.click()
      link.remove()
      location.href = `${to}/elsewhere`
    }, address)
    await page.evaluate((to) => { location.assign(`${to}/again`) }, address)
    await page.evaluate(() => { location.href = 'file:///etc/passwd' }).catch(() => undefined)
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    // The window still answers, so whatever was to happen has happened.
    expect(await page.evaluate(async () => (await window.bridge.invoke('settings.get', undefined) as { ok: boolean }).ok)).toBe(true)
    expect(page.url()).toBe(before)
    await expect.poll(() => app.electron.windows().length).toBe(1)
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(reached).toEqual([])
    complaints()
  })

  it('lets nothing out and nothing in', async () => {
    const tries = await page.evaluate(async (to) => {
      const outcome = async (work: () => unknown): Promise<string> => {
        try {
          await work()
          return 'done'
        } catch (error) {
          return error instanceof Error ? error.name : 'refused'
        }
      }
      const loads = (element: HTMLElement & { src: string }, parent: HTMLElement = document.head): Promise<string> => new Promise((resolve) => {
        element.addEventListener('load', () => { resolve('done') })
        element.addEventListener('error', () => { resolve('refused') })
        element.src = to
        parent.append(element)
      })
      const dull = window as unknown as { eval: (code: string) => unknown; Function: new (code: string) => () => unknown }
      return {
        fetch: await outcome(() => fetch(to)),
        socket: await outcome(() => new Promise((resolve, reject) => { Object.assign(new WebSocket(to.replace('http', 'ws')), { onopen: resolve, onerror: reject }) })),
        beacon: navigator.sendBeacon(to) && false,
        image: await loads(document.createElement('img')),
        script: await outcome(() => loads(document.createElement('script')).then((end) => { if (end !== 'done') throw new Error(end) })),
        eval: await outcome(() => dull.eval('1 + 1')),
        function: await outcome(() => new dull.Function('return 1')()),
        markup: await outcome(() => { document.createElement('div').innerHTML = '<b>x</b>' }),
        worker: await outcome(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
        inline: await outcome(() => {
          const script = document.createElement('script')
          script.append('window.taken = true')
          document.head.append(script)
          if (!('taken' in window)) throw new Error('inert')
        })
      }
    }, address)
    for (const [way, end] of Object.entries(tries)) expect(end, way).not.toBe('done')
    expect(reached).toEqual([])
    await expect.poll(complaints).toMatch(/content policy: /)
  })

  it('lets nothing out either where the content policy is taken away', async () => {
    const tools = await app.electron.context().newCDPSession(page)
    await tools.send('Page.setBypassCSP', { enabled: true })
    await page.reload()
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    expect(await page.evaluate(async (to) => fetch(to, { mode: 'no-cors' }).then(() => 'done', () => 'refused'), address)).toBe('refused')
    expect(reached).toEqual([])
    await tools.send('Page.setBypassCSP', { enabled: false })
    await page.reload()
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    complaints()
  })

  it('asks for no permission', async () => {
    const states = await page.evaluate(async () => Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName }) // more names than the type knows
      return [name, state] as const
    })))
    expect(states.filter(([, state]) => state === 'granted')).toEqual([])
    expect(await page.evaluate(() => new Promise((resolve) => { navigator.geolocation.getCurrentPosition(() => { resolve('given') }, () => { resolve('denied') }) }))).toBe('denied')
  })

  it('refuses unknown routes and bad input at the door, with a word', async () => {
    const answers = await page.evaluate(async () => {
      const asked: readonly (readonly [string, unknown])[] = [
        ['shell.openExternal', 'https://example.org'], ['__proto__', {}], ['constructor', undefined], ['orders.get', { id: '1; DROP TABLE orders' }], ['orders.get', { id: -1 }], ['orders.rows', { filter: {}, offset: 0, limit: 1e9 }],
        ['settings.change', { theme: 'purple' }], ['outbox.fulfil', { items: [] }], ['prints.prepare', { orderIds: [1], paper: '../../etc' }], ['app.copy', { text: 'x'.repeat(20_000) }], ['connections.add', null]
      ]
      return Promise.all(asked.map(async ([route, input]) => {
        const answer = await window.bridge.invoke(route, input) as { ok: boolean; error?: { code: string; detail?: string } }
        return [route, answer.ok, answer.error?.code ?? ''] as const
      }))
    })
    for (const [route, ok, code] of answers) {
      expect(ok, route).toBe(false)
      expect(code, route).toMatch(/^(bad_input|unknown_route|not_found)$/)
    }
  })

  it('gives no file outside its own folder', async () => {
    const answers = await page.evaluate(async () => {
      const paths = ['/../../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/assets/../../main/main.js', '/....//package.json', '/index.html%00.png', '/C:/Windows/win.ini', '/picture/1;x', '/run/99999999.pdf', '/run/../../packbench.db', '/%']
      return Promise.all(paths.map(async (path) => {
        const answer = await fetch(path).catch(() => null)
        return [path, answer === null ? 'failed' : answer.status, (await answer?.text() ?? '').slice(0, 40)] as const
      }))
    })
    for (const [path, status, text] of answers) expect([path, status === 404 || status === 'failed', text]).toEqual([path, true, ''])
    // The same way in leads to what belongs to the window.
    expect(await page.evaluate(async () => (await fetch('/index.html')).status)).toBe(200)
  })

  it('leaves no list that was not saved behind when it ends', async () => {
    expect(await page.evaluate(async () => (await window.bridge.invoke('papers.make', { kind: 'commands', orderIds: [], run: null, paper: 'a4' }) as { ok: boolean }).ok)).toBe(true)
    expect(readdirSync(join(app.userData, 'papers'))).toHaveLength(1)
    await app.close()
    expect(existsSync(join(app.userData, 'papers'))).toBe(false)
  })
})
