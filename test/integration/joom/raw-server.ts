import { createServer, type Socket } from 'node:net'

export interface RawServer {
  readonly address: string
  /** Each request as it came: head and body. */
  readonly requests: string[]
  stop(): Promise<void>
}

/**
 * A server below HTTP, so that it can do what no HTTP server would: cut a body, reset, stay silent.
 * @param act is given the connection after each whole request, and which one it is, from 0
 */
export async function startRawServer(act: (connection: Socket, index: number, request: string) => void, onConnection?: (connection: Socket) => void): Promise<RawServer> {
  const requests: string[] = []
  const open = new Set<Socket>()
  const server = createServer((connection) => {
    open.add(connection)
    connection.on('close', () => open.delete(connection))
    connection.on('error', () => undefined)
    onConnection?.(connection)
    let pending = ''
    connection.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1')
      const end = pending.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0)
      if (pending.length < end + 4 + length) return
      const request = pending.slice(0, end + 4 + length)
      pending = pending.slice(end + 4 + length)
      requests.push(request)
      act(connection, requests.length - 1, request)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return {
    address: `http://127.0.0.1:${String(bound.port)}`,
    requests,
    stop: () => new Promise((resolve) => {
      for (const connection of open) connection.destroy()
      server.close(() => { resolve() })
    })
  }
}

/** Writes an HTTP answer and ends the connection. `length` other than the body's own makes it a cut one. */
export function reply(connection: Socket, status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}, length = Buffer.byteLength(body)): void {
  const head = Object.entries({ connection: 'close', 'content-length': String(length), ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  connection.write(`HTTP/1.1 ${String(status)} X\r\n${head}\r\n`)
  connection.end(body)
}
