import { EventEmitter } from 'node:events'

interface Display {
  readonly id: number
  readonly scaleFactor: number
  readonly bounds: Electron.Rectangle
  readonly workArea: Electron.Rectangle
  readonly size: Electron.Size
  readonly workAreaSize: Electron.Size
}

/** One display. Its size is a guess until the first page has told; headless it stays so. */
class Screen extends EventEmitter {
  #size: Electron.Size = { width: 1920, height: 1080 }

  getPrimaryDisplay(): Display {
    const area = { x: 0, y: 0, ...this.#size }
    return { id: 1, scaleFactor: 1, bounds: area, workArea: area, size: { ...this.#size }, workAreaSize: { ...this.#size } }
  }
  getAllDisplays(): Display[] { return [this.getPrimaryDisplay()] }
  getDisplayMatching(_area: Electron.Rectangle): Display { return this.getPrimaryDisplay() }
  getDisplayNearestPoint(_point: Electron.Point): Display { return this.getPrimaryDisplay() }

  seen(size: Electron.Size): void { this.#size = { width: size.width, height: size.height } }
}

export const screen = new Screen()
