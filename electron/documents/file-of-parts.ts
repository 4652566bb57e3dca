import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import type { PdfPart } from './pdf-part.ts'
import type { PdfAbout } from './pdf-metadata.ts'
import { PdfWriter } from './pdf-writer.ts'

/** How many bytes are gathered before they go to the file. */
const gathered = 256 * 1024

/** A PDF in a file, part by part. Where something goes wrong, there is no file. */
export class FileOfParts {
  readonly #path: string
  readonly #file: number
  readonly #writer: PdfWriter
  #chunks: Uint8Array[] = []
  #waiting = 0
  #open = true

  /** @throws the system's error where the file cannot be made */
  constructor(path: string, about: PdfAbout) {
    this.#path = path
    this.#file = openSync(path, 'w')
    this.#writer = new PdfWriter(about, (chunk) => {
      this.#chunks.push(chunk)
      this.#waiting += chunk.length
    })
  }

  /** @throws the system's error; the file is gone then */
  append(part: PdfPart): void {
    this.#orGiveUp(() => {
      this.#writer.append(part)
      if (this.#waiting >= gathered) this.#flush()
    })
  }

  /** Makes the document whole, on the disk. @throws the system's error; the file is gone then */
  finish(): void {
    this.#orGiveUp(() => {
      this.#writer.finish()
      this.#flush()
      fsyncSync(this.#file)
    })
    this.#close()
  }

  /** Leaves no file, unless it is whole already. */
  giveUp(): void {
    if (!this.#open) return
    this.#close()
    rmSync(this.#path, { force: true })
  }

  #close(): void {
    this.#open = false
    closeSync(this.#file)
  }

  #orGiveUp(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.giveUp()
      throw error
    }
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#waiting = 0
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at)
  }
}
