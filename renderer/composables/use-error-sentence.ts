import { useI18n } from 'vue-i18n'
import type { AppError } from '../../electron/contract/result.ts'

/**
 * Turns an error into the catalogue's sentence: what happened, what is safe, what to do. A `problem` among its values chooses a
 * sentence of its own where there is one. A code without a sentence gets a general one that names the code.
 */
export function useErrorSentence(): (error: AppError) => string {
  const { t, te } = useI18n()
  return ({ code, params, detail }) => {
    const values = { code, detail: detail ?? '', ...params }
    const own = typeof params?.['problem'] === 'string' ? `errors.${code}_${params['problem']}` : null
    if (own !== null && te(own)) return t(own, values)
    return te(`errors.${code}`) ? t(`errors.${code}`, values) : t('errors.other', values)
  }
}
