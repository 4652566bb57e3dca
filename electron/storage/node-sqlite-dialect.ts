import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery, RawNode, SelectQueryNode, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, ValueNode,
  type DatabaseConnection, type DatabaseIntrospector, type Dialect, type DialectAdapter, type Driver, type Kysely, type LimitNode, type QueryCompiler, type QueryResult, type TransactionSettings
} from 'kysely'

/** How many prepared statements are kept, least recently used first out. */
const keptStatements = 200

/** An object as the first argument would be taken for named parameters and the real one silently stored as NULL: refuse it. */
function bind(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array) return value
  throw new TypeError(`SQLite cannot store a ${typeof value}: convert it first`)
}

/** Values of a statement that is run once for each of them. */
class Each {
  readonly rows: ReadonlyArray<ReadonlyArray<string | number | null>>

  constructor(rows: Each['rows']) {
    this.rows = rows
  }
}

/** A statement that is run once for each of these rows of values, in their order. Its rows are those of all the runs. */
export const forEach = <Row>(sql: string, rows: Each['rows']): CompiledQuery<Row> => CompiledQuery.raw(sql, [new Each(rows)])

/** A statement that is kept, and whether it answers with rows: what it is decides that once and for all. */
interface Prepared {
  readonly statement: StatementSync
  readonly answers: boolean
}

function prepare(database: DatabaseSync, { sql, query }: CompiledQuery): Prepared {
  const statement = database.prepare(sql)
  // Only of what was written out SQLite has to be asked: it makes a description of every column to answer.
  const answers = RawNode.is(query) ? statement.columns().length > 0 : SelectQueryNode.is(query) || 'returning' in query
  return { statement, answers }
}

function runEach<R>(statement: StatementSync, answers: boolean, { rows }: Each): R[] {
  // The shape of a row is what the query says it is, as below.
  if (answers) return rows.flatMap((values) => statement.all(...values) as R[])
  for (const values of rows) statement.run(...values)
  return []
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  #prepare(query: CompiledQuery): Prepared {
    const { sql } = query
    const prepared = this.#statements.get(sql) ?? prepare(this.#database, query)
    this.#statements.delete(sql)
    this.#statements.set(sql, prepared)
    if (this.#statements.size > keptStatements) {
      const oldest = this.#statements.keys().next()
      if (!oldest.done) this.#statements.delete(oldest.value)
    }
    return prepared
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { statement, answers } = this.#prepare(query)
      const [each] = query.parameters
      if (each instanceof Each) return Promise.resolve({ rows: runEach<R>(statement, answers, each) })
      const parameters = query.parameters.map(bind)
      // The shape of a row is what the query says it is: Kysely's own promise to its callers.
      if (answers) return Promise.resolve({ rows: statement.all(...parameters) as R[] })
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return Promise.resolve({ numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] })
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize = 100): AsyncIterableIterator<QueryResult<R>> {
    if (!SelectQueryNode.is(query.query)) throw new Error('Only SELECT can be streamed')
    let rows: R[] = []
    // Not from the cache: an iterator in flight must not be reset by another use of the same statement.
    for (const row of this.#database.prepare(query.sql).iterate(...query.parameters.map(bind))) {
      rows.push(row as R) // as above
      if (rows.length >= chunkSize) {
        yield await Promise.resolve({ rows })
        rows = []
      }
    }
    if (rows.length > 0) yield { rows }
  }

  forget(): void {
    this.#statements.clear()
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: NodeSqliteConnection
  #turn: Promise<void> = Promise.resolve()
  #free: () => void = () => undefined

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#connection = new NodeSqliteConnection(database)
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#turn = promise
    await before
    this.#free = () => { resolve(undefined) }
    return this.#connection
  }

  releaseConnection(): Promise<void> {
    this.#free()
    return Promise.resolve()
  }

  // IMMEDIATE: the write lock is taken now, never by an upgrade in the middle that cannot wait.
  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings.accessMode === 'read only' ? 'BEGIN' : 'BEGIN IMMEDIATE'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite may have rolled back by itself (disk full, I/O error): then ROLLBACK would fail and hide the cause.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('ROLLBACK'))
  }

  destroy(): Promise<void> {
    this.#connection.forget()
    if (this.#database.isOpen) this.#database.close()
    return Promise.resolve()
  }
}

/** Writes the number of a limit into the statement: SQLite would compile a statement with a bound one anew at every run, since its plan may depend on it. */
class LimitsInWords extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    if (ValueNode.is(node.limit) && Number.isSafeInteger(node.limit.value)) this.append(`limit ${String(node.limit.value)}`)
    else super.visitLimit(node)
  }
}

/**
 * Kysely over `node:sqlite`: one connection, one writer, transactions take turns.
 * Inside `db.transaction()` only the transaction may be used: asking the outer `db` there waits for itself for ever.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#database)
  }

  createQueryCompiler(): QueryCompiler {
    return new LimitsInWords()
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}
