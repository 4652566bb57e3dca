// npm run reference -- FILE: reads the text of Joom's API v2 reference and writes what the project takes from it: lists and example requests and answers.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { main, Problem } from './problem.mjs'
import { at } from './project.mjs'
import { readReference } from './read-reference.ts'

const listed = (entries: readonly unknown[], indent: string): string => `[\n${entries.map((entry) => `${indent}  ${JSON.stringify(entry)}`).join(',\n')}\n${indent}]`

/** Writes a text of JSON that has one entry a line, so that the changes of a new edition can be read. */
function write(file: string, text: string): void {
  mkdirSync(dirname(at(file)), { recursive: true })
  writeFileSync(at(file), `${text}\n`)
  console.log(file)
}

await main(() => {
  const [file] = process.argv.slice(2)
  if (file === undefined) throw new Problem('Name the file that holds the text of the reference: npm run reference -- FILE')
  const { colors, sizes, providers, examples } = readReference(readFileSync(file, 'utf8'))
  // The client and the rehearsal server share no code; each has the facts of the reference for itself.
  for (const folder of ['electron/domain/data', 'electron/rehearsal/data']) {
    write(`${folder}/colors.json`, listed(colors, ''))
    write(`${folder}/sizes.json`, `{\n  "measures": ${listed(sizes.measures, '  ')},\n  "named": ${listed(sizes.named, '  ')}\n}`)
    write(`${folder}/providers.json`, listed(providers, ''))
  }
  write('test/fixtures/reference/examples.json', listed(examples, ''))
  console.log(`${String(colors.length)} colors, ${String(sizes.named.length)} named sizes, ${String(providers.length)} providers, ${String(examples.filter(({ kind }) => kind === 'request').length)} example requests, ${String(examples.filter(({ kind }) => kind === 'answer').length)} example answers`)
  return Promise.resolve(0)
})
