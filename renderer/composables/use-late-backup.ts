import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { day } from '../../electron/domain/deadline.ts'
import { useFormat } from '../format/use-format.ts'
import { useData } from '../stores/data.ts'
import { useToasts } from '../stores/toasts.ts'
import { useErrorSentence } from './use-error-sentence.ts'
import { useNow } from './use-now.ts'

/** Says on every screen that the backup of the day is wanting, why, and where to see to it: once a day, until one is made. */
export function useLateBackup(): void {
  const { t } = useI18n()
  const router = useRouter()
  const data = useData()
  const toasts = useToasts()
  const format = useFormat()
  const sentence = useErrorSentence()
  const now = useNow()

  async function toData(): Promise<void> {
    await router.push({ name: 'settings' })
    document.querySelector('#section-data')?.scrollIntoView()
  }
  const said = computed(() => {
    const late = data.state?.late
    return late ? `${late.trouble?.code ?? ''} ${String(Math.floor(now.value / day))}` : null
  })
  watch(said, () => {
    const late = data.state?.late
    if (!late) {
      toasts.close('backup')
      return
    }
    const why = late.trouble === null ? t('data.late_why') : sentence(late.trouble)
    const text = late.last === null ? t('data.late_none', { why }) : t('data.late', { when: format.dayAndClock(late.last, now.value), why })
    toasts.say({ id: 'backup', kind: 'bad', text, action: { label: t('data.to_data'), run: () => { void toData() } } })
  }, { immediate: true })
}
