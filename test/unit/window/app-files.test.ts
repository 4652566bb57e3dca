import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { appFiles } from '../../../electron/window/app-files.ts'
import { tempFolder } from '../../support/temp.ts'

function serve() {
  const folder = tempFolder()
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'assets', 'a.js'), '1')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  writeFileSync(join(root, 'notes.txt'), 'secret')
  const get = appFiles({ root, devAddress: null, picture: (id) => Promise.resolve(id === 7 ? { type: 'image/svg+xml', bytes: new TextEncoder().encode('<svg/>') } : null), logo: (id) => Promise.resolve(id === 5 ? new TextEncoder().encode('PNG') : null), run: (id) => Promise.resolve(id === 3 ? new TextEncoder().encode('%PDF') : null), paper: (id) => Promise.resolve(id === 4 ? new TextEncoder().encode('%PDF') : null) })
  return (path: string, method = 'GET', host = 'bundle') => get(new Request(`app://${host}${path}`, { method }))
}

describe('the window’s own files', () => {
  it('come with the strict policy', async () => {
    const response = await serve()('/')
    expect(await response.text()).toBe('<!doctype html>')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await serve()('/assets/a.js')).headers.get('content-type')).toContain('javascript')
  })

  it.each(['/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '/assets/..%2f..%2fsecret.html', '/%2e%2e%5csecret.html', '/notes.txt', '/none.html', '/%', '/index.html%00.js', '/picture/7/../../secret.html', '/picture/abc', '/run/4.pdf', '//secret.html'])('%s is not there', async (path) => {
    const response = await serve()(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('secret')
  })

  it('has the logo of a store as a picture that can do nothing', async () => {
    const response = await serve()('/logo/5?abc')
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'image/png', 'PNG'])
    expect(response.headers.get('content-security-policy')).toBe((await serve()('/picture/7')).headers.get('content-security-policy'))
    expect((await serve()('/logo/6')).status).toBe(204)
  })

  it('answers no other method and no other host', async () => {
    expect((await serve()('/', 'POST')).status).toBe(404)
    expect((await serve()('/', 'GET', 'other')).status).toBe(404)
  })

  it('answers without a picture, and without an error, where none can be had', async () => {
    const response = await serve()('/picture/8')
    expect([response.status, await response.text()]).toEqual([204, ''])
  })

  it('shows a shop’s picture so that it can do nothing', async () => {
    const response = await serve()('/picture/7')
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('gives the sheets of a run', async () => {
    const response = await serve()('/run/3.pdf')
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(await response.text()).toBe('%PDF')
    expect((await serve()('/paper/4.pdf')).headers.get('content-type')).toBe('application/pdf')
    expect((await serve()('/paper/3.pdf')).status).toBe(404)
  })

  it('come, while developing, from no other server than that one', async () => {
    const asked: string[] = []
    const servers = await Promise.all(['own', 'other'].map(async (name) => {
      const server = createServer((request, response) => {
        asked.push(`${name} ${request.url ?? ''}`)
        response.end()
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      onTestFinished(() => { server.close() })
      return `127.0.0.1:${String((server.address() as AddressInfo).port)}` // a listening TCP server has a port
    }))
    const none = (): Promise<null> => Promise.resolve(null)
    const get = appFiles({ root: '/', devAddress: `http://${servers[0] ?? ''}/`, picture: none, logo: none, run: none, paper: none })
    for (const path of ['/main.ts?t=1', `//${servers[1] ?? ''}/x`]) await get(new Request(`app://bundle${path}`))
    expect(asked).toEqual(['own /main.ts?t=1', `own //${servers[1] ?? ''}/x`])
  })
})
