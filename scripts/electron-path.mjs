// Prints the absolute path of the program that runs the app: Electron's own, else the stand-in.
// So: "$(node scripts/electron-path.mjs)" . --user-data-dir=DIR
import { chooseProgram } from './find-electron.mjs'

process.stdout.write(`${chooseProgram({ headless: process.argv.includes('--headless') }).path}\n`)
