import { Trouble } from '../contract/result.ts'
import type { Environment } from '../domain/connection.ts'
import { isMixed, worldOf } from '../domain/world.ts'

/** Real orders and orders of the rehearsal never share a paper. @throws Trouble `run_mixed` with how many there are of each */
export function refuseMixed(environments: readonly Environment[]): void {
  if (!isMixed(environments)) return
  const rehearsal = environments.filter((one) => worldOf(one) === 'rehearsal').length
  throw new Trouble({ code: 'run_mixed', params: { rehearsal, real: environments.length - rehearsal } })
}
