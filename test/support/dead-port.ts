import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** A port where nothing answers and nobody else can: until the test is over, each connection to it is broken at once. */
export async function deadPort(): Promise<number> {
  const server = createServer((socket) => { socket.on('error', () => undefined).resetAndDestroy() })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => new Promise<void>((resolve) => { server.close(() => { resolve() }) }))
  return (server.address() as { port: number }).port // a listening TCP server has a port
}
