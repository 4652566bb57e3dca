import { describe, expect, it } from 'vitest'
import { chooseProgram, standIn } from '../../../scripts/find-electron.mjs'

const here = { env: { DISPLAY: ':0' }, platform: 'linux', electron: '/opt/electron', works: () => true } as const

describe('the program that runs the app', () => {
  it("is Electron's own where it is here, runs, and has a display", () => {
    expect(chooseProgram(here)).toEqual({ kind: 'electron', path: '/opt/electron', why: "Electron's binary is here" })
    expect(chooseProgram({ ...here, env: { WAYLAND_DISPLAY: 'wayland-0' } }).kind).toBe('electron')
    expect(chooseProgram({ ...here, env: {}, platform: 'darwin' }).kind).toBe('electron')
  })

  it.each([
    ['PACKBENCH_HOST asks for it', { ...here, env: { ...here.env, PACKBENCH_HOST: 'chromium' } }],
    ['--headless was asked for', { ...here, headless: true }],
    ['there is no display', { ...here, env: {} }],
    ["Electron's binary does not start", { ...here, works: () => false }]
  ])('is the stand-in because %s', (why, known) => {
    const program = chooseProgram(known)
    expect(program).toMatchObject({ kind: 'stand-in', path: standIn })
    expect(program.why).toContain(why)
  })
})
