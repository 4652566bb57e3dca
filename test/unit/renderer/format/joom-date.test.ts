import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { useFormat, type Format } from '../../../../renderer/format/use-format.ts'
import { createCatalogue } from '../../../../renderer/i18n.ts'

const now = Date.UTC(2026, 10, 28, 12)

function formatted(text: string): { readonly short: string; readonly full: string } {
  const bound: { format?: Format } = {}
  mount(defineComponent(() => {
    bound.format = useFormat()
    return () => h('p')
  }), { global: { plugins: [createCatalogue()] } })
  return { short: bound.format?.joomDate(text, now) ?? '', full: bound.format?.joomDateFull(text, now) ?? '' }
}

it('shows one day in one form, whichever of Joom’s forms it came in', () => {
  const usual = formatted('2014-01-22')
  expect(usual.full).toBe('2014-01-22')
  expect(usual.short).toMatch(/22 Jan.* 2014|Jan 22, 2014/)
  expect(formatted('01-22-2014')).toEqual(usual)
})

it('shows one moment in one form, whatever its zone', () => {
  const usual = formatted('2014-01-22T20:20:20')
  expect(usual.full).toContain('2014-01-22 20:20 UTC')
  for (const text of ['01-22-2014T20:20:20', '2014-01-22T22:20:20+02:00', '2014-01-22 20:20:20Z']) expect(formatted(text), text).toEqual(usual)
})

it('leaves what is no date as it came', () => { expect(formatted('next week')).toEqual({ short: 'next week', full: 'next week' }) })
