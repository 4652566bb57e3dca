import { dirname, resolve } from 'node:path'
import { findBrowser } from './find-browser.mjs'
import { host } from './host.ts'
import { hasProgram, launch, run } from './programs.ts'

const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'

/**
 * The commands of `$BROWSER`, as xdg-open reads it: tried in turn, parted by colons, each split at spaces; `%s` is the
 * address, which comes last where there is no `%s`.
 * @param separator what parts the commands; Windows' paths have colons, so there it is ';'
 */
export function browserCommands(value: string, url: string, separator = process.platform === 'win32' ? ';' : ':'): string[][] {
  return value.split(separator).flatMap((text) => {
    const words = text.split(/\s+/).filter((word) => word !== '')
    if (words.length === 0) return []
    const named = words.some((word) => word.includes('%s'))
    const filled = words.map((word) => word.replace(/%[s%]/g, (code) => (code === '%s' ? url : '%')))
    return [named ? filled : [...filled, url]]
  })
}

/** Where the desktop has no opener: the browser that shows the app's own window, with the person's own profile. */
function ownBrowser(url: string): string[][] {
  const browser = host.headless ? undefined : findBrowser()
  return browser === undefined ? [] : [[browser, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), url]]
}

async function openExternal(address: string): Promise<void> {
  const url = new URL(address).href
  const chosen = process.env['BROWSER']
  const commands = chosen ? browserCommands(chosen, url) : [[opener, url], ...ownBrowser(url)]
  const problems: string[] = []
  for (const [program = '', ...args] of commands) {
    const problem = process.platform === 'win32' || hasProgram(program) ? await launch(program, args) : `${program} is not here`
    if (problem === '' || program === 'explorer') return // Windows' explorer ends with 1 when all is well
    problems.push(problem)
  }
  throw new Error(`Failed to open: ${url} (${problems.join(', ')})`)
}

export const shell = {
  openExternal,
  openPath: async (path: string) => (await launch(opener, [path])) && `Failed to open path: ${path}`,
  showItemInFolder: (path: string) => { void launch(opener, [dirname(resolve(path))]) },
  trashItem: async (path: string) => {
    if ((await run('gio', ['trash', resolve(path)])).code !== 0) throw new Error(`Failed to move item to trash: ${path}`)
  },
  beep: () => { process.stderr.write('\x07') }
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep'>
