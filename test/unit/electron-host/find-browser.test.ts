import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../../electron-host/find-browser.mjs'

const folder = mkdtempSync(join(tmpdir(), 'find-browser-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const program = (...path: string[]): string => {
  const file = join(folder, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  return file
}

describe('the search for a browser', () => {
  it('takes the one that CHROMIUM_PATH names, and no other where that is not there', () => {
    const named = program('named')
    expect(findBrowser({ CHROMIUM_PATH: named })).toBe(named)
    expect(findBrowser({ CHROMIUM_PATH: join(folder, 'nothing'), PATH: process.env['PATH'] })).toBeUndefined()
  })

  it('looks where Windows and macOS keep theirs', () => {
    const edge = program('Program Files (x86)', 'Microsoft', 'Edge', 'Application', 'msedge.exe')
    expect(findBrowser({ 'ProgramFiles(x86)': join(folder, 'Program Files (x86)') }, 'win32')).toBe(edge)
    const chrome = program('home', 'Applications', 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome')
    expect(findBrowser({ HOME: join(folder, 'home') }, 'darwin')).toBe(chrome)
  })

  it('looks along the PATH', () => {
    const own = program('bin', 'google-chrome-stable')
    expect(findBrowser({ PATH: `${join(folder, 'empty')}::${join(folder, 'bin')}` }, 'freebsd')).toBe(own)
    expect(findBrowser({ PATH: '' }, 'freebsd')).toBeUndefined()
  })
})
