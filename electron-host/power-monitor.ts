import { EventEmitter } from 'node:events'

const beat = 5_000
const asleep = 15_000

/** Emits `resume` after the machine has slept: seen by a clock that jumped between two beats. `suspend` cannot be seen. */
class PowerMonitor extends EventEmitter {
  #timer: NodeJS.Timeout | undefined

  constructor() {
    super()
    this.on('newListener', (name) => {
      if (name !== 'resume' || this.#timer) return
      let last = Date.now()
      this.#timer = setInterval(() => {
        const now = Date.now()
        if (now - last > beat + asleep) this.emit('resume')
        last = now
      }, beat).unref()
    })
  }
}

export const powerMonitor = new PowerMonitor()
