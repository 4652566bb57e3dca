// Does the main process use only what the stand-in covers? Type-checks a copy of it against the stand-in's own 'electron'.
// (A path mapping cannot do this: the ambient module in electron.d.ts wins over it.)
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, root } from './project.mjs'

const copy = at('.cache', 'covered')
rmSync(copy, { recursive: true, force: true })
// The preload is not in it: it meets only the page's side, which its own tests cover.
cpSync(at('electron'), join(copy, 'electron'), { recursive: true, filter: (source) => !/(preload\.ts|tsconfig\.json)$/.test(source) })
for (const file of globSync(join(copy, '**/*.ts'))) writeFileSync(file, readFileSync(file, 'utf8').replace(/(from|import\() ?'electron'/g, "$1 '#electron'"))
writeFileSync(
  join(copy, 'tsconfig.json'),
  JSON.stringify({ extends: '../../electron/tsconfig.json', include: ['electron', '../../electron-host'], compilerOptions: { types: ['node', 'electron', 'electron-vite/node'], lib: ['ES2024', 'DOM', 'DOM.Iterable'], allowJs: true, noUnusedLocals: false, noUnusedParameters: false, paths: { '#electron': ['../../electron-host/electron.ts'] } } })
)
const { status } = spawnSync(process.execPath, [at('node_modules', '@typescript', 'native', 'bin', 'tsc'), '-p', copy], { cwd: root, stdio: 'inherit' })
rmSync(copy, { recursive: true, force: true })
process.exit(status ?? 1)
