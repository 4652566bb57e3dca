import type { Paper } from '../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import type { DeskPaper } from '../../electron/domain/sheet-kind.ts'
import { invoke } from './bridge.ts'

/** The routes `papers.*`, by name. Each answers with a `Result` and never throws. */
export function papersApi() {
  return {
    make: (what: { readonly kind: DeskPaper; readonly orderIds: readonly OrderId[]; readonly run: PrintRunId | null; readonly paper: Paper; readonly start: number; readonly printer?: string; readonly asNumbers?: boolean }) => invoke('papers.make', { ...what, orderIds: [...what.orderIds] }),
    print: (id: number, printer: string, copies: number) => invoke('papers.print', { id, printer, copies }),
    save: (id: number) => invoke('papers.save', { id })
  }
}
