import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepFilesPrivate, keepFoldersPrivate } from '../../../electron/platform/private-files.ts'
import { tempFolder } from '../../support/temp.ts'

const rights = (path: string): string => (statSync(path).mode & 0o777).toString(8)

it.skipIf(process.platform === 'win32')('keeps what is of people for the user alone, and leaves a folder that a person has made', () => {
  const folder = tempFolder()
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'runs'))
  chmodSync(join(folder, 'runs'), 0o755)
  writeFileSync(join(folder, 'packbench.db'), '')
  chmodSync(join(folder, 'packbench.db'), 0o644)
  keepFoldersPrivate(folder, ['runs', 'backups'])
  keepFilesPrivate([join(folder, 'packbench.db'), join(folder, 'packbench.db-wal')])
  expect([rights(folder), rights(join(folder, 'runs')), rights(join(folder, 'packbench.db')), existsSync(join(folder, 'backups'))]).toEqual(['755', '700', '600', false])
  keepFoldersPrivate(join(folder, 'new', 'data'), [])
  expect(rights(join(folder, 'new', 'data'))).toBe('700')
})
