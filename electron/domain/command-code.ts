import { checkCharacter } from './sheet-code.ts'

/** What a printed card lets a scanner say at the bench. */
export const benchCommands = ['next', 'undo', 'reprint', 'hold', 'sign'] as const
export type BenchCommand = (typeof benchCommands)[number]

/** A command as a code: `C-NEXT-` and a check character; capitals, digits and `-` only, so that no keyboard layout garbles it. */
export function commandCodeOf(command: BenchCommand): string {
  const said = `C-${command.toUpperCase()}-`
  return said + checkCharacter(said)
}

/** The command that a scanned text says; `null` for any other text. No pick code, sheet's code or tracking number is one: they have no such beginning. */
export function readCommandCode(text: string): BenchCommand | null {
  const code = text.trim().toUpperCase()
  return benchCommands.find((command) => commandCodeOf(command) === code) ?? null
}
