import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as a server sees it; `fields` come from the address of a GET and from the form of a POST. */
export interface Recorded {
  readonly method: string
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
}

/** A real HTTP server that gives the same answer to whatever it is asked and keeps what it was asked, until the test ends. */
export async function startRecordingServer(answer: { readonly status?: number; readonly text: string; readonly headers?: Readonly<Record<string, string>> }): Promise<{ readonly address: string; readonly recorded: readonly Recorded[] }> {
  const recorded: Recorded[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => { body += part }).on('end', () => {
      const url = new URL(request.url ?? '', 'http://server')
      const fields = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams
      recorded.push({ method: request.method ?? '', path: url.pathname.replace(/^\/api\/v2\//, ''), fields: Object.fromEntries(fields), headers: request.headers })
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', 'request-id': 'r-1', ...answer.headers }).end(answer.text)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.closeAllConnections(); server.close() })
  return { address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, recorded } // a listening TCP server has a port
}
