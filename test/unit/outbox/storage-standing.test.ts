import { expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import { StorageStanding } from '../../../electron/outbox/storage-standing.ts'

it('stands from a failure of the disk or its file until something was written, and is told once', () => {
  const told: (string | null)[] = []
  const standing: StorageStanding = new StorageStanding(() => { told.push(standing.code) })
  standing.wrote()
  standing.failed(new Error('a bug'))
  standing.failed(new Trouble({ code: 'storage_damaged' }))
  expect([standing.code, told]).toEqual([null, []])
  for (const code of ['storage_full', 'storage_full', 'storage_io', 'storage_locked', 'storage_read_only', 'storage_stopped']) standing.failed(new Trouble({ code }))
  standing.wrote()
  standing.wrote()
  expect(told).toEqual(['storage_full', 'storage_io', 'storage_locked', 'storage_read_only', 'storage_stopped', null])
})
