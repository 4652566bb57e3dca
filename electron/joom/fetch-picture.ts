import got from 'got'

/** What a shop's picture may be. SVG is shown as an image and can do nothing. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/svg+xml']
const largest = 5 * 1024 * 1024

/**
 * Fetches a product's picture. No token goes along, redirects are not followed beyond three, and at most 5 MB are read.
 * @returns `null` where it is no picture, too large or cannot be had
 */
export async function fetchPicture(address: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | null> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return null
  const stop = new AbortController()
  try {
    const request = got(address, { responseType: 'buffer', retry: { limit: 1 }, timeout: { request: 15_000 }, maxRedirects: 3, signal: stop.signal, throwHttpErrors: true })
    void request.on('downloadProgress', ({ transferred }) => { if (transferred > largest) stop.abort() })
    const { body, headers } = await request
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    return pictureTypes.includes(type) && body.byteLength > 0 ? { type, bytes: body } : null
  } catch {
    return null
  }
}
