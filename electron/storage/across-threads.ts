import { tellable, Trouble, type AppError } from '../contract/result.ts'

/** What the thread of the database begins with. */
export interface StorageThreadData {
  readonly file: string
  /** Of `Numbers`, shared. */
  readonly memory: SharedArrayBuffer
  /** Name of the backup that is to take the place of the data first. */
  readonly restore: string | null
}

/** What that thread can be asked. */
export interface ServedByThread {
  open: () => void
  /** A method of a part of `Storage`. */
  call: (part: string, method: string, args: readonly unknown[]) => unknown
  close: () => Promise<void>
}

/** What it asks in turn. */
export interface CalledByThread {
  /** Something that goes on by itself could not. */
  failed: (error: unknown) => void
  /** The database is damaged, and will be opened with a look at everything. */
  damaged: () => void
}

interface Message {
  readonly e?: unknown
}
interface Packed {
  readonly trouble: AppError
}
const isPacked = (error: unknown): error is Packed => typeof error === 'object' && error !== null && 'trouble' in error

/** A thread's messages are copied, and a copy of a `Trouble` is only an `Error`: it crosses as what it says. */
export const acrossThreads = {
  serialize: (message: Message): Message => {
    const { e } = message
    return e instanceof Trouble ? { ...message, e: { trouble: tellable(e, e.code) } } : message
  },
  deserialize: (message: Message): Message => (isPacked(message.e) ? { ...message, e: new Trouble(message.e.trouble) } : message)
}
