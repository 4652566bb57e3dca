import { useI18n } from 'vue-i18n'
import type { Millis } from '../../electron/domain/ids.ts'

/** Says how long ago a moment was, in its largest whole unit: "12 s ago", "3 h ago". A moment ahead of the clock is "just now". */
export function useAgo(): (then: Millis, now: Millis) => string {
  const { t } = useI18n()
  return (then, now) => {
    const seconds = Math.floor((now - then) / 1000)
    if (seconds < 5) return t('common.ago.now')
    if (seconds < 60) return t('common.ago.seconds', { n: seconds })
    if (seconds < 3600) return t('common.ago.minutes', { n: Math.floor(seconds / 60) })
    if (seconds < 86_400) return t('common.ago.hours', { n: Math.floor(seconds / 3600) })
    return t('common.ago.days', { n: Math.floor(seconds / 86_400) })
  }
}
