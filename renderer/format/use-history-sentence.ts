import { useI18n } from 'vue-i18n'
import type { HistoryEntry } from '../../electron/contract/schemas.ts'

/** One thing that happened, in words: the sentence, who did it and what proves it. */
export interface HistorySentence {
  readonly text: string
  /** Joom's or the network's own words, as they came. */
  readonly words: string | null
  readonly actor: string | null
  readonly requestId: string | null
  readonly isBad: boolean
}

const bad = new Set(['command_refused', 'command_conflict', 'command_unknown'])

/** Kinds whose values of these names are states, as the reference has them or in Joom's own word. */
const stateNames = new Map([['order_arrived', ['state']], ['state_changed_at_joom', ['before', 'after']], ['command_read', ['seen']]])

/**
 * Turns a history entry into the catalogue's sentence. An entry's `kind`, `reason` or new state among its values chooses a sentence of
 * its own where there is one. A kind without a sentence is shown by its name: nothing that happened is left out.
 */
export function useHistorySentence(): (entry: HistoryEntry) => HistorySentence {
  const i18n = useI18n()
  const { t } = i18n
  const textOf = (value: string | number | undefined): string | null => (value === undefined || value === '' ? null : String(value))
  const stateOf = (state: string | number): string => (i18n.te(`history.states.${String(state)}`) ? t(`history.states.${String(state)}`) : t('history.own_state', { word: state }))
  return ({ kind, params, actor }) => {
    const states = (stateNames.get(kind) ?? []).flatMap((name) => (params[name] === undefined ? [] : [[name, stateOf(params[name])]]))
    const details = [params['kind'], params['reason'], params['after'], params['state']].filter((value) => value !== undefined)
    const key = [...details.map((detail) => `history.${kind}_${String(detail)}`), `history.${kind}`].find((one) => i18n.te(one))
    return {
      text: key === undefined ? t('history.other', { kind }) : t(key, { ...params, ...Object.fromEntries(states) as Record<string, string> }),
      words: textOf(params['message']), actor, requestId: textOf(params['requestId']), isBad: bad.has(kind)
    }
  }
}
