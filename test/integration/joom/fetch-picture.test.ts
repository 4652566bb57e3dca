import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchPicture, pictureType } from '../../../electron/joom/fetch-picture.ts'
import { reply, startRawServer, type RawServer } from './raw-server.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const servers: RawServer[] = []
afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.stop())) })
async function start(act: (connection: Socket, index: number, request: string) => void): Promise<RawServer> {
  const server = await startRawServer(act)
  servers.push(server)
  return server
}
const fetched = (address: string) => fetchPicture(address, 'Packbench/test')

describe('a product’s picture', () => {
  it('comes with its bytes and its true type, and nothing of a sign-in is sent', async () => {
    const server = await start((c) => { reply(c, 200, png, { 'content-type': 'text/html' }) })
    expect(await fetched(`${server.address}/a.png`)).toEqual({ type: 'image/png', bytes: png })
    expect(server.requests[0]).toMatch(/^GET \/a\.png HTTP/)
    expect(server.requests[0]).not.toMatch(/authorization|cookie/i)
  })

  it.each<[string, (c: Socket) => void]>([
    ['HTML that says it is a picture', (c) => { reply(c, 200, '<html><script>alert(1)</script></html>', { 'content-type': 'image/png' }) }],
    ['SVG, which can hold a program', (c) => { reply(c, 200, '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', { 'content-type': 'image/svg+xml' }) }],
    ['an error, even with a picture', (c) => { reply(c, 404, png) }], ['a cut one', (c) => { reply(c, 200, png, {}, 5000) }], ['an empty answer', (c) => { reply(c, 200, '') }],
    ['one of eleven megabytes', (c) => { reply(c, 200, Buffer.concat([png, Buffer.alloc(11_000_000)])) }], ['a reset', (c) => { c.resetAndDestroy() }],
    ['a redirect to a file', (c) => { reply(c, 302, '', { location: 'file:///etc/passwd' }) }], ['a redirect to nowhere', (c) => { reply(c, 302, '') }]
  ])('is null for %s', async (_name, act) => {
    expect(await fetched(`${(await start(act)).address}/a.png`)).toBeNull()
  })

  it('is followed through a few redirects, and not for ever', async () => {
    const server = await start((c, index) => { if (index < 2) reply(c, 302, '', { location: `/again-${String(index)}` }); else reply(c, 200, png) })
    expect(await fetched(server.address)).toMatchObject({ type: 'image/png' })
    expect(server.requests[2]).toMatch(/^GET \/again-1 /)
    const round = await start((c) => { reply(c, 302, '', { location: '/round' }) })
    expect(await fetched(round.address)).toBeNull()
    expect(round.requests.length).toBeLessThan(6)
  })

  it.each(['', 'nonsense', 'file:///etc/passwd', 'data:image/png;base64,AAAA', 'http://127.0.0.1:1/a.png'])('is null for the address “%s”', async (address) => { expect(await fetched(address)).toBeNull() })
})

it('knows pictures by their first bytes', () => {
  const of = (text: string) => pictureType(Buffer.from(text, 'latin1'))
  expect([of('\u00ff\u00d8\u00ff\u00e0'), of('GIF89a..'), of('RIFF\0\0\0\0WEBPVP8 '), of('\0\0\0\u001cftypavif'), of('RIFF\0\0\0\0WAVE'), of('')]).toEqual(['image/jpeg', 'image/gif', 'image/webp', 'image/avif', null, null])
})
