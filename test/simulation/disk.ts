import { copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Dice } from './dice.ts'

/** Such statements write nothing. */
const reads = /^\s*(?:select|pragma|begin|savepoint)\b/iu

/**
 * The disk under a database, for a power cut: what was written up to the last commit that waited for the disk is there, of
 * what was written after it some part from its beginning. What a commit did not wait for stands only in the log (WAL), in
 * the order of writing, each page sealed by all before it: where one is missing, the rest is not read.
 */
export class Disk {
  readonly #file: string
  readonly #database: DatabaseSync
  #waits = true
  #written: number
  #safe: number

  constructor(file: string, database: DatabaseSync) {
    this.#file = file
    this.#database = database
    this.#written = this.#safe = this.#size()
  }

  #size(): number {
    return statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }

  /** A statement has been run. */
  readonly saw = (sql: string): void => {
    if (sql === 'PRAGMA synchronous = NORMAL') this.#waits = false
    else if (sql === 'PRAGMA synchronous = FULL') this.#waits = true
    if (reads.test(sql) || !this.#database.isOpen || this.#database.isTransaction) return
    const size = this.#size()
    if (size > this.#written && this.#waits) this.#safe = size
    this.#written = size
  }

  /** Ends it all. @returns how many bytes of what was written are gone */
  cut(dice: Dice): number {
    const size = this.#size()
    const left = dice.pick([this.#safe, dice.between(this.#safe, size)])
    const log = size > 0 ? readFileSync(`${this.#file}-wal`).subarray(0, left) : new Uint8Array()
    copyFileSync(this.#file, `${this.#file}-cut`)
    this.#database.close()
    for (const part of ['', '-wal', '-shm']) rmSync(`${this.#file}${part}`, { force: true })
    renameSync(`${this.#file}-cut`, this.#file)
    if (log.length > 0) writeFileSync(`${this.#file}-wal`, log)
    return size - left
  }
}
