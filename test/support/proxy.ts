import { createServer, request } from 'node:http'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * `through`: as it should. A number: its no with that status. `silent`: takes the connection and says nothing. `dies`: breaks
 * the tunnel right after it stands. `dies_after_request`: once something has come back out of the tunnel and the client has
 * spoken again, which with TLS is the request. `garbage`: says yes and then talks itself.
 */
export type ProxyMood = 'through' | number | 'silent' | 'dies' | 'dies_after_request' | 'garbage'

export interface Proxy {
  readonly port: number
  mood: ProxyMood
  /** Hosts and ports it was asked for. */
  readonly asked: string[]
}

async function listening(server: { listen(port: number, host: string, then: () => void): unknown; address(): unknown }): Promise<number> {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return (server.address() as { port: number }).port // a listening TCP server has a port
}

/** Ties two connections together. */
function join(client: Socket, server: Socket, mood: ProxyMood): void {
  let came = false
  server.on('data', (part: Buffer) => {
    came = true
    client.write(part)
  })
  client.on('data', (part: Buffer) => {
    // TLS 1.3: after the server's first flight the client finishes the handshake and sends its request, in one write or two.
    server.write(part)
    if (mood === 'dies_after_request' && came) setTimeout(() => { client.destroy(); server.destroy() }, 200)
  })
  for (const [one, other] of [[client, server], [server, client]] as const) one.on('error', () => undefined).on('close', () => { other.destroy() })
}

/** A proxy as a company has one: CONNECT for tunnels, whole addresses for plain http. Whatever host is asked for, it goes to this computer's port. */
export async function startProxy(target: number): Promise<Proxy> {
  const open = new Set<Socket>()
  const server = createServer((incoming, answer) => {
    proxy.asked.push(incoming.url ?? '')
    if (typeof proxy.mood === 'number') { answer.writeHead(proxy.mood).end('no'); return }
    const onward = request({ port: target, host: '127.0.0.1', method: incoming.method, path: URL.parse(incoming.url ?? '')?.pathname ?? '/', headers: incoming.headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => { open.add(socket.on('error', () => undefined)) })
  server.on('connect', (incoming, client: Socket) => {
    proxy.asked.push(incoming.url ?? '')
    const { mood } = proxy
    if (mood === 'silent') return
    if (typeof mood === 'number') {
      // A body that would pass for Joom's own word, were the proxy's no ever taken for an answer.
      const body = JSON.stringify({ code: 0, message: '', data: { success: 'True' } })
      client.end(`HTTP/1.1 ${String(mood)} No\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`)
      return
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (mood === 'dies') client.destroy()
    else if (mood === 'garbage') client.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"code":0}')
    else join(client, connect(target, '127.0.0.1'), mood)
  })
  const proxy: Proxy = { port: await listening(server), mood: 'through', asked: [] }
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return proxy
}

/** The same over SOCKS 5 without a password; a number as its mood is its reply code. */
export async function startSocks(target: number): Promise<Proxy> {
  const open = new Set<Socket>()
  const server = createTcpServer((client) => {
    open.add(client.on('error', () => undefined))
    client.once('data', () => {
      client.write(Buffer.from([5, 0]))
      client.once('data', (ask: Buffer) => {
        const length = ask[4] ?? 0
        proxy.asked.push(`${ask.subarray(5, 5 + length).toString()}:${String(ask.readUInt16BE(5 + length))}`)
        const { mood } = proxy
        if (mood === 'silent') return
        client.write(Buffer.from([5, typeof mood === 'number' ? mood : 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        if (typeof mood !== 'number') join(client, connect(target, '127.0.0.1'), mood)
      })
    })
  })
  const proxy: Proxy = { port: await listening(server), mood: 'through', asked: [] }
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return proxy
}
