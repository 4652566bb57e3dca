import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError } from '../../electron/contract/result.ts'
import type { CustomsGoods, CustomsImported, CustomsSaved } from '../../electron/contract/schemas.ts'
import type { CustomsTyped } from '../../electron/domain/customs.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { customsApi } from '../api/customs.ts'

/** Goods of one store with what customs knows of them, as main has them. */
export const useCustomsStore = defineStore('customs', () => {
  const api = customsApi()
  const store = shallowRef<ConnectionId | null>(null)
  const goods = shallowRef<readonly CustomsGoods[] | null>(null)
  const error = shallowRef<AppError | null>(null)
  const imported = shallowRef<CustomsImported | null>(null)

  return {
    store, goods, error, imported,
    async look(of: ConnectionId): Promise<void> {
      store.value = of
      imported.value = null
      const answer = await api.goods(of)
      if (store.value !== of) return
      error.value = answer.ok ? null : answer.error
      goods.value = answer.ok ? answer.value : null
    },
    /** @returns what of it was not taken; nothing, where all was */
    async save(sku: string, typed: CustomsTyped): Promise<CustomsSaved['problems'] | null> {
      const of = store.value
      if (of === null) return null
      const answer = await api.save(of, sku, typed)
      error.value = answer.ok ? null : answer.error
      if (!answer.ok) return null
      if (store.value === of) goods.value = answer.value.goods
      return answer.value.problems
    },
    async forget(sku: string): Promise<void> {
      const of = store.value
      if (of === null) return
      const answer = await api.forget(of, sku)
      error.value = answer.ok ? null : answer.error
      if (answer.ok && store.value === of) goods.value = answer.value
    },
    async import(): Promise<void> {
      const of = store.value
      if (of === null) return
      const answer = await api.import(of)
      error.value = answer.ok ? null : answer.error
      if (!answer.ok || !answer.value.chosen || store.value !== of) return
      imported.value = answer.value
      goods.value = answer.value.goods
    }
  }
})
