import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { RouteInput } from '../../electron/contract/routes.ts'
import type { HistoryCheck } from '../../electron/contract/schemas.ts'
import { proofApi } from '../api/proof.ts'

/** What is done with the whole history, and with recipients of old orders: one thing at a time. */
export const useProof = defineStore('proof', () => {
  const api = proofApi()
  const busy = ref<'check' | 'export' | 'erase' | null>(null)
  const check = shallowRef<HistoryCheck | null>(null)
  const exported = shallowRef<{ readonly path: string; readonly entries: number } | null>(null)
  /** Orders whose recipients are to be forgotten by now; `null` until it is known. */
  const due = ref<number | null>(null)
  /** Why the last of it could not be done. */
  const error = shallowRef<AppError | null>(null)

  async function doing<T>(what: 'check' | 'export' | 'erase', work: () => Promise<Result<T>>): Promise<T | null> {
    if (busy.value !== null) return null
    busy.value = what
    const result = await work()
    busy.value = null
    error.value = result.ok ? null : result.error
    return result.ok ? result.value : null
  }

  async function checkAll(): Promise<void> {
    check.value = null
    check.value = await doing('check', () => api.check())
  }

  async function save(what: RouteInput<'history.export'>): Promise<void> {
    exported.value = null
    const done = await doing('export', () => api.export(what))
    exported.value = done === null || done.path === null ? null : { path: done.path, entries: done.entries }
  }

  async function loadDue(): Promise<void> {
    const result = await api.due()
    due.value = result.ok ? result.value.orders : null
  }

  /** @returns of how many orders; `null` where it could not be done */
  async function erase(): Promise<number | null> {
    const done = await doing('erase', () => api.erase())
    await loadDue()
    return done?.orders ?? null
  }

  return { busy, check, exported, due, error, checkAll, save, loadDue, erase }
})
