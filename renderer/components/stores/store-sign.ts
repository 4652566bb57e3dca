import type { Environment } from '../../../electron/domain/connection.ts'
import type { StoreColor } from '../../../electron/domain/store-color.ts'

/** By what a store is told from the others. */
export interface StoreSign {
  readonly name: string
  readonly color: StoreColor
  readonly environment: Environment
}
