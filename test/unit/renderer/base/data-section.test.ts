import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { DataState } from '../../../../electron/contract/schemas.ts'
import { hour, noon } from '../support/fake-main.ts'
import { openWindow, useWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const backup = { name: 'packbench-2026-11-21T092000000Z-daily.db', at: noon - 25 * hour, why: 'daily', bytes: 12_400_000, schema: 6, restorable: true } as const
const state: DataState = { folder: '/data/backups', backups: [backup], backupTrouble: null, late: null, restored: null, restoreTrouble: null }

async function opened(part: Partial<DataState> = {}, path = '/settings') {
  const main = new FakeStores([storeView(1)])
  main.answers.set('data.state', () => ({ ...state, ...part }))
  main.answers.set('data.restore', () => undefined)
  return { main, window: await openWindow(main, path) }
}
const section = '[aria-labelledby="section-data"]'

describe('the backups', () => {
  it('are listed with when, why and how large', async () => {
    const { window } = await opened({ backups: [backup, { ...backup, name: 'newer', schema: 99, restorable: false }] })
    const [first, newer] = window.all(`${section} li`)
    expect(first?.textContent).toMatch(/21 Nov.*1 d ago.*every day.*12 MB/)
    expect(newer?.textContent).toContain('of a newer Packbench')
    expect(newer?.querySelector('button')?.disabled).toBe(true)
  })

  it('get one more where a person asks for it, and it is said', async () => {
    const { main, window } = await opened({ backups: [] })
    expect(window.find(section).textContent).toContain('No backup yet')
    main.answers.set('data.backUp', () => ({ ...state, backups: [{ ...backup, why: 'asked' }] }))
    await window.click(window.button('Back up now'))
    expect(window.find(`${section} li`).textContent).toContain('asked for')
    expect(window.text()).toContain('A backup was made')
  })

  it('say why one could not be made', async () => {
    const { main, window } = await opened()
    main.answers.set('data.backUp', () => { throw new Trouble({ code: 'storage_full' }) })
    await window.click(window.button('Back up now'))
    expect(window.find(`${section} [role="alert"]`).textContent).toContain('The disk is full')
    expect(window.text()).not.toContain('A backup was made')
  })

  it('show their folder', async () => {
    const { main, window } = await opened()
    main.answers.set('data.showFolder', () => undefined)
    await window.click(window.button('Show folder'))
    expect(main.countOf('data.showFolder')).toBe(1)
  })
})

describe('restoring', () => {
  it('asks first, says what it means, and begins only then', async () => {
    const { main, window } = await opened()
    await window.click(window.find(`${section} li button`))
    const dialog = window.find('[role="dialog"]')
    expect(dialog.textContent).toContain('is not known to the backup')
    expect(dialog.textContent).toContain('becomes a backup first')
    expect(main.countOf('data.restore')).toBe(0)
    await window.click(window.find('[role="dialog"] .risk'))
    expect(main.inputOf('data.restore')).toEqual({ name: backup.name })
    expect((window.find('[role="dialog"] .risk') as HTMLButtonElement).disabled).toBe(true)
  })

  it('that is not taken up says why where it was asked for', async () => {
    const { main, window } = await opened()
    main.answers.set('data.restore', () => { throw new Trouble({ code: 'not_found' }) })
    await window.click(window.find(`${section} li button`))
    await window.click(window.find('[role="dialog"] .risk'))
    expect(window.find('[role="dialog"] [role="alert"]').textContent).toContain('no longer here')
  })

  it('that failed at the start is told on any screen', async () => {
    const { window } = await opened({ restoreTrouble: { code: 'storage_locked' } }, '/orders')
    expect(window.text()).toContain('The backup was not restored, and the data is as it was. Another program holds')
  })
})

describe('a backup of the day that is wanting', () => {
  const late = { last: noon - 50 * hour, trouble: { code: 'backups_read_only' } } as const

  it('is told on any screen, with when the last was made, the reason, and the way to where it can be made', async () => {
    const { window } = await opened({ late }, '/orders')
    expect(window.find('.toast.bad').textContent).toMatch(/No backup of the data is being made.*20 Nov.*folder of the backups/)
    await window.click(window.button('Settings, Data'))
    expect(window.find(section).textContent).toContain('Back up now')
  })

  it('is told when it turns out while the window is open, and no longer once one was made', async () => {
    const { main, window } = await opened({}, '/orders')
    expect(window.all('.toast')).toHaveLength(0)
    for (const [now, told] of [[{ last: null, trouble: null }, 1], [null, 0]] as const) {
      main.answers.set('data.state', () => ({ ...state, late: now }))
      main.emit('data.changed')
      await window.wait()
      expect(window.all('.toast')).toHaveLength(told)
    }
  })
})

describe('data that was damaged', () => {
  const restored = { id: 3, at: noon - hour, why: 'damaged', backupAt: noon - 25 * hour, aside: '/data/set-aside/2026-11-22T09-20-00.000Z', commands: 3, refunds: 1 } as const

  it('is told of on any screen, with the age of the backup and what was set aside, until it was read', async () => {
    const { main, window } = await opened({ restored }, '/orders')
    const notice = window.find('[role="dialog"]').textContent
    for (const words of ['The data was damaged', '21 Nov', '1 d ago', restored.aside, '3 commands', '1 of them is a refund']) expect(notice).toContain(words)
    await window.press('Escape')
    expect(window.all('[role="dialog"]')).toHaveLength(1)
    main.answers.set('data.markRead', () => state)
    await window.click(window.button('I have read this'))
    expect(main.inputOf('data.markRead')).toEqual({ id: 3 })
    expect(window.all('[role="dialog"]')).toHaveLength(0)
  })

  it('in its log alone is told as what it is: what may be missing, since when', async () => {
    const { window } = await opened({ restored: { ...restored, why: 'log' } }, '/orders')
    const notice = window.find('[role="dialog"]').textContent
    for (const words of ['What was written last was lost', 'since Sat 21 Nov', 'may be missing', restored.aside]) expect(notice).toContain(words)
    expect(notice).not.toContain('backup')
  })
})
