import { begin, ask, openDemoStore } from '../test/support/journey.ts'
import { FakeLabelPrinter } from '../test/support/label-printer.ts'
import { expectAccessible } from '../test/support/axe.ts'
import { remove } from '../test/e2e/driver.ts'
const one = new FakeLabelPrinter(); const two = new FakeLabelPrinter()
const a = await one.listen(); const b = await two.listen(); two.faults.paperOut = true
const at = (id: string, name: string, way: object, more = {}) => ({ id, name, way, dpi: 203, width: 100, height: 150, shiftX: 0, shiftY: 0, ...more }) as never
const app = await begin({ settings: { theme: 'light', labelPrinters: [at('a', 'Bench 1, left', { kind: 'network', ...a }), at('b', 'Réception Étiqueteuse au long nom', { kind: 'network', ...b }, { width: 62, dpi: 300 }), at('c', 'Cellar', { kind: 'network', host: 'zebra-cellar.local', port: 9100 })] } })
const { page } = app
try {
  await page.setViewportSize({ width: 1280, height: 800 })
  await openDemoStore(app)
  const ids = await ask(page, 'orders.ids', { filter: { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } })
  const run = await ask(page, 'prints.prepare', { orderIds: ids.slice(0, 4), paper: '100x150' })
  let t = performance.now()
  console.log(await ask(page, 'prints.print', { id: run.id, printer: 'label-printer:a', copies: 1 }), one.labels.length, (performance.now() - t).toFixed(0), 'ms')
  console.log(await ask(page, 'prints.print', { id: run.id, printer: 'label-printer:b', copies: 1 }).catch(String))
  console.log((await ask(page, 'prints.printers', undefined)).map((p) => [p.name, p.description, p.state, p.fault]))
  await page.keyboard.press('F8'); await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await page.getByText('Label printers', { exact: true }).scrollIntoViewIfNeeded(); await page.waitForTimeout(1500)
  await page.locator('#label-printers').evaluate((e) => e.scrollIntoView({ block: 'center' })); await page.screenshot({ path: '/tmp/pt/list-light.png' })
  await expectAccessible(page, 'settings')
  await page.getByRole('button', { name: 'Change Réception' }).click(); await page.waitForTimeout(400)
  await expectAccessible(page, 'form')
  await ask(page, 'settings.change', { theme: 'light', contrast: 'normal' }); await page.waitForTimeout(400)
  await page.getByRole('dialog').getByRole('button', { name: 'Print a test label' }).click(); await page.waitForTimeout(1200); await page.screenshot({ path: '/tmp/pt/form-light.png' })
  await ask(page, 'settings.change', { theme: 'dark' }); await page.setViewportSize({ width: 1920, height: 1080 }); await page.waitForTimeout(400)
  await page.getByRole('dialog').getByLabel('Port').fill('x'); await page.getByRole('dialog').getByLabel('Label width').fill('5'); await page.getByRole('dialog').getByRole('button', { name: 'Save printer' }).click(); await page.waitForTimeout(300); await page.screenshot({ path: '/tmp/pt/form-dark.png' })
  await page.keyboard.press('Escape'); await page.getByRole('button', { name: 'Print a test label on Bench 1' }).click(); await page.waitForTimeout(1500); await page.locator('#label-printers').evaluate((e) => e.scrollIntoView({ block: 'center' })); await page.screenshot({ path: '/tmp/pt/list-dark.png' })
  console.log(app.complaints, one.labels.length)
} finally { await app.close(); remove(app.userData); await one.stop(); await two.stop() }
