import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOf, formOf, isChanged, problemsOf, type StoreDraft } from '../../../../renderer/components/connections/store-form.ts'
import { shippingTimeOf } from '../../../../electron/domain/shipping-time.ts'
import { limits, wholeWithin, type LimitedSetting } from '../../../../renderer/components/settings/setting-limits.ts'
import { storeColors } from '../../../../electron/domain/store-color.ts'
import { settings } from '../../../../electron/contract/schemas.ts'
import { storeView } from './fake-stores.ts'

const draft = fc.record<StoreDraft>({
  name: fc.string(), environment: fc.constantFrom('production', 'rehearsal', 'custom'), address: fc.constantFrom('https://api.example', 'http://api.example', 'http://127.0.0.1:9', 'nonsense', ''), storeId: fc.string(), clientId: fc.string(), secretKey: fc.string(), color: fc.constantFrom(...storeColors), returnAddress: fc.string()
})

describe('the form of a store', () => {
  it('of a kept store is unchanged and has no Secret Key in it, whatever the store is', () => {
    const store = storeView(1, { environment: 'custom', address: 'https://api.example' })
    expect(isChanged(draftOf(store, 'teal'), store, 'teal')).toBe(false)
    expect(formOf(draftOf(store, 'teal'))).not.toHaveProperty('secretKey')
  })

  it('lets nothing be saved that lacks a name, a Client ID, a usable address, or a Secret Key for that address', () => {
    fc.assert(fc.property(draft, fc.boolean(), (typed, known) => {
      const store = known ? storeView(1) : null
      if (Object.keys(problemsOf(typed, store)).length > 0) return
      expect(typed.name.trim()).not.toBe('')
      expect(typed.clientId.trim()).not.toBe('')
      if (typed.environment === 'custom') expect(typed.address).toMatch(/^https:|^http:\/\/127/)
      if (typed.secretKey.trim() === '') expect([store?.environment, typed.environment]).toEqual(['production', 'production'])
    }), { numRuns: 500 })
  })
})

describe('a number among the settings', () => {
  it.each(Object.keys(limits) as LimitedSetting[])('%s is taken exactly where main takes it', (setting) => {
    fc.assert(fc.property(fc.integer({ min: -5, max: 70_000 }), (n) => {
      expect(wholeWithin(setting, String(n)) !== null).toBe(settings.shape[setting].safeParse(n).success)
    }))
    for (const typed of ['', 'x', '1.5', '1e3', '0x10', '٣']) expect(wholeWithin(setting, typed)).toBeNull()
  })
})

it('a shipping time is written as Joom wants it, or refused', () => {
  expect(shippingTimeOf(' 07 – 21 ')).toBe('7-21')
  expect(shippingTimeOf('14')).toBeNull()
  expect(['1-7', '21-7', '7-', '-7', '7-21 days', ''].map(shippingTimeOf)).toEqual([null, null, null, null, null, null])
})
