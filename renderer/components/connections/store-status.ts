import { CircleCheck, CircleDashed, KeyRound, LoaderCircle, Plug } from '@lucide/vue'
import type { Component } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ConnectionView } from '../../../electron/contract/schemas.ts'
import type { Millis } from '../../../electron/domain/ids.ts'
import { isOutOfReach, isSignInTrouble } from '../stores/trouble.ts'

export interface StoreStatus {
  readonly tone: 'good' | 'warn' | 'bad' | 'live' | ''
  readonly icon: Component
  readonly words: string
  readonly busy?: boolean
}

/** How a store stands, in a shape and a few words. What needs a person goes before what mends itself. */
export function useStoreStatus(): (store: ConnectionView, now: Millis) => StoreStatus {
  const { t, d } = useI18n()
  /** Today by the hour, earlier by the day. */
  const when = (then: Millis, now: Millis): string => d(then, new Date(then).toDateString() === new Date(now).toDateString() ? 'time' : 'day')
  return (store, now) => {
    if (store.signIn === 'answer_held') return { tone: 'warn', icon: KeyRound, words: t('connections.status.answer_held') }
    if (store.signIn !== 'idle') return { tone: 'live', icon: LoaderCircle, words: t(`connections.status.${store.signIn}`), busy: true }
    if (store.status === 'needs_authorization') {
      const since = store.trouble?.since
      return { tone: 'warn', icon: KeyRound, words: since === undefined ? t('connections.status.needs_authorization') : t('connections.status.needs_authorization_since', { when: when(since, now) }) }
    }
    if (store.trouble !== null && !isSignInTrouble(store.trouble.code)) return { tone: 'bad', icon: Plug, words: t(isOutOfReach(store.trouble) ? 'connections.status.unreachable' : 'connections.status.unread', { when: when(store.trouble.since, now) }) }
    if (store.status === 'new') return { tone: '', icon: CircleDashed, words: t('connections.status.new') }
    return { tone: 'good', icon: CircleCheck, words: store.authorizedUntil === null ? t('connections.status.authorized') : t('connections.status.authorized_until', { day: d(store.authorizedUntil, 'day') }) }
  }
}
