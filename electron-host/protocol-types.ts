// The types of Chromium's debugging protocol. Playwright carries them, but does not list them among its entry points.
export type { Protocol } from '../node_modules/playwright-core/types/protocol.d.ts'
