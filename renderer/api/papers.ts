import type { Paper } from '../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import type { DeskPaper } from '../../electron/domain/sheet-kind.ts'
import { invoke } from './bridge.ts'

export function papersApi(call = invoke) {
  return {
    make: (what: { readonly kind: DeskPaper; readonly orderIds: readonly OrderId[]; readonly run: PrintRunId | null; readonly paper: Paper; readonly start: number; readonly printer?: string; readonly asNumbers?: boolean }) => call('papers.make', { ...what, orderIds: [...what.orderIds] }),
    print: (id: number, printer: string, copies: number) => call('papers.print', { id, printer, copies }),
    save: (id: number) => call('papers.save', { id })
  }
}
