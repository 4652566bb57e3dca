import { z } from 'zod'
import { environments } from '../domain/connection.ts'
import type { CommandId, ConnectionId, OrderId, PrintRunId } from '../domain/ids.ts'
import type { AppError } from './result.ts'

/** A count, or a number by which something is called here. */
export const whole = z.number().int().nonnegative()
export const connectionId = whole.transform((n) => n as ConnectionId)
export const orderId = whole.transform((n) => n as OrderId)
export const commandId = whole.transform((n) => n as CommandId)
export const printRunId = whole.transform((n) => n as PrintRunId)
/** A moment: milliseconds since 1970. */
export const millis = z.number().int()
/** Text of at most so many UTF-16 units. */
export const text = (max: number) => z.string().max(max)
/** Which environment a store is of. */
export const environment = z.enum(environments)
/** Dots in an inch that codes are drawn for. */
export const dotsPerInch = z.union([z.literal(203), z.literal(300), z.literal(600)])
/** What went wrong, as `Result` has it. */
export const appError = z.custom<AppError>((v) => typeof v === 'object' && v !== null && 'code' in v)
