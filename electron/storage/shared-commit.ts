import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Schema } from './schema.ts'

type Work<T> = (trx: Transaction<Schema>) => Promise<T>
interface Waiting {
  readonly begin: Work<() => void>
  readonly fail: (error: unknown) => void
}

/**
 * Puts works that come together on the disk together: waiting for it takes far longer than anything else they do. Each is as if
 * it had a transaction of its own.
 */
export class SharedCommit {
  readonly #db: Kysely<Schema>
  #waiting: Waiting[] = []

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * @returns what the work gave, once it is on the disk
   * @throws what the work threw, and nothing of it is written then, or why none of those that came together could be written
   */
  run<T>(work: Work<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#waiting.push({
      begin: async (trx) => {
        const value = await work(trx)
        return () => { resolve(value) }
      },
      fail: reject
    })
    // What has come while the disk was waited for comes along.
    if (this.#waiting.length === 1) setImmediate(() => { void this.#commit() })
    return promise
  }

  async #commit(): Promise<void> {
    const works = this.#waiting
    this.#waiting = []
    try {
      const ends = await this.#db.transaction().execute(async (trx) => {
        const done: (() => void)[] = []
        for (const work of works) done.push(await apart(trx, work))
        return done
      })
      for (const end of ends) end()
    } catch (error) {
      for (const { fail } of works) fail(error)
    }
  }
}

/** Runs one work so that it can fail alone. @returns what is to be called once all are on the disk */
async function apart(trx: Transaction<Schema>, { begin, fail }: Waiting): Promise<() => void> {
  await trx.executeQuery(CompiledQuery.raw('SAVEPOINT work'))
  try {
    const end = await begin(trx)
    await trx.executeQuery(CompiledQuery.raw('RELEASE work'))
    return end
  } catch (error) {
    // Where SQLite has taken everything back by itself, as it does on a full disk, none of them is written, and this is why.
    await trx.executeQuery(CompiledQuery.raw('ROLLBACK TO work')).catch(() => { throw error })
    await trx.executeQuery(CompiledQuery.raw('RELEASE work'))
    return () => { fail(error) }
  }
}
