// Chromium's own printing: arguments after the sheets and two fonts are the browser, and more fonts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { codesPath, fontFile, measure, page, rules, texts } from './slip.mjs'

const [browserPath, ...more] = process.argv.slice(5)
const face = (family, file, weight) => `@font-face{font-family:${family};font-weight:${weight};src:url(${pathToFileURL(file).href})}`
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
try {
  await measure(async (sheets) => {
    const styles = `${face('n0', fontFile(false), 400)}${face('n0', fontFile(true), 700)}${more.map((file, i) => face(`n${1 + (i >> 1)}`, file, i % 2 === 0 ? 400 : 700)).join('')}
@page{size:${page.width}pt ${page.height}pt;margin:0}body{margin:0;font-family:${Array.from({ length: 1 + (more.length >> 1) }, (_, i) => `n${i}`).join()}}section{position:relative;width:${page.width}pt;height:${page.height - 1}pt;break-after:page;overflow:hidden}p,i{position:absolute;margin:0;white-space:pre;line-height:1}i{background:#000}svg{position:absolute;left:0;top:0}`
    const html = sheets.map((sheet) => `<section>${texts(sheet).map(({ text, x, y, size, bold = false, gray = 0 }) => `<p style="left:${x}pt;top:${y - size}pt;font-size:${size}pt;${bold ? 'font-weight:700;' : ''}color:rgb(${gray * 255} ${gray * 255} ${gray * 255})">${escaped(text)}</p>`).join('')}${rules(sheet).map(([x, y, w, h]) => `<i style="left:${x}pt;top:${y}pt;width:${w}pt;height:${h}pt"></i>`).join('')}<svg width="${page.width}pt" height="${page.height}pt" viewBox="0 0 ${page.width} ${page.height}"><path d="${codesPath(sheet)}"/></svg></section>`).join('')
    const file = join(folder, 'slips.html')
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>${styles}</style>${html}`)
    const tab = await browser.newPage()
    await tab.goto(pathToFileURL(file).href)
    await tab.evaluate(() => document.fonts.ready.then(() => true))
    const bytes = await tab.pdf({ preferCSSPageSize: true })
    return bytes
  })
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
