import type { Paper } from '../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import { invoke } from './bridge.ts'

export function printsApi(call = invoke) {
  return {
    prepare: (orderIds: readonly OrderId[], paper: Paper, since: PrintRunId | null) => call('prints.prepare', { orderIds: [...orderIds], paper, ...(since === null ? {} : { since }) }),
    printers: () => call('prints.printers'),
    print: (id: PrintRunId, printer: string, copies: number) => call('prints.print', { id, printer, copies }),
    save: (id: PrintRunId) => call('prints.save', { id })
  }
}
