import { safeStorage } from 'electron'

/**
 * Seals secrets with the operating system's key store, always through the asynchronous calls.
 * `weak`: a Linux without a keyring keeps the key in the clear beside the data; it is said to the person.
 */
export class SystemProtector {
  async available(): Promise<'protected' | 'weak' | 'none'> {
    if (!await safeStorage.isAsyncEncryptionAvailable()) return 'none'
    return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text' ? 'weak' : 'protected'
  }

  async seal(text: string): Promise<Uint8Array> {
    return new Uint8Array(await safeStorage.encryptStringAsync(text))
  }

  /** @returns the text, and whether it should be sealed anew with a newer key */
  async open(sealed: Uint8Array): Promise<{ text: string; reseal: boolean }> {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
    return { text: result, reseal: shouldReEncrypt }
  }
}
