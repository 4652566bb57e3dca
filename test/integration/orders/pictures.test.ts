import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { fetchPicture } from '../../../electron/joom/fetch-picture.ts'
import { Pictures } from '../../../electron/orders/pictures.ts'
import { tempFolder } from '../../support/temp.ts'

const order = 7 as OrderId
const png = Buffer.from('\u0089PNG\r\n\u001a\nand so on', 'latin1')

async function shop(type: string, body: string | Buffer) {
  const seen = { requests: 0, headers: [] as string[] }
  const server = createServer((request, response) => {
    seen.requests++
    seen.headers.push(JSON.stringify(request.headers))
    response.writeHead(200, { 'content-type': type }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { seen, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mug.png` }
}
const gallery = (address: string | null, folder = tempFolder()) => new Pictures({ folder, addressOf: () => Promise.resolve(address), fetch: (url) => fetchPicture(url, 'Packbench/test') })

describe('the pictures of products', () => {
  it('are fetched once, kept, and carry no token to the shop', async () => {
    const { address, seen } = await shop('application/octet-stream', png)
    const folder = tempFolder()
    const pictures = gallery(address, folder)
    const [a, b] = await Promise.all([pictures.of(order, 0), pictures.of(order, 0)])
    expect(a?.type).toBe('image/png')
    expect(Buffer.from(b?.bytes ?? [])).toEqual(png)
    expect(Buffer.from((await gallery(address, folder).of(order, 0))?.bytes ?? [])).toEqual(png)
    expect(seen.requests).toBe(1)
    expect(seen.headers.join()).not.toMatch(/authorization|cookie/i)
  })

  it.each([['image/png', '<script>alert(1)</script>'], ['image/png', ''], ['image/svg+xml', '<svg/>']])('are not what only says it is %s', async (type, body) => {
    const { address, seen } = await shop(type, body)
    const pictures = gallery(address)
    expect(await pictures.of(order, 0)).toBeNull()
    expect(await pictures.of(order, 1000)).toBeNull()
    expect(seen.requests).toBe(1)
    await pictures.of(order, 61_000)
    expect(seen.requests).toBe(2)
  })

  it('are not read without end', async () => {
    const { address } = await shop('image/png', Buffer.concat([png, Buffer.alloc(11 * 1024 * 1024)]))
    expect(await gallery(address).of(order, 0)).toBeNull()
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'not an address', 'http://127.0.0.1:1/none.png'])('are nothing for “%s”', async (address) => {
    expect(await gallery(address).of(order, 0)).toBeNull()
  })
})
