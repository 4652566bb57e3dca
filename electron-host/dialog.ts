import { existsSync, mkdirSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { app } from './app.ts'
import { host } from './host.ts'
import { hasProgram, run } from './programs.ts'

/** @returns undefined where no dialog can be shown, which is told on stderr together with what happens instead */
function zenity(args: readonly string[], instead: string): ReturnType<typeof run> | undefined {
  if (host.canShowDialogs && hasProgram('zenity')) return run('zenity', args)
  console.error(`No dialog can be shown here (${host.headless ? 'no display' : 'zenity is not installed'}): ${instead}`)
  return undefined
}

/** The options come last, after a window where one is given. */
const last = (args: unknown[]): unknown => args.at(-1) ?? {}
const option = (name: string, value: string | undefined): string[] => (value ? [`--${name}=${value}`] : [])

/** A name in the folder for downloads that is still free: where a browser saves without asking. */
function freeName(wanted: string): string {
  const folder = app.getPath('downloads')
  mkdirSync(folder, { recursive: true })
  const ending = extname(wanted)
  const name = basename(wanted, ending)
  let path = join(folder, name + ending)
  for (let n = 2; existsSync(path); n++) path = join(folder, `${name} (${String(n)})${ending}`)
  return path
}

export const dialog = {
  async showOpenDialog(...args: unknown[]): Promise<Electron.OpenDialogReturnValue> {
    const o = last(args) as Electron.OpenDialogOptions // Electron's two forms both end with them
    const filters = (o.filters ?? []).map((filter) => `--file-filter=${filter.name} | ${filter.extensions.map((ending) => (ending === '*' ? '*' : `*.${ending}`)).join(' ')}`)
    const flags = [...(o.properties?.includes('multiSelections') ? ['--multiple'] : []), ...(o.properties?.includes('openDirectory') ? ['--directory'] : [])]
    const answer = await zenity(['--file-selection', '--separator=\n', ...option('title', o.title), ...option('filename', o.defaultPath && resolve(o.defaultPath)), ...flags, ...filters], 'the question for a file counts as cancelled')
    return answer?.code === 0 ? { canceled: false, filePaths: answer.out.trimEnd().split('\n') } : { canceled: true, filePaths: [] }
  },

  async showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    const o = last(args) as Electron.SaveDialogOptions // Electron's two forms both end with them
    const wanted = resolve(app.getPath('documents'), o.defaultPath ?? 'untitled')
    const show = (path: string): ReturnType<typeof zenity> => zenity(['--file-selection', '--save', ...option('title', o.title), `--filename=${path}`], `it is saved as ${freeName(path)}`)
    const answer = await show(wanted)
    if (!answer) return { canceled: false, filePath: freeName(wanted) }
    return answer.code === 0 ? { canceled: false, filePath: answer.out.trimEnd() } : { canceled: true, filePath: '' }
  },

  async showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const o = last(args) as Electron.MessageBoxOptions // Electron's two forms both end with them
    const buttons = (o.buttons?.length ? o.buttons : ['OK']).map((label) => label.replaceAll('&', ''))
    const checkboxChecked = o.checkboxChecked ?? false
    const cancel = o.cancelId ?? Math.max(0, buttons.findIndex((label) => /^(cancel|no|close)$/i.test(label)))
    const text = o.detail ? `${o.message}\n\n${o.detail}` : o.message
    const extra = buttons.map((label) => `--extra-button=${label}`)
    const answer = await zenity(['--question', '--no-markup', `--title=${o.title ?? app.getName()}`, `--text=${text}`, '--switch', ...extra], `"${text}" is answered with "${String(buttons[cancel])}"`)
    const pressed = answer ? buttons.indexOf(answer.out.trimEnd()) : -1
    return { response: pressed < 0 ? cancel : pressed, checkboxChecked }
  },

  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
    if (host.canShowDialogs && hasProgram('zenity')) void run('zenity', ['--error', '--no-markup', `--title=${title}`, `--text=${content}`])
  }
} satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>
