import { createServer, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export interface FakeJoom {
  readonly address: string
  /** Every request: path, the token in its header, the form it brought. */
  readonly requests: { readonly path: string; readonly token: string | null; readonly form: Readonly<Record<string, string>> }[]
  readonly countOf: (path: string) => number
  /** Access tokens that are accepted. */
  readonly accepted: Set<string>
  /** What a renewal does, in place of handing out the next pair. */
  renewal: ((response: ServerResponse, next: () => void) => void) | null
  /** How long the tokens live, in seconds. */
  life: number
}

export const tokenOf = (kind: 'access' | 'refresh', number: number): string => `${kind}-token-${String(number)}-0123456789abcdef`

/** Just enough of a Joom for what the rehearsal server would not do: it hands out numbered pairs, and a test decides what becomes of a renewal. */
export async function startFakeJoom(): Promise<FakeJoom> {
  let pairs = 0
  const accepted = new Set<string>()
  const requests: FakeJoom['requests'] = []
  const json = (response: ServerResponse, status: number, value: unknown): void => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value)) }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const path = (request.url ?? '').replace('/api/v2/', '').replace(/\?.*/, '')
      const token = request.headers.authorization?.replace('Bearer ', '') ?? null
      requests.push({ path, token, form: Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString())) })
      const next = (): void => {
        pairs++
        accepted.clear()
        accepted.add(tokenOf('access', pairs))
        json(response, 200, { code: 0, message: '', data: { access_token: tokenOf('access', pairs), refresh_token: tokenOf('refresh', pairs), expires_in: joom.life, expiry_time: null } })
      }
      if (path === 'oauth/access_token') next()
      else if (path === 'oauth/refresh_token') (joom.renewal ?? ((_response, handOut) => { handOut() }))(response, next)
      else if (token === null || !accepted.has(token)) json(response, 401, { code: 1015, message: 'access token expired', data: {} })
      else json(response, 200, { code: 0, message: '', data: path === 'auth_test' ? 'Welcome!' : { success: 'True' } })
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const joom: FakeJoom = {
    address: `http://127.0.0.1:${String((server.address() as { port: number }).port)}`, // a listening TCP server has a port
    requests, accepted, renewal: null, life: 2_592_000, countOf: (path) => requests.filter((its) => its.path === path).length
  }
  return joom
}
