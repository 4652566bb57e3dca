import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settings } from '../../../electron/contract/schemas.ts'
import { defaultSettings, SettingsStore } from '../../../electron/settings/settings-store.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { tempFolder } from '../../support/temp.ts'

describe('the settings', () => {
  it('start with defaults and keep what is changed', () => {
    const folder = tempFolder()
    const told: unknown[] = []
    const store = new SettingsStore(folder, (now) => told.push(now))
    expect(store.get()).toEqual(defaultSettings)
    expect(store.change({ undoSeconds: 5, operator: 'Ayşe' })).toMatchObject({ undoSeconds: 5, operator: 'Ayşe', theme: 'system' })
    expect(told).toHaveLength(1)
    expect(new SettingsStore(folder, () => undefined).get()).toMatchObject({ undoSeconds: 5, operator: 'Ayşe' })
  })

  it('replace a value that makes no sense by its default, and only that one', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ undoSeconds: -4, theme: 'pink', operator: 'Emre', unheard: 1 }))
    expect(new SettingsStore(folder, () => undefined).get()).toEqual({ ...defaultSettings, operator: 'Emre' })
  })

  it('keep patterns of tracking numbers, and none that is no pattern', () => {
    const folder = tempFolder()
    const numberMasks = [{ provider: 'Ruston', masks: ['RU########', '@@*#'] }]
    new SettingsStore(folder, () => undefined).change({ numberMasks })
    expect(new SettingsStore(folder, () => undefined).get().numberMasks).toEqual(numberMasks)
    for (const mask of ['ru##', 'RU-##', 'RU12', '', '#'.repeat(51)]) expect(settings.shape.numberMasks.safeParse([{ provider: 'Ruston', masks: [mask] }]).success, mask).toBe(false)
    expect(settings.shape.numberMasks.safeParse([{ provider: 'Ruston', masks: Array.from({ length: 21 }, () => '#') }]).success).toBe(false)
  })

  it('keep what is right of a list that was written by hand, and tell where the rest stands, once', () => {
    const folder = tempFolder()
    const masks = [{ provider: 'Ruston', masks: ['RU########', 'ru##', 7, '@@*#'] }, { provider: '', masks: ['##'] }, { provider: 'GLS', masks: ['', 'R-#'] }, 'DHL', { provider: 'DPD', masks: [...Array.from({ length: 20 }, (_, i) => `#${String(i)}`), '#A', 'b'] }]
    const watched = { id: 'a', name: 'Press', path: folder, watched: true }
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ numberMasks: masks, folders: [watched, { ...watched, id: '/' }], undoSeconds: -4, operator: 'Emre' }))
    const told: (readonly string[])[] = []
    const store = new SettingsStore(folder, () => undefined, (where) => told.push(where))
    expect(store.get()).toEqual({ ...defaultSettings, operator: 'Emre', folders: [watched], numberMasks: [{ provider: 'Ruston', masks: ['RU########', '@@*#'] }, { provider: 'DPD', masks: Array.from({ length: 20 }, (_, i) => `#${String(i)}`) }] })
    expect(told.map((where) => [...where].sort())).toEqual([['folders[1]', 'numberMasks[0].masks[1]', 'numberMasks[0].masks[2]', 'numberMasks[1]', 'numberMasks[2].masks[0]', 'numberMasks[2].masks[1]', 'numberMasks[3]', 'numberMasks[4].masks[20]', 'numberMasks[4].masks[21]', 'undoSeconds']])
    expect(JSON.stringify(told)).not.toMatch(/GLS|ru##|DPD/u)
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ numberMasks: Array.from({ length: 52 }, (_, i) => ({ provider: `P${String(i)}`, masks: ['#'] })) }))
    expect(new SettingsStore(folder, () => undefined).get().numberMasks.map(({ provider }) => provider)).toEqual(Array.from({ length: 50 }, (_, i) => `P${String(i)}`))
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ numberMasks: 'RU##' }))
    new SettingsStore(folder, () => undefined, (where) => told.push(where))
    expect(told.at(-1)).toEqual(['numberMasks'])
    writeFileSync(join(folder, 'settings.json'), '{}')
    new SettingsStore(folder, () => undefined, (where) => told.push(where))
    expect(told).toHaveLength(2)
  })

  it('go on with the text that stood on slips before there were templates, and with templates that an older version kept', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ slipText: 'Danke!' }))
    const store = new SettingsStore(folder, () => undefined)
    expect(store.get().slipTemplate).toEqual({ ...standardTemplate, text: 'Danke!' })
    store.change({ slipTemplate: { ...standardTemplate, text: '', heading: 'Hi' } })
    expect(new SettingsStore(folder, () => undefined).get().slipTemplate).toEqual({ ...standardTemplate, heading: 'Hi' })
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ slipTemplate: { heading: 'Old', show: { logo: false } } }))
    expect(new SettingsStore(folder, () => undefined).get().slipTemplate).toEqual({ ...standardTemplate, heading: 'Old', show: { ...standardTemplate.show, logo: false } })
  })

  it('set a file that cannot be read aside and start anew', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'settings.json'), '{"undoSeconds": 12,')
    const store = new SettingsStore(folder, () => undefined)
    expect(store.get()).toEqual(defaultSettings)
    expect(readFileSync(join(folder, 'settings.unreadable.json'), 'utf8')).toBe('{"undoSeconds": 12,')
    store.change({ undoSeconds: 7 })
    expect(existsSync(join(folder, 'settings.json'))).toBe(true)
  })
})
