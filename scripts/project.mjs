import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = resolve(fileURLToPath(import.meta.url), '..', '..')
/** @param {string[]} path within the project */
export const at = (...path) => join(root, ...path)
