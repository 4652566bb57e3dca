declare const brand: unique symbol
/** A string or number that only its own kind may stand for. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** The local number of a connection (a store that was connected). */
export type ConnectionId = Branded<number, 'ConnectionId'>
/** The local number of an order. Joom's own id is `Order.joomId`: opaque, and unique only within a store. */
export type OrderId = Branded<number, 'OrderId'>
/** The local number of a command: one intent to change one order at Joom. */
export type CommandId = Branded<number, 'CommandId'>
/** The local number of a print run: a frozen list of sheets. */
export type PrintRunId = Branded<number, 'PrintRunId'>
/** The local number of a part of a print run: what was handed to a printer at once. */
export type PrintPartId = Branded<number, 'PrintPartId'>
/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Millis = number
/** A decimal number as Joom wrote it ("17.6"): never converted to a float, so nothing is invented or lost. */
export type Decimal = string
