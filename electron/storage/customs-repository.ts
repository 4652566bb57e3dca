import { sql, type Kysely } from 'kysely'
import type { CustomsData } from '../domain/customs.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { Schema } from './schema.ts'

/** Goods of a store: how many orders to ship have them, and what customs knows of them. */
export interface CustomsOfGoods {
  readonly sku: string
  readonly name: string | null
  readonly orders: number
  readonly data: CustomsData | null
}

/** What customs wants to know of goods, kept by store and SKU. */
export class CustomsRepository {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The goods of orders to ship, those without data first, then all others of which there is data. */
  async goods(store: ConnectionId): Promise<readonly CustomsOfGoods[]> {
    const { rows } = await sql<{ sku: string; name: string | null; orders: number; description: string | null; hs_code: string | null; origin: string | null; net_grams: number | null; value: string | null; currency: string | null }>`
      SELECT goods.sku, goods.name, goods.orders, customs.description, customs.hs_code, customs.origin, customs.net_grams, customs.value, customs.currency FROM (
        SELECT sku, max(product_name) AS name, count(*) AS orders FROM orders WHERE connection_id = ${store} AND lane = 'to_ship' AND sku IS NOT NULL AND sku <> '' GROUP BY sku
        UNION ALL SELECT sku, NULL, 0 FROM customs WHERE connection_id = ${store} AND sku NOT IN (SELECT sku FROM orders WHERE connection_id = ${store} AND lane = 'to_ship' AND sku IS NOT NULL)
      ) AS goods LEFT JOIN customs ON customs.connection_id = ${store} AND customs.sku = goods.sku ORDER BY customs.sku IS NOT NULL, goods.orders = 0, goods.sku LIMIT 5000`.execute(this.#db)
    return rows.map((row) => ({
      sku: row.sku, name: row.name, orders: row.orders,
      // All of it stands in one row, or there is none.
      data: row.description === null || row.hs_code === null || row.origin === null || row.net_grams === null || row.value === null || row.currency === null ? null : { description: row.description, hsCode: row.hs_code, origin: row.origin, netGrams: row.net_grams, value: row.value, currency: row.currency }
    }))
  }

  /** What is known of these goods, by `${store} ${sku}`. */
  async of(wanted: readonly { readonly store: ConnectionId; readonly sku: string }[]): Promise<ReadonlyMap<string, CustomsData>> {
    const rows = await this.#db.selectFrom('customs').selectAll().where(sql<boolean>`(connection_id, sku) IN (SELECT value ->> 'store', value ->> 'sku' FROM json_each(${JSON.stringify(wanted)}))`).execute()
    return new Map(rows.map((row) => [customsKey(row.connection_id, row.sku), { description: row.description, hsCode: row.hs_code, origin: row.origin, netGrams: row.net_grams, value: row.value, currency: row.currency }]))
  }

  /** Keeps it, all or nothing; what was kept of the same goods before is replaced. */
  keep(store: ConnectionId, goods: readonly { readonly sku: string; readonly data: CustomsData }[], now: Millis): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      for (const { sku, data } of goods) {
        const row = { connection_id: store, sku, description: data.description, hs_code: data.hsCode, origin: data.origin, net_grams: data.netGrams, value: data.value, currency: data.currency, changed_at: now }
        await trx.insertInto('customs').values(row).onConflict((conflict) => conflict.columns(['connection_id', 'sku']).doUpdateSet(row)).execute()
      }
    })
  }

  async forget(store: ConnectionId, sku: string): Promise<void> {
    await this.#db.deleteFrom('customs').where('connection_id', '=', store).where('sku', '=', sku).execute()
  }
}

/** How goods are named in what `of` answers. */
export const customsKey = (store: ConnectionId, sku: string): string => `${String(store)} ${sku}`
