import { sql } from 'kysely'

/** How many orders to ship of the same store go to the recipient of `orders`, the row at hand. */
export const toSameRecipient = sql<number>`(SELECT count(*) FROM orders AS other WHERE other.connection_id = orders.connection_id AND other.sharing_key = orders.recipient_key)`
