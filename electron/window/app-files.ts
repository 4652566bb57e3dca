import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentPolicy, developmentPolicy, picturePolicy } from './content-policy.ts'

/** The page of the window. `app://` is a scheme of its own: unlike `file://` it has an origin and headers. */
export const home = 'app://bundle/'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.json': 'application/json', '.pfb': 'application/octet-stream', '.bcmap': 'application/octet-stream', '.icc': 'application/octet-stream'
}
const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' }
const nothing = (): Response => new Response(null, { status: 404, headers: common })
/** Off-line many pictures cannot be had: the page shows a tile then, and there is no error to tell of. */
const noPicture = (): Response => new Response(null, { status: 204, headers: common })

export interface AppFilesNeeds {
  /** Folder of the built window. */
  readonly root: string
  /** While developing, the server that has the window's files instead: the page stays at `home`, with its origin and its paths. */
  readonly devAddress: string | null
  /** The picture of an order, `null` where there is none or it cannot be had. */
  readonly picture: (orderId: number) => Promise<{ readonly type: string; readonly bytes: Uint8Array } | null>
  /** The logo of a store, a PNG of our own making; `null` where it has none. */
  readonly logo: (connectionId: number) => Promise<Uint8Array | null>
  /** The sheets of one of a print run's files, from 1; `null` where there is no such run or file. */
  readonly run: (runId: number, file: number) => Promise<Uint8Array | null>
  /** A paper beside the runs, `null` where there is none of this number. */
  readonly paper: (id: number) => Promise<Uint8Array | null>
}

/** Response bodies take a plain ArrayBuffer-backed array. */
const body = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

/** Answers requests of the window for its own files, pictures and sheets. A path cannot leave the folder; a picture that cannot be had is 204, anything else 404. */
export function appFiles({ root, devAddress, picture, logo, run, paper }: AppFilesNeeds): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'bundle' || request.method !== 'GET') return nothing()
    const special = /^\/(picture|logo|run|paper)\/(\d{1,15})(?:-(\d{1,6}))?(?:\.pdf)?$/.exec(url.pathname)
    if (special?.[1] === 'picture') {
      const found = await picture(Number(special[2]))
      return found ? new Response(body(found.bytes), { headers: { ...common, 'content-type': found.type, 'content-security-policy': picturePolicy, 'cache-control': 'private, max-age=3600' } }) : noPicture()
    }
    if (special?.[1] === 'logo') {
      const png = await logo(Number(special[2]))
      return png ? new Response(body(png), { headers: { ...common, 'content-type': 'image/png', 'content-security-policy': picturePolicy, 'cache-control': 'private, max-age=3600' } }) : noPicture()
    }
    if (special?.[1] === 'run' || special?.[1] === 'paper') {
      const pdf = await (special[1] === 'run' ? run(Number(special[2]), Number(special[3] ?? 1)) : paper(Number(special[2])))
      return pdf ? new Response(body(pdf), { headers: { ...common, 'content-type': 'application/pdf', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" } }) : nothing()
    }
    return devAddress === null ? file(root, url.pathname) : fromServer(new URL(`.${url.pathname}${url.search}`, devAddress))
  }
}

async function file(root: string, pathname: string): Promise<Response> {
  let path: string
  try {
    path = normalize(join(root, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)))
  } catch {
    return nothing()
  }
  const type = types[extname(path)]
  if (!path.startsWith(root + sep) || path.includes('\0') || type === undefined) return nothing()
  try {
    return new Response(body(await readFile(path)), { headers: { ...common, 'content-type': type, 'content-security-policy': contentPolicy } })
  } catch {
    return nothing()
  }
}

async function fromServer(address: URL): Promise<Response> {
  const answer = await fetch(address)
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain', 'content-security-policy': developmentPolicy(address.host) } })
}
