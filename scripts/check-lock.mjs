// Platform packages that package-lock.json names but does not hold make `npm ci` fail on those platforms.
import { readFileSync } from 'node:fs'
import { at } from './project.mjs'

/** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
const packages = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
const held = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => Object.entries(optionalDependencies).filter(([name]) => !held.has(name)).map(([name, version]) => `${path || 'the project'} -> ${name}@${version}`))
if (missing.length > 0) {
  console.error(`package-lock.json lacks platform packages:\n${missing.join('\n')}`)
  process.exitCode = 1
}
