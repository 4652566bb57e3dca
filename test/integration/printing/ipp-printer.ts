import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../support/free-port.ts'

const sizes = { 'om_100x150mm_100x150mm': [10_000, 15_000], 'oe_4x6-label_4x6in': [10_160, 15_240] } as const
type Media = keyof typeof sizes
const size = (media: Media): string => `{MEMBER integer x-dimension ${sizes[media][0]} MEMBER integer y-dimension ${sizes[media][1]}}`
const margins = ['bottom', 'left', 'right', 'top'].map((side) => `MEMBER integer media-${side}-margin 0`).join(' ')
const collection = (media: Media): string => `{MEMBER collection media-size ${size(media)} ${margins} MEMBER keyword media-source "main-roll" MEMBER keyword media-type "labels"}`

/** What a label printer of 203 dots an inch that needs no driver says of itself; its attributes as `ippeveprinter` takes them. */
function attributes(): string {
  const all = Object.keys(sizes) as Media[] // the keys of the record above
  return [
    'ATTR keyword media-default om_100x150mm_100x150mm', `ATTR keyword media-supported ${all.join(',')},custom_min_20x20mm,custom_max_104x1000mm`, 'ATTR keyword media-ready om_100x150mm_100x150mm', ...['bottom', 'left', 'right', 'top'].map((side) => `ATTR integer media-${side}-margin-supported 0`),
    `ATTR collection media-size-supported ${all.map(size).join(',')},{MEMBER rangeOfInteger x-dimension 2000-10400 MEMBER rangeOfInteger y-dimension 2000-100000}`, `ATTR collection media-col-default ${collection('om_100x150mm_100x150mm')}`, `ATTR collection media-col-database ${all.map(collection).join(',')}`, `ATTR collection media-col-ready ${collection('om_100x150mm_100x150mm')}`,
    'ATTR keyword media-source-supported main-roll', 'ATTR keyword media-type-supported labels', 'ATTR keyword print-color-mode-supported monochrome,bi-level', 'ATTR keyword print-color-mode-default monochrome',
    'ATTR resolution printer-resolution-supported 203dpi', 'ATTR resolution printer-resolution-default 203dpi', 'ATTR resolution pwg-raster-document-resolution-supported 203dpi', 'ATTR keyword pwg-raster-document-type-supported black_1,sgray_8',
    'ATTR mimeMediaType document-format-supported "application/octet-stream","image/pwg-raster"', 'ATTR mimeMediaType document-format-default "application/octet-stream"', 'ATTR keyword sides-supported one-sided', 'ATTR keyword sides-default one-sided', ''
  ].join('\n')
}

const bus = (folder: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${folder}/bus</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
`

/** A job as the printer got it: its document, and the attributes that came with it. */
export interface IppJob {
  readonly document: Buffer
  readonly attributes: string
}

/** A label printer that speaks IPP Everywhere, as `ippeveprinter` plays it. It wants a message bus and gets one of its own; nothing is announced on the network. */
export class IppPrinter {
  readonly address: string
  readonly #folder: string
  readonly #running: readonly ChildProcess[]

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.address = `ipp://localhost:${port}/ipp/print`
    const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${folder}/bus` }
    this.#running = [
      spawn('dbus-daemon', [`--config-file=${folder}/bus.conf`, '--nofork'], { stdio: 'ignore' }),
      // The bus must be there when the printer starts.
      spawn('sh', ['-c', `while [ ! -S ${folder}/bus ]; do sleep 0.05; done; exec ippeveprinter -r off -n localhost -p ${port} -k -d ${folder}/spool -a ${folder}/printer.conf -c ${folder}/keep Label`], { stdio: 'ignore', env })
    ]
  }

  static async start(): Promise<IppPrinter> {
    const folder = await mkdtemp(join(tmpdir(), 'ipp-'))
    for (const name of ['spool', 'jobs']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'bus.conf'), bus(folder))
    await writeFile(join(folder, 'printer.conf'), attributes())
    // Whole under its name, or not there.
    await writeFile(join(folder, 'keep'), `#!/bin/sh\ncp "$1" ${folder}/jobs/$$.part && env | grep ^IPP_ > ${folder}/jobs/$$.env && mv ${folder}/jobs/$$.part ${folder}/jobs/$$.job\n`)
    await chmod(join(folder, 'keep'), 0o755)
    return new IppPrinter(folder, await freePort())
  }

  /** The jobs so far. */
  async jobs(): Promise<IppJob[]> {
    const names = (await readdir(join(this.#folder, 'jobs'))).filter((name) => name.endsWith('.job')).sort()
    return Promise.all(names.map(async (name) => ({
      document: await readFile(join(this.#folder, 'jobs', name)), attributes: await readFile(join(this.#folder, 'jobs', name.replace('.job', '.env')), 'utf8')
    })))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((one) => new Promise<void>((resolve) => {
      if (one.exitCode !== null) { resolve(); return }
      one.once('exit', () => { resolve() })
      one.kill()
    })))
    await rm(this.#folder, { recursive: true, force: true })
  }
}
