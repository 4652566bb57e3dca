// npm run icons: draws resources/icon.svg in the sizes and containers that installers want. Run it after changing the drawing.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findBrowser } from '../electron-host/find-browser.mjs'
import { at } from './project.mjs'

/** A picture of a size, as PNG: what both containers below hold. */
interface Picture {
  readonly size: number
  readonly png: Buffer
}

/** Windows' container: a table of sizes and places (256 is written as 0), then the pictures. */
function ico(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2) // icons, not cursors
  head.writeUInt16LE(pictures.length, 4)
  let place = head.length
  pictures.forEach(({ size, png }, i) => {
    const entry = 6 + 16 * i
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4) // planes
    head.writeUInt16LE(32, entry + 6) // bits per pixel
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(place, entry + 12)
    place += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** macOS' container: parts with a four-letter name for each size. */
function icns(pictures: readonly Picture[]): Buffer {
  const names: readonly (readonly [string, number])[] = [['icp4', 16], ['icp5', 32], ['icp6', 64], ['ic07', 128], ['ic08', 256], ['ic09', 512], ['ic10', 1024]]
  const part = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32BE(content.length + 8, 4)
    return Buffer.concat([head, content])
  }
  return part('icns', Buffer.concat(names.flatMap(([name, size]) => pictures.filter((picture) => picture.size === size).map(({ png }) => part(name, png)))))
}

const profile = mkdtempSync(join(tmpdir(), 'icons-'))
const executablePath = findBrowser()
if (executablePath === undefined) throw new Error('A Chrome, Chromium or Edge is needed to draw: install one, or name it in CHROMIUM_PATH.')
const browser = await chromium.launchPersistentContext(profile, { executablePath, viewport: { width: 1024, height: 1024 } })
try {
  const page = await browser.newPage()
  const pictures: Picture[] = []
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
    await page.setViewportSize({ width: size, height: size })
    const svg = readFileSync(at('resources', 'icon.svg'), 'utf8').replace('width="1024" height="1024"', `width="${String(size)}" height="${String(size)}"`)
    await page.setContent(`<style>body { margin: 0; background: transparent } svg { display: block }</style>${svg}`)
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) })
  }
  const of = (...sizes: number[]): Picture[] => pictures.filter(({ size }) => sizes.includes(size))
  for (const { png } of of(512)) writeFileSync(at('resources', 'icon.png'), png)
  writeFileSync(at('resources', 'icon.ico'), ico(of(16, 24, 32, 48, 64, 128, 256)))
  writeFileSync(at('resources', 'icon.icns'), icns(of(16, 32, 64, 128, 256, 512, 1024)))
} finally {
  await browser.close()
  rmSync(profile, { recursive: true, force: true })
}
