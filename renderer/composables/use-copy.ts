import { useI18n } from 'vue-i18n'
import { useAppStore } from '../stores/app.ts'
import { useToasts } from '../stores/toasts.ts'

/** Puts a text onto the clipboard and says so; where that does not work, nothing is said. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useI18n()
  const app = useAppStore()
  const toasts = useToasts()
  return async (text) => {
    if (await app.copy(text)) toasts.say({ id: 'copied', kind: 'good', text: t('common.copied'), seconds: 2 })
  }
}
