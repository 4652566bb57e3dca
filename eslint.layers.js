// Who may import whom: `docs/architecture.md` in the form that lint enforces. Each line teaches when it is crossed.

/** The folders of electron/ and the folders each may reach. `*` reaches all. */
const reach = {
  domain: [],
  contract: ['domain'],
  joom: ['domain'],
  storage: ['domain', 'contract', 'connections', 'outbox', 'printing'],
  orders: ['domain', 'contract'],
  outbox: ['domain', 'contract'],
  bench: ['domain', 'contract'],
  connections: ['domain', 'contract', 'joom'],
  documents: ['domain', 'contract'],
  printing: ['domain', 'contract', 'documents'],
  proof: ['domain', 'contract'],
  settings: ['domain', 'contract'],
  rehearsal: [],
  ipc: ['domain', 'contract'],
  window: ['domain', 'contract'],
  platform: ['domain', 'contract']
}

/** Each library has one home; elsewhere it is reached through that home. */
const homes = {
  electron: ['ipc', 'window', 'platform'],
  got: ['joom', 'connections'],
  'socks-proxy-agent': ['joom'],
  kysely: ['storage'],
  birpc: ['storage'],
  'node:sqlite': ['storage', 'rehearsal'],
  zod: ['contract', 'joom', 'connections', 'printing'],
  oauth4webapi: ['connections'],
  'electron-store': ['settings'],
  'electron-log': ['platform'],
  koffi: ['printing'],
  pdfkit: ['documents'],
  '@hyzyla/pdfium': ['documents'],
  pngjs: ['documents'],
  'jpeg-js': ['documents'],
  harfbuzzjs: ['documents'],
  'bidi-js': ['documents'],
  'bwip-js': ['documents'],
  qr: ['documents'],
  linebreak: ['documents'],
  'localized-address-format': ['documents']
}

const escaped = (name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const library = (name) => `^${escaped(name)}(/.*)?$`

const rule = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

/** Rules for a folder's own files, and for those one folder deeper, from where one step up is still at home. */
const layerOf = (folder) => {
  const allowed = reach[folder]
  const message = allowed.length === 0 ? `${folder}/ imports nothing of the rest: say what you need as an argument.` : `${folder}/ may reach ${allowed.join(', ')} only. State what you need of others as a small interface here; compose.ts brings them together.`
  const libraries = Object.entries(homes).flatMap(([name, owners]) => (owners.includes(folder) ? [] : [{ regex: library(name), message: `${name} belongs to ${owners.map((owner) => `${owner}/`).join(', ')}: go through it.` }]))
  const pure = folder === 'domain' || folder === 'contract' ? [{ regex: '^node:', message: `${folder}/ is pure: no Node, no clock, no files.` }] : []
  const leaving = (steps) => ({ regex: `^${'\\.\\./'.repeat(steps)}${allowed.length === 0 ? '' : `(?!(${allowed.join('|')})/)`}`, message })
  return [
    { files: [`electron/${folder}/*.ts`], rules: rule([leaving(1), ...libraries, ...pure]) },
    { files: [`electron/${folder}/*/**/*.ts`], rules: rule([leaving(2), ...libraries, ...pure]) }
  ]
}

const migrations = { files: ['electron/storage/migrations/**/*.ts'], rules: rule([{ regex: '.', message: 'A migration imports nothing: it must mean the same for ever.' }]) }

const noMainInTheWindow = [
  { regex: '^(node:|electron$|electron/)', message: 'The window has no Node and no Electron: ask the main process through api/.' },
  { regex: '/electron/(?!(contract|domain)/)', message: 'The window knows of the main process only its contract (types) and domain (pure rules).' }
]

const windowLayers = [
  { files: ['renderer/**/*.{ts,vue}'], rules: rule(noMainInTheWindow) },
  {
    files: ['renderer/components/**/*.{ts,vue}'],
    rules: rule([...noMainInTheWindow, { regex: '(^|/)api/', message: 'A component takes props and emits events; a store asks the main process.' }])
  },
  { files: ['renderer/views/**/*.{ts,vue}'], rules: rule([...noMainInTheWindow, { regex: '(^|/)api/', message: 'A view reads stores; only stores call api/.' }]) },
  { files: ['renderer/format/**/*.ts'], rules: rule([...noMainInTheWindow, { regex: '(^|/)(stores|api|views|components)/', message: 'format/ is pure: values in, text out.' }]) }
]

const typesOnly = {
  files: ['renderer/**/*.{ts,vue}'],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '/electron/contract/', allowTypeImports: true, message: 'Only types of the contract: its schemas stay in the main process.' }] }]
  }
}

const product = {
  files: ['electron/**/*.ts', 'renderer/**/*.{ts,vue}'],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '(^|/)(electron-host|test|scripts)/', message: 'The product knows nothing of its stand-in, tests and scripts.' }] }] }
}

/** Blocks for one rule replace each other, so the order is from the general to the special. */
export const layers = [product, ...Object.keys(reach).flatMap(layerOf), migrations, ...windowLayers, typesOnly]
