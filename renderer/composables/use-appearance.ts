import { useMediaQuery } from '@vueuse/core'
import { watchEffect } from 'vue'
import type { Settings } from '../../electron/contract/schemas.ts'

/** Puts theme, contrast, density and language on the document's element, where the tokens read them. `system` follows the system. */
export function useAppearance(settings: () => Pick<Settings, 'theme' | 'contrast' | 'density' | 'language'> | null): void {
  const systemWantsMore = useMediaQuery('(prefers-contrast: more)')
  watchEffect(() => {
    const root = document.documentElement
    const { theme, contrast, density, language } = settings() ?? { theme: 'system', contrast: 'system', density: 'dense', language: 'en' }
    root.lang = language
    if (theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme
    root.dataset['contrast'] = contrast === 'system' ? (systemWantsMore.value ? 'more' : 'normal') : contrast
    root.dataset['density'] = density
  })
}
