import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { answer } from './exchange.ts'

/** Serves a product picture. No token is asked for, as with Joom's own. @param folder `null` where there are none */
export async function answerPicture(response: ServerResponse, url: URL, folder: string | null): Promise<void> {
  const [, name] = /^\/pictures\/([a-z0-9-]+\.png)$/.exec(url.pathname) ?? []
  const picture = folder !== null && name !== undefined ? await readFile(join(folder, name)).catch(() => null) : null
  if (picture) answer(response, 200, 'image/png', picture, { 'cache-control': 'public, max-age=86400' })
  else answer(response, 404, 'text/plain', 'No such picture.\n')
}
