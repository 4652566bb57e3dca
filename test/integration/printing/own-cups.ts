import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const there = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** Why a CUPS of one's own cannot be started here; `null` where it can. */
export function whyNoCups(programs: readonly string[], packages: string): string | null {
  if (process.getuid?.() !== 0) return 'needs to run as root, to start a scheduler of its own'
  return programs.every(there) ? null : `needs CUPS: apt-get install --no-install-recommends ${packages}`
}

/** A CUPS scheduler in a folder of its own, which nobody else's printers or settings reach. */
export class OwnCups {
  readonly folder: string
  /** What every program that is to meet this scheduler needs in its environment. */
  readonly env: Readonly<Record<string, string>>
  readonly #scheduler: ChildProcess

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder
    this.env = env
    this.#scheduler = spawn('cupsd', ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], { stdio: 'ignore', env: { ...process.env, ...env } })
  }

  static async start(more: Readonly<Record<string, string>> = {}): Promise<OwnCups> {
    const folder = await mkdtemp(join(tmpdir(), 'cups-'))
    // The scheduler works as `lp`: it must be able to look into the folder.
    await chmod(folder, 0o755)
    for (const name of ['root', 'state', 'spool', 'spool/tmp', 'cache', 'log']) {
      await mkdir(join(folder, name))
      await chmod(join(folder, name), 0o777)
    }
    const env = { CUPS_SERVER: join(folder, 'cups.sock'), HOME: folder, ...more }
    await writeFile(join(folder, 'cupsd.conf'), `Listen ${env.CUPS_SERVER}\nBrowsing No\nWebInterface No\nDefaultAuthType None\n<Location />\n  Order allow,deny\n  Allow all\n</Location>\n<Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n`)
    await writeFile(join(folder, 'cups-files.conf'), `ServerRoot ${folder}/root\nStateDir ${folder}/state\nRequestRoot ${folder}/spool\nCacheDir ${folder}/cache\nTempDir ${folder}/spool/tmp\nErrorLog ${folder}/log/error_log\nAccessLog ${folder}/log/access_log\nPageLog ${folder}/log/page_log\nUser lp\nGroup lp\nSystemGroup root\n`)
    const cups = new OwnCups(folder, env)
    while (!spawnSync('lpstat', ['-r'], { env: { ...process.env, ...env, LC_ALL: 'C' } }).stdout.toString().includes('is running')) await wait(100)
    return cups
  }

  /** @throws Error with the program's own words */
  admin(program: string, ...args: readonly string[]): void {
    const ran = spawnSync(program, args, { env: { ...process.env, ...this.env, LC_ALL: 'C' } })
    if (ran.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${ran.stderr.toString()}`)
  }

  async stop(): Promise<void> {
    if (this.#scheduler.exitCode === null) {
      const gone = new Promise((resolve) => this.#scheduler.once('exit', resolve))
      this.#scheduler.kill()
      await gone
    }
    await rm(this.folder, { recursive: true, force: true })
  }
}
