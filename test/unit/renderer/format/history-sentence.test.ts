import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { HistoryEntry } from '../../../../electron/contract/schemas.ts'
import { useHistorySentence } from '../../../../renderer/format/use-history-sentence.ts'
import { createCatalogue } from '../../../../renderer/i18n.ts'

function sentenceOf(kind: string, params: HistoryEntry['params'] = {}) {
  let said: ReturnType<ReturnType<typeof useHistorySentence>> | null = null
  mount(defineComponent(() => {
    const sentence = useHistorySentence()
    said = sentence({ id: 1, at: 0, kind, params, actor: null })
    return () => h('p')
  }), { global: { plugins: [createCatalogue()] } })
  // `mount` has run the setup above; the compiler does not see it.
  return said as unknown as { text: string; words: string | null; isBad: boolean }
}

describe('what happened, in words', () => {
  it('has a sentence for each kind of command', () => {
    expect(sentenceOf('command_written', { kind: 'fulfill', provider: 'DHL', number: 'X1' }).text).toBe('Shipment confirmed: DHL, X1')
    expect(sentenceOf('command_written', { kind: 'refund', reason: 2 }).text).toBe('Refund given, reason 2')
  })
  it('has one for each reason that calls for another', () => {
    expect(sentenceOf('command_due', { reason: 'offline' }).text).toContain('No connection to Joom')
    expect(sentenceOf('command_due', { reason: 'brand_new' }).text).toBe('Waits to be sent')
    expect(sentenceOf('state_changed_at_joom', { before: 'APPROVED', after: 'REFUNDED' }).text).toBe('Joom has it refunded')
  })
  it('says states in words, and one of Joom’s own in Joom’s word', () => {
    expect(sentenceOf('order_arrived', { state: 'APPROVED' }).text).toBe('Order arrived, to ship')
    expect(sentenceOf('order_arrived', { state: 'UNREADABLE' }).text).toBe('Order arrived, cannot be read')
    expect(sentenceOf('state_changed_at_joom', { before: 'APPROVED', after: 'cancelledByJoom' }).text).toBe('State at Joom is now “cancelledByJoom”, before it was to ship')
    expect(sentenceOf('tracking_changed_at_joom', { before: 'SHIPPED', after: 'X1' }).text).toBe('Tracking at Joom is now X1, before it was SHIPPED')
  })
  it('shows by its name what it has no sentence for', () => {
    expect(sentenceOf('something_new').text).toBe('Noted: something_new')
    expect(sentenceOf('constructor').text).toBe('Noted: constructor')
  })
  it('quotes Joom’s words apart', () => {
    expect(sentenceOf('command_refused', { reason: 'refused', message: 'no {such} @:thing' })).toMatchObject({ text: 'Joom refused it', words: 'no {such} @:thing', isBad: true })
  })
})
