/** What stops a command, in a sentence that says what to do. Shown without a stack. */
export class Problem extends Error {}

/**
 * Runs a command's work and ends the process with its exit code.
 * @param {() => Promise<number>} work
 */
export async function main(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}
