import { readFileSync } from 'node:fs'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { compileSooner } from '../../../electron/platform/compile-sooner.ts'
import { told } from './measured.ts'
import { settings } from './settings.ts'

/**
 * Slips from the start of the process on: fonts, caches and the compiler are cold. Nothing is loaded but what makes them, as in the
 * other programs that make them. Its argument is the file of the sheets, which those read too.
 */
compileSooner()
const [sheets = ''] = process.argv.slice(2)
const all = JSON.parse(readFileSync(sheets, 'utf8')) as SlipSheet[] // what measure-paper.ts wrote
const { pdf } = await makeSlips({ ...settings, paper: 'a4', sheets: all })
process.send?.(told({ pages: all.length, took: performance.now(), bytes: pdf.length, first: 0 }))
process.disconnect()
