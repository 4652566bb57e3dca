import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/main'
import { logLine } from './log-line.ts'
import { redact } from './redact.ts'

/** One line of the log: the part of the program, what happened, and ids. Never names, addresses, phones, tokens. */
export interface Log {
  info(part: string, what: string, about?: unknown): void
  error(part: string, what: string, about?: unknown): void
}

/** The log of this computer: JSON lines in the data folder, at most twice 5 MB, redacted on the way in. */
export function openLog(folder: string): Log {
  // Of the log itself only whoever runs the program may read.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { file, console, ipc } = electronLog.transports
  file.resolvePathFn = () => join(folder, 'packbench.log')
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.maxSize = 5 * 1024 * 1024
  file.format = ({ message }) => [logLine({ at: message.date.toISOString(), level: message.level, ...(message.data[0] as object) })] // `write` below is the only caller
  console.level = 'error'
  console.format = '{text}'
  // The window needs no log of its own.
  ipc.level = false
  const write = (level: 'info' | 'error', part: string, what: string, about: unknown): void => {
    electronLog[level]({ part, what, ...(about === undefined ? {} : { about: redact(about) }) })
  }
  return { info: (part, what, about) => { write('info', part, what, about) }, error: (part, what, about) => { write('error', part, what, about) } }
}
