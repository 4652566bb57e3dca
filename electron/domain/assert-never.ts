/** Marks the branch that no value of a union can reach; a new member of the union fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`Not a known case: ${JSON.stringify(value)}`)
}
