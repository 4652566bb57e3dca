import { useI18n } from 'vue-i18n'
import type { ItemProblem } from '../../../electron/contract/schemas.ts'

/** Says what stands in the way of one order and what to do about it. */
export function useProblemSentence(): (problem: ItemProblem) => string {
  const { t } = useI18n()
  return ({ code, other }) => t(`orders.problems.${code}`, { other: other?.joomId ?? '', recipient: other?.recipient ?? t('orders.row.no_name') })
}
