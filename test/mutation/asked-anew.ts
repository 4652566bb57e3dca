import type { Compilable, Kysely, QueryResult } from 'kysely'
import type { Schema } from '../../electron/storage/schema.ts'

export { theRow } from '../../electron/storage/asked-often.ts'

/** In the place of `askedOften` where rules are broken one by one: a statement that was put together once would be the one from before. */
export function askedOften<Values extends readonly unknown[], Row>(question: (db: Kysely<Schema>, ...values: Values) => Compilable<Row>): (db: Kysely<Schema>, ...values: Values) => Promise<QueryResult<Row>> {
  return (db, ...values) => db.executeQuery<Row>(question(db, ...values).compile())
}
