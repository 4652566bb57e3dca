import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrderId } from '../domain/ids.ts'

/** A picture of a product as it was fetched; `type` is its media type. */
export interface Picture {
  readonly type: string
  readonly bytes: Uint8Array
}

export interface PicturesNeeds {
  /** Where pictures are kept once they were fetched. */
  readonly folder: string
  readonly addressOf: (order: OrderId) => Promise<string | null>
  /** @returns `null` where there is no picture to be had */
  readonly fetch: (address: string) => Promise<Picture | null>
}

/** A picture that could not be had is not asked for again before this many milliseconds. */
const patience = 60_000

/** The pictures of ordered products: fetched once by the main process and kept, so that the window loads nothing from outside. */
export class Pictures {
  readonly #needs: PicturesNeeds
  readonly #fetching = new Map<string, Promise<Picture | null>>()
  readonly #failed = new Map<string, number>()

  constructor(needs: PicturesNeeds) {
    this.#needs = needs
  }

  async of(order: OrderId, now: number): Promise<Picture | null> {
    const address = await this.#needs.addressOf(order)
    if (address === null) return null
    const name = createHash('sha256').update(address).digest('hex')
    const kept = await this.#kept(name)
    if (kept) return kept
    if ((this.#failed.get(name) ?? -Infinity) > now - patience) return null
    // Many rows show one product: they wait for one request.
    const running = this.#fetching.get(name) ?? this.#fetch(name, address, now).finally(() => { this.#fetching.delete(name) })
    this.#fetching.set(name, running)
    return running
  }

  /** The picture's bytes where it is here already; nothing is fetched. */
  async kept(order: OrderId): Promise<Uint8Array | null> {
    const address = await this.#needs.addressOf(order)
    return address === null ? null : (await this.#kept(createHash('sha256').update(address).digest('hex')))?.bytes ?? null
  }

  async #kept(name: string): Promise<Picture | null> {
    try {
      const file = await readFile(join(this.#needs.folder, name))
      const end = file.indexOf(0)
      return end > 0 ? { type: file.subarray(0, end).toString('latin1'), bytes: file.subarray(end + 1) } : null
    } catch {
      return null
    }
  }

  async #fetch(name: string, address: string, now: number): Promise<Picture | null> {
    const picture = await this.#needs.fetch(address)
    if (!picture) {
      this.#failed.set(name, now)
      return null
    }
    await mkdir(this.#needs.folder, { recursive: true, mode: 0o700 })
    // Renamed into place: a picture cut off by a crash is never taken for one.
    const part = join(this.#needs.folder, `${name}.part`)
    await writeFile(part, Buffer.concat([Buffer.from(`${picture.type}\0`, 'latin1'), picture.bytes]))
    await rename(part, join(this.#needs.folder, name))
    return picture
  }
}
