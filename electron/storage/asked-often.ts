import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Schema } from './schema.ts'

/** The place of a value in a question. */
class Place {
  readonly nth: number

  constructor(nth: number) {
    this.nth = nth
  }
}

/**
 * A question that is put again and again, each time with other values: putting it together takes longer than answering it, and is
 * done once. The values have to go into the statement as they are: what depends on them, or is computed from them, is none of it.
 * @returns asks it, of the database or in a transaction
 */
export function askedOften<Values extends readonly unknown[], Row>(question: (db: Kysely<Schema>, ...values: Values) => Compilable<Row>): (db: Kysely<Schema>, ...values: Values) => Promise<QueryResult<Row>> {
  let made: CompiledQuery<Row> | null = null
  return (db, ...values) => {
    // A builder takes the places for values and looks into none of them.
    made ??= question(db, ...values.map((_, nth) => new Place(nth)) as unknown as Values).compile()
    return db.executeQuery<Row>({ ...made, parameters: made.parameters.map((value) => (value instanceof Place ? values[value.nth] : value)) })
  }
}

/** The row of what was asked for by its number and has to be there. @throws where it is not */
export function theRow<Row>({ rows: [row] }: QueryResult<Row>): Row {
  if (row === undefined) throw new Error('What has to be in the database is not there')
  return row
}
