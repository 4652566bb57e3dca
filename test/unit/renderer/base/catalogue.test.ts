import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { useI18n } from 'vue-i18n'
import { deskPaper, itemProblem, printerFault, printRun, sheetProblem } from '../../../../electron/contract/schemas.ts'
import type { AppError } from '../../../../electron/contract/result.ts'
import { differingFields } from '../../../../electron/domain/order-difference.ts'
import { partStates, runStates, sheetStates } from '../../../../electron/domain/print-run.ts'
import { deskPapers, papers, runKinds } from '../../../../electron/domain/sheet-kind.ts'
import type { TrackingFinding } from '../../../../electron/domain/tracking-finding.ts'
import { useErrorSentence } from '../../../../renderer/composables/use-error-sentence.ts'
import { createCatalogue } from '../../../../renderer/i18n.ts'

const root = join(import.meta.dirname, '../../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

function inWindow<T>(setup: () => T): T {
  let got: T | undefined
  mount(defineComponent({ setup() { got = setup(); return () => [] } }), { global: { plugins: [createCatalogue()] } })
  return got as T
}

/** Every code that main can answer with or note beside a command, found in its source. */
function codesOf(source: string): string[] {
  const thrown = [...source.matchAll(/Trouble\(\{\s*code:\s*([^,}]+)/g)].map(([, code]) => code ?? '')
  const answered = [...source.matchAll(/(?:\bfail\(|error: |return |trouble: )\{\s*code:\s*('[^']+')/g)].map(([, code]) => code ?? '')
  const noted = [...source.matchAll(/\btrouble\(('[^']+')/g)].map(([, code]) => code ?? '')
  const signIns = [...source.matchAll(/'signin_[a-z_]+'/g)].map(([code]) => code)
  const labels = [...source.matchAll(/'label_[a-z_]+'/g)].map(([code]) => code)
  return [...thrown, ...answered, ...noted, ...signIns, ...labels].flatMap((text) => [...text.matchAll(/'([a-z][a-z0-9_]*)'/g)].map(([, code]) => code ?? ''))
}

const files = globSync('electron/**/*.ts', { cwd: root }).filter((path) => !path.startsWith(join('electron', 'rehearsal')))
const codes = [...new Set(files.flatMap((path) => codesOf(read(path))))].sort()

it('finds the codes', () => {
  expect(codes.length).toBeGreaterThan(30)
  for (const known of ['bad_input', 'connection_address', 'signin_wrong_secret', 'unknown_outcome', 'printer_missing']) expect(codes).toContain(known)
})

it.each(codes)('has a sentence for the error %s', (code) => {
  expect(inWindow(() => useI18n().te(`errors.${code}`))).toBe(true)
})

it.each(itemProblem.shape.code.options)('has a sentence for what stands in the way of an order: %s', (code) => {
  expect(inWindow(() => useI18n().te(`orders.problems.${code}`))).toBe(true)
})

// Typed so that a new finding is missed here.
const findings: Readonly<Record<TrackingFinding['code'], true>> = { check_digit: true, slip_code: true, zeroed: true, other_carrier: true, other_country: true, not_express: true, not_a_post: true, not_in_pattern: true, pattern_of_other: true, untracked: true }
it.each(Object.keys(findings))('has a sentence for what is odd about a tracking number: %s', (code) => {
  expect(inWindow(() => useI18n().te(`orders.doubts.${code}`))).toBe(true)
})

/** What the window says by a word of main's: where one is new, its sentence is missed here. */
const byWord: Readonly<Record<string, readonly string[]>> = {
  'errors': ['run_doubted', 'paper_doubted'], 'runs.kind': runKinds, 'runs.state': runStates, 'runs.why': runStates, 'runs.sheet': sheetStates, 'runs.part_state': partStates, 'prints.kind': runKinds, 'prints.paper': papers, 'papers.kind': deskPapers,
  'prints.reason': printRun.shape.leftOut.element.shape.reason.options, 'papers.reason': deskPaper.shape.leftOut.element.shape.reason.options, 'prints.problem.field': sheetProblem.shape.field.options, 'prints.problem.why': sheetProblem.shape.why.options, 'templates.of': sheetProblem.shape.field.options, 'templates.problem': sheetProblem.shape.why.options,
  'printers.faults': printerFault.options, 'common.difference': differingFields
}
it.each(Object.entries(byWord))('has a sentence for each of %s', (part, words) => {
  expect(words.filter((word) => !inWindow(() => useI18n().te(`${part}.${word}`)))).toEqual([])
})

it('says something useful of a code it does not know, and names it', () => {
  const sentence = inWindow(useErrorSentence)({ code: 'brand_new' } satisfies AppError)
  expect(sentence).toContain('brand_new')
  expect(sentence).toContain('Try again')
})

it('chooses the sentence of the problem, and fills in the values', () => {
  const sentence = inWindow(useErrorSentence)
  expect(sentence({ code: 'connection_address', params: { problem: 'not_https' } })).toContain('http')
  expect(sentence({ code: 'connection_address', params: { problem: 'unheard_of' } })).toContain('Check it')
  expect(sentence({ code: 'signin_port_in_use', params: { port: 41_917 } })).toContain('port 41917')
})

it.each(globSync('renderer/locales/en/*.json', { cwd: root }))('%s holds one part of the catalogue, named as the file', (path) => {
  expect(Object.keys(JSON.parse(read(path)) as object)).toEqual([basename(path, '.json')])
})

it('says nothing that nobody shows', () => {
  const sources = globSync(['renderer/**/*.{ts,vue}', 'electron/**/*.ts'], { cwd: root }).map(read).join('\n')
  const asked = new Set([...sources.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)].map(([, key]) => key ?? ''))
  const beginnings = [...new Set([...sources.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, beginning]) => beginning ?? ''))]
  const keysIn = (part: object, path = ''): string[] => Object.entries(part).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : keysIn(value as object, `${path}${key}.`)))
  const keys = globSync('renderer/locales/en/*.json', { cwd: root }).flatMap((path) => keysIn(JSON.parse(read(path)) as object))
  expect(keys.filter((key) => !asked.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))).toEqual([])
})
