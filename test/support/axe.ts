import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask } from './journey.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the page as it stands, in the words of its rules. @param colors only how well colors can be told apart */
async function findings(page: Page, colors: boolean): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(`${axe};undefined`)
  // The line above has put it there.
  return page.evaluate(async (runOnly) => {
    const { axe: tool } = window as unknown as { axe: { run(options: { runOnly?: string[] }): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }> } }
    const { violations } = await tool.run(runOnly === undefined ? {} : { runOnly })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
  }, colors ? ['color-contrast', 'link-in-text-block'] : undefined)
}

const looks = [['light', 'normal'], ['dark', 'normal'], ['light', 'more'], ['dark', 'more']] as const

/** The page is judged in every theme and contrast it can have; they differ in nothing but colors. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const [theme, contrast] of looks) {
    await ask(page, 'settings.change', { theme, contrast })
    await page.waitForFunction(([wanted, more]) => document.documentElement.dataset['theme'] === wanted && (document.documentElement.dataset['contrast'] === 'more') === (more === 'more'), [theme, contrast] as const)
    // A toast that is just leaving is half seen through: its colours say nothing.
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().iterations === Infinity || Number(animation.effect?.getComputedTiming().duration) > 2000))
    expect(await findings(page, theme !== 'light' || contrast !== 'normal'), `${what}, ${theme}, contrast ${contrast}`).toEqual([])
  }
}
