import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'

const tag = Buffer.from('h10')

/** A key in a file that only its owner reads: less than a keyring gives, and said so by the backend's name. */
function key(): Buffer {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
  const folder = join(app.getPath('userData'), 'electron-host')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'safe-storage.key')
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file)
}

function encrypt(plainText: string): Buffer<ArrayBuffer> {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), iv)
  return Buffer.concat([tag, iv, cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** @throws where a single bit was changed */
function decrypt(encrypted: Buffer): string {
  if (encrypted.length < 31 || !encrypted.subarray(0, 3).equals(tag)) throw new Error('Error while decrypting the ciphertext provided to safeStorage.')
  const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15)).setAuthTag(encrypted.subarray(-16))
  return decipher.update(encrypted.subarray(15, -16), undefined, 'utf8') + decipher.final('utf8')
}

const later = <T>(work: () => T): Promise<T> => new Promise((resolve) => { resolve(work()) })

/** The calls that answer with a promise; the others are gone from Electron's next version. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(app.isReady()),
  encryptStringAsync: (plainText: string) => later(() => encrypt(plainText)),
  decryptStringAsync: (encrypted: Buffer) => later(() => ({ result: decrypt(encrypted), shouldReEncrypt: false })),
  getSelectedStorageBackend: () => 'basic_text' as const,
  setUsePlainTextEncryption: () => undefined
} satisfies Pick<Electron.SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend' | 'setUsePlainTextEncryption'>
