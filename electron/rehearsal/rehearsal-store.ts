import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { accountTables } from './accounts.ts'
import { OrderBook } from './order-book.ts'
import { logTable } from './request-log.ts'
import type { Millis, OrderFacts, StoreOrder } from './store-order.ts'
import type { ProductFacts } from './store-product.ts'

const version = 2
const productTable = 'CREATE TABLE products (id TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL) STRICT;'
const tables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE orders (id TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  ${productTable}
  ${accountTables}
  ${logTable}
`

/**
 * Everything the rehearsal server knows, in one SQLite file. A change is on the disk before it is answered, so that it
 * survives the end of the process at any moment. Orders and products are also held in memory: there is one process per folder.
 */
export class RehearsalStore {
  readonly db: DatabaseSync
  #orders = new OrderBook([])
  #products = new Map<string, ProductFacts>()

  private constructor(db: DatabaseSync) {
    this.db = db
  }

  /**
   * Opens the store of a folder, which is made where it is missing. One of the first version of this server, which had no
   * products, keeps all it has; one of a later version is emptied, its sign-ins too.
   * @param log told what became of a store of another version
   * @throws where another process has the store open, or the file is damaged; the message says what to do
   */
  static open(folder: string, log: (line: string) => void): RehearsalStore {
    const file = join(folder, 'rehearsal.sqlite')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    let db: DatabaseSync | null = null
    try {
      db = new DatabaseSync(file, { timeout: 2000 })
      // Exclusive: a second server on this folder would not see what this one holds in memory.
      db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; BEGIN IMMEDIATE; COMMIT')
      const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
      if (found === 1) {
        db.exec(`BEGIN IMMEDIATE; ${productTable} PRAGMA user_version = ${version}; COMMIT`)
        log('the store is of the first version: it keeps its orders and sign-ins, and gets the products of the demo store')
      } else if (found !== version) {
        empty(db)
        if (found !== 0) log(`the store was of version ${found}, which this server does not know: it begins anew, and applications have to be connected again`)
      }
      const store = new RehearsalStore(db)
      store.#load()
      return store
    } catch (cause) {
      db?.close()
      const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : null
      const advice = code === 5 ? 'another rehearsal server has it open; stop that one, or name another folder' : 'delete the file to start with a fresh demo store'
      throw new Error(`The rehearsal store ${file} cannot be opened: ${advice}`, { cause })
    }
  }

  /** In the order in which the orders were placed; orders of one moment by their ids. */
  orders(): readonly StoreOrder[] {
    return this.#orders.all()
  }

  /** What readings see of the orders that belong to a list; see `OrderBook.list`. */
  listed(name: string, belongs: (order: OrderFacts) => boolean, now: Millis): readonly OrderFacts[] {
    return this.#orders.list(name, belongs, now)
  }

  order(id: string): StoreOrder | null {
    return this.#orders.get(id)
  }

  /** The orders that Joom may act on by itself at this moment. */
  ordersForJoom(now: Millis): StoreOrder[] {
    return this.#orders.forJoom(now)
  }

  /** Writes an order that exists. Only within `transact`. */
  save(order: StoreOrder): void {
    this.db.prepare('UPDATE orders SET json = ? WHERE id = ?').run(JSON.stringify(order), order.truth.id)
    this.#orders.put(order)
  }

  /** Oldest first. */
  products(): readonly ProductFacts[] {
    return [...this.#products.values()]
  }

  /** Writes a product with its variations, a new one or one that exists. Only within `transact`. */
  saveProduct(product: ProductFacts): void {
    this.db.prepare('INSERT INTO products (id, position, json) VALUES (?1, (SELECT count(*) FROM products), ?2) ON CONFLICT (id) DO UPDATE SET json = ?2').run(product.id, JSON.stringify(product))
    this.#products.set(product.id, product)
  }

  /** Puts these products in the place of all others. Only within `transact`. */
  replaceProducts(products: readonly ProductFacts[]): void {
    this.db.exec('DELETE FROM products')
    this.#products = new Map()
    for (const product of products) this.saveProduct(product)
  }

  /** Puts these orders in the place of all others, and empties the log. Only within `transact`. */
  replaceOrders(orders: readonly OrderFacts[]): void {
    this.db.exec('DELETE FROM orders; DELETE FROM log')
    const insert = this.db.prepare('INSERT INTO orders (id, position, json) VALUES (?, ?, ?)')
    const sorted = orders.toSorted((a, b) => a.orderedAt - b.orderedAt || (a.id < b.id ? -1 : 1)).map((truth): StoreOrder => ({ truth, shown: null }))
    sorted.forEach((order, position) => insert.run(order.truth.id, position, JSON.stringify(order)))
    this.#orders = new OrderBook(sorted)
  }

  /** @returns the value kept under a name; where there is none, it is made and kept */
  meta(name: string, make: () => string): string {
    const kept = this.db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.['value']
    if (typeof kept === 'string') return kept
    const made = make()
    this.db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(name, made)
    return made
  }

  /**
   * All of it or nothing: where `work` throws, neither the disk nor the memory has changed.
   * @param durable whether it has to outlive a power cut too, not only the end of the process: then the disk is waited for
   */
  transact<T>(work: () => T, durable = true): T {
    this.db.exec(`PRAGMA synchronous=${durable ? 'FULL' : 'NORMAL'}; BEGIN IMMEDIATE`)
    try {
      const result = work()
      this.db.exec('COMMIT')
      return result
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK')
      this.#load()
      throw error
    }
  }

  close(): void {
    if (this.db.isOpen) this.db.close()
  }

  #load(): void {
    const rows = this.db.prepare('SELECT json FROM orders ORDER BY position').all()
    // Written by `save` and `replaceOrders` alone.
    this.#orders = new OrderBook(rows.map((row) => JSON.parse(String(row['json'])) as StoreOrder))
    const products = this.db.prepare('SELECT json FROM products ORDER BY position').all()
    // Written by `saveProduct` alone.
    this.#products = new Map(products.map((row) => JSON.parse(String(row['json'])) as ProductFacts).map((product) => [product.id, product]))
  }
}

function empty(db: DatabaseSync): void {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  db.exec('BEGIN IMMEDIATE')
  for (const { name } of names) db.exec(`DROP TABLE "${String(name)}"`)
  db.exec(`${tables}; PRAGMA user_version = ${version}; COMMIT`)
}
