import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2', '.ttf': 'font/ttf',
  '.json': 'application/json', '.map': 'application/json', '.wasm': 'application/wasm', '.pdf': 'application/pdf', '.txt': 'text/plain'
}

export const net = {
  /** As Chromium sees it: some interface to a network is up. That a server answers, nobody knows beforehand. */
  isOnline: () => Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal)),
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const url = new URL(typeof input === 'string' ? input : input.url)
    if (url.protocol !== 'file:') return fetch(input, init)
    try {
      return new Response(await readFile(fileURLToPath(url)), { headers: { 'content-type': types[extname(url.pathname)] ?? 'application/octet-stream' } })
    } catch (cause) {
      throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
    }
  }
} satisfies Pick<Electron.Net, 'isOnline' | 'fetch'>
