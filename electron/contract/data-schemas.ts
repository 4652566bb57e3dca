import { z } from 'zod'
import { appError, millis, whole } from './common-schemas.ts'

/**
 * What walking the whole history said. `unfit`: this entry, or what was before it, is not what was sealed. `missing`: entries
 * before this one are gone. `end_missing`: entries after this one are gone. `hash`: of the last entry.
 */
export const historyCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole'), entries: whole, firstAt: millis.nullable(), lastAt: millis.nullable(), hash: z.string() }),
  z.object({ kind: z.enum(['unfit', 'missing', 'end_missing']), id: whole, at: millis })
])
/** An entry of the history with what proves it. `store` and `order` (Joom's id) are told besides: no hash is over them. */
export interface ProvedEntry {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly params: string
  readonly connectionId: number | null
  readonly orderId: number | null
  readonly commandId: number | null
  readonly actor: string | null
  readonly previous: string
  readonly hash: string
  readonly store: string | null
  readonly order: string | null
}
/** How the history is written for others. */
export const exportFormat = z.enum(['csv', 'json'])

/** Why a backup was made. */
export const backupReason = z.enum(['daily', 'asked', 'before_migration', 'before_restore'])
/** `schema`: which form of the data it has; of a newer one than this Packbench knows it cannot be restored. */
export const backup = z.object({ name: z.string(), at: millis, why: backupReason, bytes: whole, schema: whole })
/** A backup that took the place of the data; `log`: what is left of the data without the log that was written last. `aside`: the folder with what was there before. `commands`: how many are read back first, `refunds` of them. */
export const restoration = z.object({ id: z.number().int(), at: millis, why: z.enum(['asked', 'damaged', 'missing', 'log']), backupAt: millis, aside: z.string().nullable(), commands: whole, refunds: whole })
/** How the data is kept safe. */
export const dataState = z.object({
  folder: z.string(), backups: z.array(backup.extend({ restorable: z.boolean() })),
  /** Why the latest backup could not be made; `null` where it could. */
  backupTrouble: appError.nullable(),
  /** Where the backup of the day is wanting: of when the last one is, `null` where there is none; why, `null` where nobody knows. `null` where it is not wanting. */
  late: z.object({ last: millis.nullable(), trouble: appError.nullable() }).nullable(),
  /** What nobody has read of yet: a restoration, and why one that was asked for was not made. */
  restored: restoration.nullable(), restoreTrouble: appError.nullable()
})

export type HistoryCheck = z.infer<typeof historyCheck>
export type ExportFormat = z.infer<typeof exportFormat>
export type BackupReason = z.infer<typeof backupReason>
export type Backup = z.infer<typeof backup>
export type Restoration = z.infer<typeof restoration>
export type DataState = z.infer<typeof dataState>
